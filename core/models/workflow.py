"""The workflow task by which a clinician signs a medical page off."""

import datetime
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState, WorkflowState

REVIEW_PERIOD = datetime.timedelta(days=365)


def next_review_default() -> datetime.date:
    """A year from today, by the clinic's clock."""
    return timezone.localdate() + REVIEW_PERIOD


class MedicalReviewForm(forms.Form):
    """What a reviewer says when approving: in whose name, until when, and why."""

    reviewed_by = forms.ModelChoiceField(
        label=_("Reviewed by"),
        queryset=Page.objects.none(),
        help_text=_("The clinician whose name stands on the page."),
    )
    next_review = forms.DateField(label=_("Next review due"), initial=next_review_default, widget=AdminDateInput)
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clinicians = apps.get_model("locations.ClinicianPage").objects.live().order_by("title")
        field: forms.ModelChoiceField = self.fields["reviewed_by"]  # type: ignore[assignment]
        field.queryset = clinicians
        field.initial = clinicians.first()

    def clean_next_review(self) -> datetime.date:
        """Require a date to come.

        Raises:
            ValidationError: when it is today or past.
        """
        date: datetime.date = self.cleaned_data["next_review"]
        if date <= timezone.localdate():
            raise ValidationError(_("The next review must lie in the future."))
        return date


class MedicalReviewTask(AbstractGroupApprovalTask):
    """Approval by a medical reviewer; it stamps who reviewed the page, today, and when the next review is due."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    def get_actions(self, obj: models.Model, user: AbstractUser) -> list[tuple[str, Any, bool]]:
        """Approving always asks for the reviewer's name and the next date."""
        if user.is_superuser or self._user_in_groups(user):
            return [("reject", _("Request changes"), True), ("approve", _("Approve and sign"), True)]
        return []

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The form shown in the dialog for `action`."""
        return MedicalReviewForm if action == "approve" else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: AbstractUser, action_name: str, **kwargs: Any) -> None:
        """Stamp the review on the page's newest revision, then approve (which publishes it)."""
        if action_name == "approve":
            page = task_state.workflow_state.content_object
            draft = page.get_latest_revision_as_object()
            reviewed_by, next_review = kwargs.pop("reviewed_by"), kwargs.pop("next_review")
            if hasattr(draft, "stamp_review"):
                draft.stamp_review(reviewed_by, next_review)
                task_state.revision = draft.save_revision(user=user, log_action="core.medical_review")
                # What is published is the page's newest revision: this one.
                page.latest_revision = task_state.revision
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        """What the task does, in the list of task types."""
        return _("A medical reviewer reads the whole page, then signs it with a name and the date of the next review")


def medical_review_workflow() -> models.Model | None:
    """The active workflow that holds a medical review; None when a site manager has switched it off."""
    tasks = Task.objects.filter(pk__in=MedicalReviewTask.objects.filter(active=True).values("pk"))
    workflow_model = WorkflowState._meta.get_field("workflow").related_model
    return workflow_model.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk").first()

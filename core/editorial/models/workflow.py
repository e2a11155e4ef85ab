"""The workflow task by which a clinician signs a medical page off."""

import datetime
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import BadRequest, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState, WorkflowState

from core.web.request_scope import once_per_request

# The group of those who sign.
MEDICAL_REVIEWER = "Medical reviewer"
REVIEW_PERIOD = datetime.timedelta(days=365)


def next_review_default() -> datetime.date:
    """A year from today, by the clinic's clock."""
    return timezone.localdate() + REVIEW_PERIOD


class MedicalReviewForm(forms.Form):
    """What a reviewer says when approving: in whose name, until when, and why.

    Its cleaned values are plain: Wagtail carries them through the browser as JSON, from the dialog to the page's form.
    """

    reviewed_by = forms.ModelChoiceField(
        label=_("Reviewed by"),
        queryset=Page.objects.none(),
        help_text=_("The clinician whose name stands on the page."),
    )
    next_review = forms.DateField(label=_("Next review due"), initial=next_review_default, widget=AdminDateInput)
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The dialog opens over the page's own form, which has fields of the same names.
        super().__init__(*args, **{"auto_id": "sign_%s", **kwargs})
        self.clinicians = apps.get_model("locations.ClinicianPage").objects.live().order_by("title")
        field: forms.ModelChoiceField = self.fields["reviewed_by"]  # type: ignore[assignment]
        field.queryset = self.clinicians
        field.initial = self.clinicians.first()

    def clean_reviewed_by(self) -> int:
        """The key of the clinician's page."""
        return int(self.cleaned_data["reviewed_by"].pk)

    def clean_next_review(self) -> str:
        """Require a date to come; return it as YYYY-MM-DD.

        Raises:
            ValidationError: when it is today or past.
        """
        date: datetime.date = self.cleaned_data["next_review"]
        if date <= timezone.localdate():
            raise ValidationError(_("The next review must lie in the future."))
        return date.isoformat()


class MedicalReviewTask(AbstractGroupApprovalTask):
    """Approval by a medical reviewer; it stamps who reviewed the page, today, and when the next review is due."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    def get_actions(self, obj: models.Model, user: AbstractUser) -> list[tuple[str, Any, bool]]:
        """Approving always asks for the reviewer's name and the next date. Wagtail's menu adds “and Publish”."""
        if user.is_superuser or self._user_in_groups(user):
            return [("reject", _("Request changes"), True), ("approve", _("Sign"), True)]
        return []

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The form shown in the dialog for `action`."""
        return MedicalReviewForm if action == "approve" else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: AbstractUser, action_name: str, **kwargs: Any) -> None:
        """Stamp the review on the page's newest revision, then approve (which publishes it).

        Raises:
            BadRequest: when what came back from the browser is not what the dialog accepted.
        """
        if action_name == "approve":
            form = MedicalReviewForm(kwargs)
            if not form.is_valid():
                raise BadRequest(str(form.errors.as_json()))
            page = task_state.workflow_state.content_object
            draft = page.get_latest_revision_as_object()
            kwargs = {"comment": form.cleaned_data["comment"]}
            if hasattr(draft, "stamp_review"):
                next_review = datetime.date.fromisoformat(form.cleaned_data["next_review"])
                draft.stamp_review(form.clinicians.get(pk=form.cleaned_data["reviewed_by"]), next_review)
                task_state.revision = draft.save_revision(user=user, log_action="editorial.medical_review")
                # What is published is the page's newest revision: this one.
                page.latest_revision = task_state.revision
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        """What the task does, in the list of task types."""
        return _("A medical reviewer reads the whole page, then signs it with a name and the date of the next review")


@once_per_request
def medical_review_workflow() -> models.Model | None:
    """The active workflow that holds a medical review; None when a site manager has switched it off."""
    tasks = Task.objects.filter(pk__in=MedicalReviewTask.objects.filter(active=True).values("pk"))
    workflow_model = WorkflowState._meta.get_field("workflow").related_model
    return workflow_model.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk").first()

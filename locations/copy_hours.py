"""Copying the hours of one place to another, for clinics whose places keep the same hours."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from locations.models import LocationPage


def may_copy(page: LocationPage, user: AbstractBaseUser | AnonymousUser) -> bool:
    """True when `user` may edit the page now: it is theirs to edit, and nobody has locked it."""
    permissions = page.permissions_for_user(user)
    return permissions.can_edit() and not permissions.page_locked()


def copy_hours(source: LocationPage, target: LocationPage, *, special_days: bool) -> None:
    """Replace the hours of `target`, which is not saved, by those of `source`; its special days too if asked."""
    relations = ["hours", "exceptions"] if special_days else ["hours"]
    for name in relations:
        rows = []
        for row in getattr(source, name).all():
            row.pk, row.page = None, target
            rows.append(row)
        getattr(target, name).set(rows)


class PlaceChoiceField(forms.ModelChoiceField):
    """Places with their hours beside the name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name of the place and its week in words."""
        week = "; ".join(f"{row.days} {', '.join(row.times)}" for row in obj.week_table)
        return f"{obj.title}: {week or gettext('no hours yet')}"


class CopyHoursForm(forms.Form):
    """Which place to copy from, and what."""

    source = PlaceChoiceField(LocationPage.objects.none(), label=_("Copy the weekly hours of"), empty_label=None)
    special_days = forms.BooleanField(
        label=_("Copy holidays and other special days too"),
        required=False,
        help_text=_("They replace the ones that are listed here now."),
    )

    def __init__(self, *args: Any, target: LocationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.queryset = LocationPage.objects.listed().exclude(pk=target.pk)


class CopyHoursView(WagtailAdminTemplateMixin, FormView):
    """Asks where to copy from and keeps the result as a draft of the place, to be looked at before it is published."""

    form_class = CopyHoursForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = _("Copy hours")
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the place; refuse those who may not edit it.

        Raises:
            Http404: when there is no such place.
            PermissionDenied: when this person may not edit it, or it is locked.
        """
        self.page = get_object_or_404(LocationPage, pk=kwargs["page_id"])
        if not may_copy(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The name of the place to fill."""
        return self.page.get_admin_display_title()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which place is to be filled."""
        return {**super().get_form_kwargs(), "target": self.page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the button and where the form goes."""
        return super().get_context_data(
            **kwargs,
            action_url=self.request.path,
            submit_button_label=gettext("Copy into a draft"),
            submit_button_active_label=gettext("Copying…"),
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Save the draft and open it in the editor."""
        draft = self.page.get_latest_revision_as_object()
        source = form.cleaned_data["source"]
        copy_hours(source, draft, special_days=form.cleaned_data["special_days"])
        draft.save_revision(user=self.request.user, log_action=True)
        messages.success(
            self.request,
            gettext("The hours of %(place)s are copied into a draft. Check them, then publish.")
            % {"place": source.title},
        )
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))

"""The page “Launch” in the admin: what is open, by weight, and the question before the switch is turned."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from core.site.models import ClinicSettings
from home.launch.decision import PERMISSION, OpenItems, last_decision, open_items, set_launched

URL_NAME, QUESTION_URL_NAME = "launch", "launch_question"


class LaunchForm(forms.Form):
    """The answer to the question: with open musts, it takes one tick more."""

    although_open = forms.BooleanField(
        required=False, error_messages={"required": gettext_lazy("Tick this to launch all the same, or go back.")}
    )

    def __init__(self, items: OpenItems, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not items.must_count:
            del self.fields["although_open"]
            return
        self.fields["although_open"].required = True
        self.fields["although_open"].label = ngettext(
            "Launch although %(count)d thing that the launch should wait for is open",
            "Launch although %(count)d things that the launch should wait for are open",
            items.must_count,
        ) % {"count": items.must_count}


def _site_of(request: HttpRequest) -> Site:
    return Site.find_for_request(request) or get_object_or_404(Site, is_default_site=True)


@permission_required(PERMISSION)
def launch(request: HttpRequest) -> HttpResponse:
    """Show what is open, by weight, and whether the site is launched."""
    site = _site_of(request)
    clinic = ClinicSettings.for_site(site)
    context = {"clinic": clinic, "site": site, "open": open_items(site), "decision": last_decision(clinic)}
    return TemplateResponse(request, "home/admin/launch.html", context)


@permission_required(PERMISSION)
def question(request: HttpRequest) -> HttpResponse:
    """Ask before launching, naming what is open, or before taking the launch back; then do it."""
    site = _site_of(request)
    launched = ClinicSettings.for_site(site).launched
    items = OpenItems([], []) if launched else open_items(site)
    form = LaunchForm(items, request.POST if request.method == "POST" else None)
    # What was asked is sent along, so that a question that somebody else has answered meanwhile does nothing.
    if request.method == "POST" and (request.POST.get("to") == "launch") is launched:
        return redirect(URL_NAME)
    if form.is_valid():
        set_launched(site, request.user, launched=not launched)
        told = _("The launch is taken back: search engines are asked not to list any page.")
        if not launched:
            told = _("The site is launched: search engines may list its pages.")
        messages.success(request, told, buttons=[messages.button(reverse(QUESTION_URL_NAME), _("Undo"))])
        return redirect(URL_NAME)
    context = {"site": site, "open": items, "form": form, "launched": launched}
    return TemplateResponse(request, "home/admin/launch_question.html", context)


class LaunchMenuItem(MenuItem):
    """The page's entry in the Settings menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those who decide it."""
        return bool(request.user.has_perm(PERMISSION))


def menu_item() -> MenuItem:
    """The entry for the Settings menu."""
    return LaunchMenuItem(_("Launch"), reverse(URL_NAME), name="launch", icon_name="upload", order=5)


def admin_urls() -> list[URLPattern]:
    """The page's addresses."""
    return [
        path("launch/", launch, name=URL_NAME),
        path("launch/question/", question, name=QUESTION_URL_NAME),
    ]

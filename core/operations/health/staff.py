"""“Is everything all right?” in the admin: the same questions as /health/ready, in plain words, and what to do."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from core.operations.health.checks import Result, all_checks, run_checks

PERMISSION = "operations.view_site_health"
URL_NAME = "site_health"


class Answer(NamedTuple):
    """One line of the page."""

    title: str | Promise
    ok: bool
    text: str | Promise
    advice: str | Promise


class Summary(NamedTuple):
    """The whole in one line, for the dashboard."""

    ok: bool
    text: str | Promise
    url: str


def may_see(user: Any) -> bool:
    """Whether somebody is told: site managers and superusers."""
    return bool(user.has_perm(PERMISSION))


def answer(result: Result) -> Answer:
    """Put one result into words."""
    check = all_checks()[result.name]
    if not result.ok:
        return Answer(check.title, False, result.why, check.advice)
    text = check.describe() if callable(check.describe) else check.describe
    return Answer(check.title, True, text, "")


def _in_one_line(troubles: int) -> str | Promise:
    if not troubles:
        return _("Yes, everything is all right.")
    return ngettext("%d thing needs a person.", "%d things need a person.", troubles) % troubles


def summary(user: Any) -> Summary | None:
    """Return the whole in one line with the page's address; None for somebody who is not told. Takes milliseconds."""
    if not may_see(user):
        return None
    troubles = sum(not result.ok for result in run_checks())
    return Summary(not troubles, _in_one_line(troubles), reverse(URL_NAME))


@permission_required(PERMISSION)
def site_health(request: HttpRequest) -> HttpResponse:
    """Show every answer, what needs a person first."""
    answers = sorted((answer(result) for result in run_checks(for_staff=True)), key=lambda one: one.ok)
    troubles = sum(not one.ok for one in answers)
    context = {"answers": answers, "ok": not troubles, "in_one_line": _in_one_line(troubles)}
    return TemplateResponse(request, "operations/admin/site_health.html", context)


class SiteHealthMenuItem(MenuItem):
    """The page's entry in the Reports menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those who may open it."""
        return may_see(request.user)


def menu_item() -> MenuItem:
    """The entry for the Reports menu."""
    return SiteHealthMenuItem(
        _("Is everything all right?"), reverse(URL_NAME), name="site-health", icon_name="circle-check", order=10
    )


def admin_urls() -> list[URLPattern]:
    """The page's address."""
    return [path("reports/site-health/", site_health, name=URL_NAME)]

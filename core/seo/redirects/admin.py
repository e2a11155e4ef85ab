"""The forms and the import of redirects: in everyday words, and saying what will not work yet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import CreateView, EditView, permission_checker, process_import

from core.seo.redirects.destinations import Ending
from core.seo.redirects.rules import forget_redirected_misses, where_it_ends

# Redirects that lead nowhere, named one by one after an import.
MOST_WARNINGS = 5


class PlainRedirectForm(RedirectForm):
    """Wagtail's form, in words for people who have never heard of a redirect."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "old_path": (
                _("Old address"),
                _("Where people still arrive, such as /old-prices. You may paste all of it."),
            ),
            "redirect_page": (_("Leads to a page of this site"), ""),
            "redirect_link": (_("Or to another website"), _("The whole web address, beginning with https://")),
            "is_permanent": (_("For good"), _("Leave it on, so that search engines learn the new address.")),
        }
        for name, (label, help_text) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text


def say_where_nothing_is(request: HttpRequest, redirects: Iterable[Redirect]) -> None:
    """Tell which of the redirects just saved lead nowhere yet; those that work leave the report of missed addresses."""
    forget_redirected_misses()
    dead = [(each, route) for each in redirects if (route := where_it_ends(each)).ending is not Ending.ARRIVES]
    for redirected, route in dead[:MOST_WARNINGS]:
        message = _(
            "The redirect from %(old)s is saved, but nothing is at %(target)s. Until something is, visitors see “not "
            "found”."
        )
        messages.warning(request, message % {"old": redirected.old_path, "target": route.location})
    if len(dead) > MOST_WARNINGS:
        more = len(dead) - MOST_WARNINGS
        messages.warning(request, ngettext("And %d more leads nowhere.", "And %d more lead nowhere.", more) % more)


class CheckedRedirectMixin:
    """A form for a redirect that says when what was saved leads nowhere yet."""

    form_class = PlainRedirectForm
    request: HttpRequest

    def save_instance(self) -> Redirect:
        """Save, and look where it leads."""
        saved: Redirect = super().save_instance()  # type: ignore[misc]
        say_where_nothing_is(self.request, [saved])
        return saved


class CheckedRedirectView(CheckedRedirectMixin, EditView):
    """The form for a redirect that is there already."""


class PrefilledRedirectView(CheckedRedirectMixin, CreateView):
    """The form for a new redirect, filled in with the address that was missed."""

    def get_initial(self) -> dict[str, Any]:
        """Take `old_path` from the link of the report."""
        return {**super().get_initial(), "old_path": self.request.GET.get("old_path", "")[:255]}


@permission_checker.require_any("add")
@require_POST
def process_whole_import(request: HttpRequest) -> HttpResponse:
    """Wagtail's last step of an import, which breaks without the hidden fields of the step before: start again."""
    if not all(request.POST.get(name) for name in ("import_file_name", "input_format")):
        messages.error(request, _("Choose the file again."))
        return redirect("wagtailredirects:start_import")
    newest = Redirect.objects.aggregate(newest=Max("pk"))["newest"] or 0
    response: HttpResponse = process_import(request)
    say_where_nothing_is(request, Redirect.objects.filter(pk__gt=newest))
    return response


def admin_urls() -> list[URLPattern]:
    """The addresses of the forms, before Wagtail's own."""
    return [
        path("redirects/add/", PrefilledRedirectView.as_view(), name="seo_add_redirect"),
        path("redirects/<int:redirect_id>/", CheckedRedirectView.as_view(), name="seo_edit_redirect"),
        path("redirects/import/process/", process_whole_import, name="seo_process_import"),
    ]

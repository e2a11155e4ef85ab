"""The quick actions on the dashboard: each a button that opens the screen where the task is done, in one click."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.images import permissions as image_permissions
from wagtail.models import Page, Site

from core.site.models import ClinicSettings
from core.web.request_scope import once_per_generation
from home.models import ContentPage, HomePage
from locations.models import LocationIndexPage, LocationPage
from news.models import NewsArticlePage, NewsIndexPage
from therapy.models import ConditionIndexPage, ConditionPage

# The pages that people add most: what the button says, the page it stands below, its type, its icon.
NEW_PAGES: tuple[tuple[Promise, type[Page], type[Page], str], ...] = (
    (_("Add a location"), LocationIndexPage, LocationPage, "home"),
    (_("Add an in-the-news item"), NewsIndexPage, NewsArticlePage, "doc-full"),
    (_("Add a condition"), ConditionIndexPage, ConditionPage, "plus"),
    (_("Add a plain page"), HomePage, ContentPage, "doc-empty"),
)


class QuickAction(NamedTuple):
    """One button."""

    words: str | Promise
    url: str
    icon: str


def quick_actions(user: Any, site: Site | None) -> list[QuickAction]:
    """What `user` may do, in the order of how often it is done (one query, and what their rights take)."""
    return [*_pages(user), *_others(user, site)]


@once_per_generation
def parent_pages() -> dict[int, Page]:
    """The pages that new ones stand below, by content type; read once until a page changes."""
    types = ContentType.objects.get_for_models(*{parent for _words, parent, _model, _icon in NEW_PAGES})
    return {page.content_type_id: page for page in Page.objects.filter(content_type__in=types.values())}


def _pages(user: Any) -> Iterator[QuickAction]:
    pages = parent_pages()
    home = pages.get(ContentType.objects.get_for_model(HomePage).pk)
    if home is not None and home.permissions_for_user(user).can_add_subpage():
        yield QuickAction(_("Edit the home page"), reverse("wagtailadmin_pages:edit", args=[home.pk]), "edit")
    for words, parent_model, model, icon in NEW_PAGES:
        parent = pages.get(ContentType.objects.get_for_model(parent_model).pk)
        if parent is not None and parent.permissions_for_user(user).can_add_subpage():
            address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
            yield QuickAction(words, address, icon)
            if model is LocationPage:
                places = reverse("wagtailadmin_explore", args=[parent.pk])
                yield QuickAction(_("Change hours or add a holiday"), places, "time")


def _others(user: Any, site: Site | None) -> Iterator[QuickAction]:
    if site and user.has_perm("site.change_clinicsettings"):
        address = reverse("wagtailsettings:edit", args=[*ClinicSettings._meta.label_lower.split("."), site.pk])
        yield QuickAction(_("Change the clinic's phone number"), address, "mobile-alt")
    if user.has_perm("notices.add_notice"):
        yield QuickAction(_("Put up a notice"), reverse("wagtailsnippets_notices_notice:add"), "warning")
    if image_permissions.permission_policy.user_has_any_permission(user, ["add", "change"]):
        yield QuickAction(_("Add or replace a picture"), reverse("wagtailimages:index"), "image")
    if user.has_perm("search.add_synonym"):
        address = reverse("wagtailsnippets_search_synonym:add")
        yield QuickAction(_("Teach the search a word"), address, "search")


class QuickActionsPanel(Component):
    """The buttons; nothing for people who may do none of it."""

    name = "quick_actions"
    template_name = "home/admin/quick_actions_panel.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the tasks of the person who looks."""
        request: HttpRequest = parent_context["request"]
        return {"tasks": quick_actions(request.user, Site.find_for_request(request))}

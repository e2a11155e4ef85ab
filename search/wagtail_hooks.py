"""Search in the Wagtail admin: synonyms, promoted results, and the report of what people look for."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from .dashboard import MissedSearchesPanel
from .forms import PromotedResultForm
from .models import PromotedResult, Synonym
from .reports import PERMISSION, QueryReportMenuItem, QueryReportView

# Wagtail's own screens for the same: they match letter by letter, know no days, and count for superusers only.
REPLACED_MENU_ITEMS = {"promoted-search-results", "search-terms"}


class AddSynonymView(CreateView):
    """Wagtail's form for a new synonym, filled in with words that found nothing."""

    def get_initial(self) -> dict[str, Any]:
        """Take the words from the link on the dashboard."""
        typed = self.request.GET.get("typed", "")[:80]
        return {**super().get_initial(), "name": typed, "typed": typed}


class SynonymViewSet(SnippetViewSet):
    """Patients' words and what the pages call them."""

    model = Synonym
    icon = "openquote"
    menu_label = _("Synonyms")
    add_view_class = AddSynonymView
    list_display = ["name", "typed", "means"]
    search_fields = ["name", "typed", "means"]
    list_per_page = 100


class PromotedResultViewSet(SnippetViewSet):
    """Pages that come first for some words."""

    model = PromotedResult
    icon = "pick"
    menu_label = _("Promoted results")
    list_display = [
        Column("query", label=_("For the words")),
        Column("page", label=_("Page")),
        DateColumn("starts_on", label=_("First day")),
        DateColumn("ends_on", label=_("Last day")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("phrase"),
            FieldPanel("page"),
            FieldPanel("description"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        ],
        base_form_class=PromotedResultForm,
    )


class SearchGroup(SnippetViewSetGroup):
    """The menu of search."""

    items = (SynonymViewSet, PromotedResultViewSet)
    menu_label = _("Search words")
    menu_icon = "search"
    menu_order = 350


register_snippet(SearchGroup)


# Before Wagtail's own addresses for the same. Whoever finds one of them anyway comes to the screen that replaces it.
@hooks.register("register_admin_urls", order=-1)
def replaced_urls() -> list[URLPattern]:
    """Wagtail's screens for promoted results and search terms, all led to this room's."""
    promoted = RedirectView.as_view(url=reverse_lazy("wagtailsnippets_search_promotedresult:list"))
    terms = RedirectView.as_view(url=reverse_lazy("search_query_report"))
    return [
        path("searchpicks/reports/<path:rest>", terms, name="search_terms_replaced"),
        path("searchpicks/", promoted, name="search_promotions_replaced"),
        path("searchpicks/<path:rest>", promoted, name="search_promotions_replaced"),
    ]


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The addresses of the report."""
    return [
        path("reports/search-queries/", QueryReportView.as_view(), name="search_query_report"),
        path(
            "reports/search-queries/results/",
            QueryReportView.as_view(results_only=True),
            name="search_query_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """The report in the menu, for those who may see it."""
    return QueryReportMenuItem(
        _("What people look for"), reverse("search_query_report"), name="search-queries", icon_name="search", order=1300
    )


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def without_replaced_items(request: object, menu_items: list[MenuItem]) -> None:
    """Leave out Wagtail's screens that this room's replace."""
    menu_items[:] = [item for item in menu_items if item.name not in REPLACED_MENU_ITEMS]


@hooks.register("construct_homepage_panels")
def add_missed_searches(request: HttpRequest, panels: list[Component]) -> None:
    """Show what was not found to those who may see the counts."""
    if request.user.has_perm(PERMISSION):
        panels.append(MissedSearchesPanel())

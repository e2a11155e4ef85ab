"""Search in the Wagtail admin: synonyms, promoted results, and the report of what people look for."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .forms import PromotedResultForm
from .models import PromotedResult, Synonym
from .reports import QueryReportMenuItem, QueryReportView

# Wagtail's own screens for the same: they match letter by letter, know no days, and count for superusers only.
REPLACED_MENU_ITEMS = {"promoted-search-results", "search-terms"}


class SynonymViewSet(SnippetViewSet):
    """Patients' words and what the pages call them."""

    model = Synonym
    icon = "openquote"
    menu_label = _("Synonyms")
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

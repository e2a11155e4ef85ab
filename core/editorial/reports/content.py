"""Two reports: everything that the site holds, and the pages without a description, a picture or its words."""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.models import Page, get_page_models

from core.editorial.pages import specific_pages
from core.editorial.reports.base import BasePageReport, title_column
from core.editorial.text import passages_of
from core.pages.models import BasePage


def _page_types(request: Any) -> Any:
    return ContentType.objects.filter(
        pk__in=[kind.pk for kind in ContentType.objects.get_for_models(*get_page_models()).values()]
    ).order_by("model")


class InventoryFilterSet(WagtailFilterSet):
    """Narrows the inventory to a type, or to what is live or not."""

    content_type = ContentTypeFilter(label=_("Type"), queryset=_page_types, empty_label=_("All types"))
    live = django_filters.ChoiceFilter(
        label=_("Status"), choices=[("1", _("Live")), ("0", _("Not live"))], empty_label=_("All")
    )

    class Meta:
        model = Page
        fields = ["content_type", "live"]


class InventoryReport(BasePageReport):
    """Every page by type: where it is, how long it is, when it changed last."""

    index_url_name = "content_inventory"
    index_results_url_name = "content_inventory_results"
    page_title = _("Content inventory")
    header_icon = "list-ul"
    filterset_class = InventoryFilterSet
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    columns = [
        title_column(),
        Column("page_type", label=_("Type"), width="15%"),
        PageStatusColumn("status", label=_("Status"), width="10%"),
        NumberColumn("words", label=_("Words"), width="8%"),
        Column("address", label=_("Address"), width="22%"),
        DateColumn("latest_revision_created_at", label=_("Last edited"), width="13%"),
    ]
    list_export = [
        *("title", "page_type", "status_string", "words", "address", "language"),
        *("first_published_at", "last_published_at", "latest_revision_created_at"),
    ]
    export_headings = {
        "page_type": _("Type"),
        "status_string": _("Status"),
        "words": _("Words"),
        "address": _("Address"),
        "language": _("Language"),
        "first_published_at": _("First published"),
        "last_published_at": _("Last published"),
        "latest_revision_created_at": _("Last edited"),
    }

    def get_queryset(self) -> QuerySet[Page]:
        """Every page, type by type."""
        return super().get_queryset().order_by("content_type__model", "path")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add type, length and address to the rows."""
        rows = list(object_list)
        found = {page.pk: page for page in specific_pages(rows)}
        for row in rows:
            page = found[row.pk]
            model = row.specific_class or Page
            row.page_type = str(model._meta.verbose_name).capitalize()
            row.words = sum(len(part.text.split()) for part in passages_of(page))
            row.address = row.get_url(self.request) or ""
            row.language = row.locale.get_display_name()
        return object_list


# Each gap: what it is called, and the words in the table.
GAPS = {
    "description": _("No description"),
    "picture": _("No picture"),
    "alt": _("Picture without description"),
}


def gaps_of(
    search_description: str,
    listing_summary: str,
    introduction: str,
    picture: int | None,
    own_words: str,
    words: str | None,
    decorative: bool | None,
) -> list[str]:
    """Which of GAPS a page has, from its own fields and its main picture's."""
    found = []
    if not (search_description or listing_summary or introduction):
        found.append("description")
    if picture is None:
        found.append("picture")
    elif not (decorative or own_words or words):
        found.append("alt")
    return found


GAP_FIELDS = (
    *("search_description", "listing_summary", "introduction", "main_image_id", "main_image_alt"),
    *("main_image__description", "main_image__decorative"),
)


def content_gaps() -> dict[int, list[str]]:
    """The live pages with gaps: page id -> codes of GAPS. One query, however many types and pages there are."""
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    first, *others = [model.objects.order_by().filter(live=True).values_list("pk", *GAP_FIELDS) for model in models]
    found = {pk: gaps_of(*values) for pk, *values in first.union(*others, all=True)}
    return {pk: gaps for pk, gaps in found.items() if gaps}


class GapsFilterSet(WagtailFilterSet):
    """Narrows the report to one kind of gap."""

    missing = django_filters.ChoiceFilter(
        label=_("Missing"), choices=list(GAPS.items()), empty_label=_("Anything"), method="with_gap"
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def with_gap(self, queryset: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """The pages that lack it."""
        return queryset.filter(pk__in=[pk for pk, gaps in content_gaps().items() if value in gaps])


class GapsReport(BasePageReport):
    """Live pages without a description, a picture, or the picture's words."""

    index_url_name = "content_gaps"
    index_results_url_name = "content_gaps_results"
    page_title = _("Missing descriptions and pictures")
    nothing_yet = _("Nothing is missing: every published page has a description, and a picture with words.")
    header_icon = "image"
    filterset_class = GapsFilterSet
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    columns = [title_column(), Column("page_type", label=_("Type"), width="20%"), Column("missing", label=_("Missing"))]
    list_export = ["title", "page_type", "missing"]
    export_headings = {"page_type": _("Type"), "missing": _("Missing")}

    @cached_property
    def gaps(self) -> dict[int, list[str]]:
        """What is missing where, read once."""
        return content_gaps()

    def get_queryset(self) -> QuerySet[Page]:
        """The pages that lack something."""
        return super().get_queryset().filter(pk__in=self.gaps)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add the words for what is missing."""
        for row in object_list:
            model = row.specific_class or Page
            row.page_type = str(model._meta.verbose_name).capitalize()
            row.missing = ", ".join(str(GAPS[code]) for code in self.gaps.get(row.pk, []))
        return object_list

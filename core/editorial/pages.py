"""Many pages of many types in one query, for reports and panels that must stay quick on a large site."""

from collections.abc import Iterable
from functools import cache

from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

# What Wagtail's querysets leave on a base page for its status tag.
CARRIED_OVER = ("_approved_schedule", "_current_workflow_states")


@cache
def _links_to_types() -> dict[type[Page], str]:
    """The page types that stand directly on Page, and the name of the relation that leads to them."""
    links = {model: model._meta.pk.remote_field for model in get_page_models() if model is not Page}
    return {model: link.get_accessor_name() for model, link in links.items() if link and link.model is Page}


def with_types(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Have a queryset of base pages read what their types add as well: one query, not one for each type."""
    return pages.select_related("content_type", "locale", *_links_to_types().values())


def specific_pages(rows: Iterable[Page]) -> list[Page]:
    """The pages of a `with_types` queryset in their own types and order, without a further query."""
    found = []
    for row in rows:
        name = _links_to_types().get(row.specific_class or Page)
        page = getattr(row, name) if name else row.specific
        if page is not row:
            page.content_type, page.locale = row.content_type, row.locale
            for attribute in CARRIED_OVER:
                if hasattr(row, attribute):
                    setattr(page, attribute, getattr(row, attribute))
        found.append(page)
    return found

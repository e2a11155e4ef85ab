"""The links of a page's texts, read together when its editor opens. Wagtail asks three queries for each of them."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import ExternalLinkElementHandler, PageLinkElementHandler
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from core.site.linked_pages import linked_ids, linked_pages
from core.web.request_scope import once_per_request


@once_per_request
def _parents() -> dict[str, int]:
    """The keys of the linked pages' parents by their paths: where the chooser of a link opens."""
    return {}


@hooks.register("before_edit_page")
def read_links_together(request: HttpRequest, page: Page) -> None:
    """Read what the page links to, and the parents of that (two queries)."""
    linked = linked_pages(linked_ids(page)).values()
    paths = {found.path[: -found.steplen] for found in linked}
    if paths:
        _parents().update(Page.objects.filter(path__in=paths).values_list("path", "pk"))


class KnownPageLinkHandler(PageLinkElementHandler):
    """A link to a page as the editor needs it, answered from what has been read."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Key, address and parent of the page; no address for one that is gone."""
        key = int(attrs["id"])
        page = linked_pages([key]).get(key)
        if page is None:
            return {"id": key, "url": None, "parentId": None}
        parent = _parents().get(page.path[: -page.steplen]) or getattr(page.get_parent(), "pk", None)
        return {"id": key, "url": page.get_url(), "parentId": parent}


# After Wagtail's own, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def links_read_together(features: FeatureRegistry) -> None:
    """Read the links of a text from memory; they are stored as Wagtail stores them."""
    rule = {
        "from_database_format": {
            "a[href]": ExternalLinkElementHandler("LINK"),
            'a[linktype="page"]': KnownPageLinkHandler("LINK"),
        },
        "to_database_format": {"entity_decorators": {"LINK": link_entity}},
    }
    features.register_converter_rule("contentstate", "link", rule)

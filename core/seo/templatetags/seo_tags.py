"""Tags that print the metadata and the structured data of a page."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtailseo.models import SeoSettings

from core.seo.meta_tags import render_metadata
from core.seo.metadata import page_metadata, view_metadata
from core.seo.mixins import SearchMetadataMixin
from core.seo.structured_data.rendering import render_graph

register = template.Library()


@register.simple_tag(takes_context=True)
def seo_head(context: dict[str, Any]) -> SafeString:
    """Title, description, canonical, robots and sharing tags of whatever is being rendered.

    A page comes as `page`; any other view gives `page_title` and may give `page_description`.
    """
    request: HttpRequest | None = context.get("request")
    page = context.get("page")
    if request is None:
        return SafeString("")
    if isinstance(page, SearchMetadataMixin):
        metadata = page_metadata(page, request)
    else:
        metadata = view_metadata(request, str(context.get("page_title", "")), str(context.get("page_description", "")))
    return render_metadata(metadata)


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any]) -> SafeString:
    """The page's JSON-LD graph in its one script element; nothing for other views, or when switched off.

    It stands at the end of the body: nobody waits for it, and what is read comes first.
    """
    # Wagtail gives the page that it serves as `self` too; a view that only mentions a page does not.
    page, request = context.get("self"), context.get("request")
    if not isinstance(page, SearchMetadataMixin) or request is None or page.pk is None or page.site is None:
        return SafeString("")
    if not SeoSettings.for_request(request).struct_meta:
        return SafeString("")
    graph = render_graph(page.structured_data(request))
    return SafeString(f'<script type="application/ld+json">{graph}</script>')

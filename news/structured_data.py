"""schema.org nodes of the news room. Coverage elsewhere is cited, never claimed as our own."""

from typing import Any

from django.http import HttpRequest, QueryDict
from wagtail.models import Page

from core.seo.structured_data.nodes import clean_node, page_id

Node = dict[str, Any]


# By kind of coverage (`news.models.CoverageKind`): what the outside work is.
WORK_TYPES = {"press": "NewsArticle", "television": "NewsArticle", "study": "ScholarlyArticle"}


def coverage_node(page: Page) -> Node:
    """The outside work that an article of ours is about, with its own address, publisher and author."""
    return clean_node(
        {
            "@type": WORK_TYPES.get(page.kind, "CreativeWork"),
            "@id": page.source_url,
            "url": page.source_url,
            "headline": page.title,
            "publisher": {"@type": "Organization", "name": page.outlet},
            "author": {"@type": "Person", "name": page.coverage_author} if page.coverage_author else None,
            "datePublished": page.published_day,
        }
    )


def news_article_nodes(page: Page) -> list[Node]:
    """The page's `citation`: the coverage it sums up; nothing for the clinic's own news."""
    return [{"@id": page_id(page), "citation": [coverage_node(page)]}] if page.source_url else []


def news_index_nodes(page: Page, request: HttpRequest | None) -> list[Node]:
    """schema.org ItemList of the articles in view, as the page's main entity."""
    shown = page.listing_for(request.GET if request else QueryDict()).page
    list_id = f"{page.seo_canonical_url}#list"
    items = [
        {"@type": "ListItem", "position": number, "name": article.title, "url": article.get_full_url(request)}
        for number, article in enumerate(shown.object_list, start=shown.start_index())
    ]
    if not items:
        return []
    return [
        {"@id": page_id(page), "mainEntity": {"@id": list_id}},
        {"@type": "ItemList", "@id": list_id, "itemListElement": items},
    ]

"""schema.org nodes of the news room. Coverage elsewhere is cited, never claimed as our own."""

from typing import Any

from django.http import HttpRequest, QueryDict
from wagtail.models import Page

from core.seo.structured_data.nodes import clean_node, moment, organization_id, page_id

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


def article_id(page: Page) -> str:
    """The `@id` of the clinic's own article on a page."""
    return f"{page.seo_canonical_url}#article"


def own_news_node(page: Page) -> Node:
    """schema.org NewsArticle by the clinic itself, with what Google recommends for articles."""
    clinic = {"@id": organization_id(page)}
    return clean_node(
        {
            "@type": "NewsArticle",
            "@id": article_id(page),
            "headline": page.title,
            "description": page.seo_description,
            "image": page.seo_image_url,
            "datePublished": page.published_day or moment(page.seo_published_at),
            "dateModified": moment(page.seo_modified_at),
            "inLanguage": page.language.tag,
            "author": clinic,
            "publisher": clinic,
            "isPartOf": {"@id": page_id(page)},
        }
    )


def news_article_nodes(page: Page) -> list[Node]:
    """The page's `citation`: the coverage it sums up. The clinic's own news is an article of the clinic."""
    if page.is_own:
        return [own_news_node(page), {"@id": page_id(page), "mainEntity": {"@id": article_id(page)}}]
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

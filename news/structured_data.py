"""schema.org nodes of the news room. Coverage elsewhere is cited, never claimed as our own."""

from typing import TYPE_CHECKING, Any

from core.structured_data import clean_node, page_id

if TYPE_CHECKING:
    from .models import NewsArticlePage, NewsIndexPage

Node = dict[str, Any]

# How many articles the index lists as data; the first page of the visible list.
LISTED = 20


def coverage_node(page: "NewsArticlePage") -> Node:
    """The outside work that an article of ours is about, with its own publisher and author."""
    return clean_node(
        {
            "@type": "NewsArticle" if page.kind in {"press", "television"} else "CreativeWork",
            "@id": page.source_url,
            "url": page.source_url,
            "headline": page.title,
            "publisher": {"@type": "Organization", "name": page.outlet},
            "author": {"@type": "Person", "name": page.coverage_author} if page.coverage_author else None,
            "datePublished": page.published_on,
        }
    )


def news_article_nodes(page: "NewsArticlePage") -> list[Node]:
    """The page's `citation`: the coverage it sums up; nothing for the clinic's own news."""
    if not page.source_url:
        return []
    return [{"@id": page_id(page), "citation": {"@id": page.source_url}}, coverage_node(page)]


def news_index_nodes(page: "NewsIndexPage") -> list[Node]:
    """schema.org ItemList of the newest articles, as the page's main entity."""
    list_id = f"{page.seo_canonical_url}#list"
    items = [
        {"@type": "ListItem", "position": number, "name": article.title, "url": article.get_full_url()}
        for number, article in enumerate(page.articles()[:LISTED], start=1)
    ]
    if not items:
        return []
    return [
        {"@id": page_id(page), "mainEntity": {"@id": list_id}},
        {"@type": "ItemList", "@id": list_id, "itemListElement": items},
    ]

"""The nodes that every page has: the site, the clinic, the page itself and its trail."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.models import BasePage

Node = dict[str, Any]


def clean_node(node: Node) -> Node:
    """Drop what is unknown (None, empty text, empty lists), so that no property is ever empty."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _root_url(page: "BasePage") -> str:
    return page.site.root_url if page.site else ""


def website_id(page: "BasePage") -> str:
    """The stable `@id` of the site's WebSite node."""
    return f"{_root_url(page)}/#website"


def organization_id(page: "BasePage") -> str:
    """The stable `@id` of the clinic's MedicalOrganization node."""
    return f"{_root_url(page)}/#organization"


def page_id(page: "BasePage") -> str:
    """The stable `@id` of a page's own node."""
    return f"{page.seo_canonical_url}#webpage"


def website_node(page: "BasePage") -> Node:
    """schema.org WebSite; its name is the site name that search engines show."""
    return clean_node(
        {
            "@type": "WebSite",
            "@id": website_id(page),
            "url": f"{_root_url(page)}/",
            "name": page.seo_sitename,
            "inLanguage": "en-US",
            "publisher": {"@id": organization_id(page)},
        }
    )


def organization_node(page: "BasePage") -> Node:
    """schema.org MedicalOrganization: the clinic as a whole."""
    clinic = page.clinic
    return clean_node(
        {
            "@type": "MedicalOrganization",
            "@id": organization_id(page),
            "url": f"{_root_url(page)}/",
            "name": page.seo_sitename,
            "telephone": clinic.phone if clinic else None,
            "email": clinic.email if clinic else None,
            "sameAs": [str(block.value) for block in clinic.social_profiles] if clinic else None,
        }
    )


def webpage_node(page: "BasePage") -> Node:
    """schema.org WebPage, or the subtype that the page type names."""
    return clean_node(
        {
            "@type": page.schema_page_type,
            "@id": page_id(page),
            "url": page.seo_canonical_url,
            "name": page.title,
            "description": page.seo_description,
            "inLanguage": "en-US",
            "isPartOf": {"@id": website_id(page)},
            "datePublished": page.first_published_at,
            "dateModified": page.last_published_at,
            "breadcrumb": {"@id": f"{page.seo_canonical_url}#breadcrumb"} if len(page.breadcrumbs) > 1 else None,
        }
    )


def breadcrumb_nodes(page: "BasePage") -> list[Node]:
    """schema.org BreadcrumbList from the visible trail; none on the home page, whose trail has one step."""
    if len(page.breadcrumbs) < 2:
        return []
    root = _root_url(page)
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": crumb.title,
            "item": _absolute(root, crumb.url),
        }
        for number, crumb in enumerate(page.breadcrumbs, start=1)
    ]
    return [
        {
            "@type": "BreadcrumbList",
            "@id": f"{page.seo_canonical_url}#breadcrumb",
            "itemListElement": items,
        }
    ]


def _absolute(root: str, url: str) -> str:
    return f"{root}{url}" if url.startswith("/") else url


def page_nodes(page: "BasePage") -> list[Node]:
    """All nodes that every page has, in reading order."""
    return [
        website_node(page),
        organization_node(page),
        webpage_node(page),
        *breadcrumb_nodes(page),
    ]

"""The nodes that every page has: the site, the clinic, the page itself and its trail."""

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from core.languages import default, is_open, offered

if TYPE_CHECKING:
    from core.models import BasePage

Node = dict[str, Any]


def clean_node(node: Node) -> Node:
    """Drop what is unknown (None, empty text, empty lists), so that no property is ever empty."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def root_url(page: "BasePage") -> str:
    """The address of the page's site, without a slash at the end."""
    return page.site.root_url if page.site else ""


def website_id(page: "BasePage") -> str:
    """The stable `@id` of the site's WebSite node."""
    return f"{root_url(page)}/#website"


def organization_id(page: "BasePage") -> str:
    """The stable `@id` of the clinic's MedicalOrganization node."""
    return f"{root_url(page)}/#organization"


def page_id(page: "BasePage") -> str:
    """The stable `@id` of a page's own node."""
    return f"{page.seo_canonical_url}#webpage"


def moment(value: datetime.datetime | None) -> str | None:
    """A date and time with its zone, to the second (ISO 8601)."""
    return value.replace(microsecond=0).isoformat() if value else None


def site_languages(page: "BasePage") -> str | list[str]:
    """The tag of the site's language, or those of all languages that its home page is live in."""
    tags = [each.tag for each in offered() if page.site is None or is_open(page.site, each)]
    return tags if len(tags) > 1 else default().tag


def website_node(page: "BasePage") -> Node:
    """schema.org WebSite; its name is the site name that search engines show."""
    return clean_node(
        {
            "@type": "WebSite",
            "@id": website_id(page),
            "url": f"{root_url(page)}/",
            "name": page.seo_sitename,
            "inLanguage": site_languages(page),
            "publisher": {"@id": organization_id(page)},
        }
    )


def organization_node(page: "BasePage") -> Node:
    """schema.org MedicalOrganization: the clinic as a whole. Only the home page says more than who it is."""
    from .media import logo_node

    node: Node = {
        "@type": "MedicalOrganization",
        "@id": organization_id(page),
        "url": f"{root_url(page)}/",
        "name": page.seo_sitename,
    }
    clinic = page.clinic
    if clinic and page.is_site_home:
        node |= {
            "description": clinic.tagline,
            "logo": logo_node(page),
            "telephone": clinic.phone.partition(";")[0],
            "email": clinic.email,
            "sameAs": [str(block.value) for block in clinic.social_profiles],
        }
    return clean_node(node)


def webpage_node(page: "BasePage", request: HttpRequest | None = None) -> Node:
    """schema.org WebPage, or the subtype that the page type names; its address is that of the view asked for."""
    return clean_node(
        {
            "@type": page.schema_page_type,
            "@id": page_id(page),
            "url": page.get_canonical_url(request) if request else page.seo_canonical_url,
            "name": page.sharing_title,
            "description": page.seo_description,
            "inLanguage": page.language.tag,
            "isPartOf": {"@id": website_id(page)},
            "about": {"@id": organization_id(page)} if page.is_site_home else None,
            "publisher": {"@id": organization_id(page)},
            "datePublished": moment(page.seo_published_at),
            "dateModified": moment(page.seo_modified_at),
            "breadcrumb": {"@id": f"{page.seo_canonical_url}#breadcrumb"} if len(page.breadcrumbs) > 1 else None,
        }
    )


def breadcrumb_nodes(page: "BasePage") -> list[Node]:
    """schema.org BreadcrumbList from the visible trail; none on the home page, whose trail has one step."""
    if len(page.breadcrumbs) < 2:
        return []
    root = root_url(page)
    items = [
        {"@type": "ListItem", "position": number, "name": crumb.title, "item": _absolute(root, crumb.url)}
        for number, crumb in enumerate(page.breadcrumbs, start=1)
    ]
    return [
        {"@type": "BreadcrumbList", "@id": f"{page.seo_canonical_url}#breadcrumb", "itemListElement": items},
    ]


def _absolute(root: str, url: str) -> str:
    return f"{root}{url}" if url.startswith("/") else url


def page_nodes(page: "BasePage", request: HttpRequest | None = None) -> list[Node]:
    """All nodes that every page has, in reading order."""
    from .media import picture_nodes
    from .review import review_nodes
    from .streams import stream_nodes

    return [
        website_node(page),
        organization_node(page),
        webpage_node(page, request),
        *breadcrumb_nodes(page),
        *picture_nodes(page),
        *review_nodes(page),
        *stream_nodes(page),
    ]

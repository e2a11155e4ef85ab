"""The nodes that every page has: the site, the clinic, the page itself, its trail, its picture and its blocks."""

from django.http import HttpRequest

from core.seo.mixins import SearchMetadataMixin
from core.seo.structured_data.media import logo_node, picture_nodes
from core.seo.structured_data.nodes import Node, clean_node, moment, organization_id, page_id, root_url, website_id
from core.seo.structured_data.streams import stream_nodes
from core.site.languages import is_open
from core.web.languages import default, offered


def site_languages(page: SearchMetadataMixin) -> str | list[str]:
    """The tag of the site's language, or those of all languages that its home page is live in."""
    tags = [each.tag for each in offered() if page.site is None or is_open(page.site, each)]
    return tags if len(tags) > 1 else default().tag


def website_node(page: SearchMetadataMixin) -> Node:
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


def organization_node(page: SearchMetadataMixin) -> Node:
    """schema.org MedicalOrganization: the clinic as a whole. Only the home page says more than who it is."""

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


def webpage_node(page: SearchMetadataMixin, request: HttpRequest | None = None) -> Node:
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


def breadcrumb_nodes(page: SearchMetadataMixin) -> list[Node]:
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


def page_nodes(page: SearchMetadataMixin, request: HttpRequest | None = None) -> list[Node]:
    """All nodes that every page has, in reading order."""

    return [
        website_node(page),
        organization_node(page),
        webpage_node(page, request),
        *breadcrumb_nodes(page),
        *picture_nodes(page),
        *stream_nodes(page),
    ]

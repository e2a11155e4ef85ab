"""What every module that builds schema.org nodes needs: their type, their `@id`s, and how they are cleaned."""

import datetime
from typing import Any

from core.seo.mixins import SearchMetadataMixin

Node = dict[str, Any]


def clean_node(node: Node) -> Node:
    """Drop what is unknown (None, empty text, empty lists), so that no property is ever empty."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def root_url(page: SearchMetadataMixin) -> str:
    """The address of the page's site, without a slash at the end."""
    return page.site.root_url if page.site else ""


def website_id(page: SearchMetadataMixin) -> str:
    """The stable `@id` of the site's WebSite node."""
    return f"{root_url(page)}/#website"


def organization_id(page: SearchMetadataMixin) -> str:
    """The stable `@id` of the clinic's MedicalOrganization node."""
    return f"{root_url(page)}/#organization"


def page_id(page: SearchMetadataMixin) -> str:
    """The stable `@id` of a page's own node."""
    return f"{page.seo_canonical_url}#webpage"


def moment(value: datetime.datetime | None) -> str | None:
    """A date and time with its zone, to the second (ISO 8601)."""
    return value.replace(microsecond=0).isoformat() if value else None

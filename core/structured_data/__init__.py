"""Structured data (JSON-LD, schema.org) as Python dicts, joined into one `@graph` a page."""

from .base import clean_node, organization_id, page_id, page_nodes, website_id
from .rendering import render_graph

__all__ = [
    "clean_node",
    "organization_id",
    "page_id",
    "page_nodes",
    "render_graph",
    "website_id",
]

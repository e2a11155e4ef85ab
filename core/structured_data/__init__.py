"""Structured data (JSON-LD, schema.org) as Python dicts, joined into one `@graph` a page."""

from .base import clean_node, moment, organization_id, page_id, page_nodes, root_url, website_id
from .media import image_node
from .rendering import join_nodes, render_graph
from .review import reviewer_node

__all__ = [
    "clean_node",
    "image_node",
    "join_nodes",
    "moment",
    "organization_id",
    "page_id",
    "page_nodes",
    "render_graph",
    "reviewer_node",
    "root_url",
    "website_id",
]

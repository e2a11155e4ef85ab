"""What the blocks of a page add to its structured data.

A block takes part by giving its value class a method `structured_data(page) -> list[dict]`.
"""

from wagtail.blocks import ListBlock, StreamBlock, StructBlock, StructValue

from core.seo.mixins import SearchMetadataMixin
from core.seo.structured_data.nodes import Node
from core.seo.text import streams_of, walk_values

# Blocks that may hold a struct value.
PARTS = (ListBlock, StreamBlock, StructBlock)


def stream_nodes(page: SearchMetadataMixin) -> list[Node]:
    """The nodes of all blocks in the page's StreamFields, in reading order."""
    nodes: list[Node] = []
    for stream in streams_of(page):
        if not any(isinstance(block, PARTS) for block in stream.stream_block.child_blocks.values()):
            continue  # choosers only: their values would be read for nothing
        for value in walk_values(stream):
            contribute = getattr(value, "structured_data", None)
            if isinstance(value, StructValue) and callable(contribute):
                nodes.extend(contribute(page))
    return nodes

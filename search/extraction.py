"""What a page says, sorted by weight: title, names, headings, summary, body.

The page's own `search_fields` decide what is indexed, as for Wagtail's search: a boost of 3 or more marks another name
of the page's subject (other names of a condition, the city of a place), 2 its summary, less its body.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail.blocks import Block, ChoiceBlock, ListBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.search import index

from core.pages.blocks import FaqItemValue
from core.seo.text import ended, paragraphs

NAME_BOOST = 3
SUMMARY_BOOST = 2
# Children of StructBlocks that are shown as headings.
HEADING_CHILDREN = {"title", "question", "label"}
# Blocks that lead to other pages: their words are not about this one.
LEADING_ON = {"call_to_action", "page_cards", "appointment_request"}
# Titles are indexed by name; the rest is not part of what a visitor reads.
IGNORED_FIELDS = {"title", "seo_title", "search_description", "owner"}


@dataclass
class PageText:
    """The words of one page, by how much they say about its subject."""

    title: str
    names: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    # Headings stand here too, where they stand in the page: excerpts read better with them.
    body: list[str] = field(default_factory=list)

    @property
    def readable(self) -> str:
        """The text for excerpts: the summary, then the body, one paragraph a line, each with a stop at its end."""
        parts = (" ".join(part.split()) for part in [*self.summary, *self.body])
        return "\n".join(dict.fromkeys(ended(part, ".") for part in parts if part))


def text_of(page: Page) -> PageText:
    """Return what a page (of its specific type) says."""
    text = PageText(title=page.title)
    for search_field in page.get_search_fields():
        _add_field(text, page, search_field)
    return text


def _add_field(text: PageText, obj: Any, search_field: Any) -> None:
    if isinstance(search_field, index.RelatedFields):
        for related in _related(search_field.get_value(obj)):
            for sub_field in search_field.fields:
                _add_field(text, related, sub_field)
        return
    if not isinstance(search_field, index.SearchField) or search_field.field_name in IGNORED_FIELDS:
        return
    definition = search_field.get_field(obj.__class__) if hasattr(obj, "_meta") else None
    if isinstance(definition, StreamField):
        for is_heading, words in _stream(definition.stream_block, getattr(obj, search_field.field_name)):
            text.body.append(ended(words, ":") if is_heading else words)
            if is_heading:
                text.headings.append(words)
        return
    target = text.body
    if (search_field.boost or 0) >= NAME_BOOST:
        target = text.names
    elif (search_field.boost or 0) >= SUMMARY_BOOST:
        target = text.summary
    # Wagtail's searchable value of rich text has lost its citations' and list items' markup.
    rich = isinstance(definition, RichTextField)
    target.extend(_plain(getattr(obj, search_field.field_name) if rich else search_field.get_value(obj)))


def _related(value: Any) -> list[Any]:
    if value is None:
        return []
    if callable(value) and not hasattr(value, "all"):
        value = value()
    return list(value.all()) if hasattr(value, "all") else [value]


def _plain(value: Any) -> list[str]:
    """Return the paragraphs of a field's searchable value, which may be text, rich text or a list of either."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [part for item in value for part in _plain(item)]
    return paragraphs(value.source if isinstance(value, RichText) else str(value))


def _stream(block: Block, value: Any, heading: bool = False) -> Iterator[tuple[bool, str]]:
    """Yield (is a heading, text) of a block's value and all below it, in reading order, as far as a page shows it."""
    unanswered = isinstance(value, FaqItemValue) and not value.answer_words
    if value is None or isinstance(block, ChoiceBlock) or unanswered:
        return
    if isinstance(block, StreamBlock):
        for child in value:
            if child.block_type not in LEADING_ON:
                yield from _stream(child.block, child.value, heading=child.block_type == "heading")
    elif isinstance(block, StructBlock) and isinstance(value, Mapping):
        for name, child_block in block.child_blocks.items():
            is_heading = name in HEADING_CHILDREN or (heading and name == "text")
            yield from _stream(child_block, value.get(name), heading=is_heading)
    elif isinstance(block, ListBlock):
        for item in value:
            yield from _stream(block.child_block, item)
    else:
        for part in [value] if isinstance(value, RichText) else block.get_searchable_content(value):
            yield from ((heading, words) for words in _plain(part))

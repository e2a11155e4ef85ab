"""Plain words out of the rich content of a page."""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

# An editor's link to a source: <a href="#ref-cohen-2018">Cohen 2018</a>. A page shows its number; in plain
# text its words would seem to begin the sentence that follows.
CITATION = re.compile(r'\s*<a href="#ref-([\w-]+)">(.*?)</a>', re.DOTALL)
# Where one paragraph, item or cell ends and another begins.
_ENDS = re.compile(r"(?i)</(?:p|h[1-6]|div|td|th|ul|ol|blockquote)>|<br\s*/?>|<hr\s*/?>")
_ITEM_ENDS = re.compile(r"(?i)</li>")
_STOPS = tuple('.!?:;,…”"')


def ended(words: str, stop: str) -> str:
    """Words with that stop at their end, unless they have one."""
    return words if words.endswith(_STOPS) else f"{words}{stop}"


def paragraphs(source: str) -> list[str]:
    """Rich text as paragraphs of plain words, without citations; a list is one, its items ending in semicolons."""
    found = []
    for part in _ENDS.split(CITATION.sub("", source)):
        items = [" ".join(html.unescape(strip_tags(item)).split()) for item in _ITEM_ENDS.split(part)]
        items = [item for item in items if item]
        found.extend([" ".join([*(ended(item, ";") for item in items[:-1]), items[-1]])] if len(items) > 1 else items)
    return found


def plain(source: str) -> str:
    """Rich text as one line of plain words, with a stop between paragraphs that lack one."""
    *before, last = paragraphs(source) or [""]
    return " ".join([*(ended(part, ".") for part in before), last])


def walk_values(value: Any) -> Iterator[Any]:
    """Every value inside a StreamField, depth first: struct values, rich texts and plain ones."""
    if isinstance(value, blocks.StreamValue):
        for child in value:
            yield from walk_values(child.value)
    elif isinstance(value, blocks.list_block.ListValue):
        for item in value:
            yield from walk_values(item)
    elif isinstance(value, blocks.StructValue):
        yield value
        for item in value.values():
            yield from walk_values(item)
    else:
        yield value


def streams_of(page: Any) -> Iterator[blocks.StreamValue]:
    """The values of a page's StreamFields, in the order of its fields."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield getattr(page, field.name)


def first_words(page: Any, length: int) -> str:
    """The first words of a page's rich texts, at least `length` characters where there are as many."""
    found = ""
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            found = f"{found} {plain(getattr(page, field.name))}".strip()
        elif isinstance(field, StreamField):
            for value in walk_values(getattr(page, field.name)):
                if isinstance(value, RichText):
                    found = f"{found} {plain(value.source)}".strip()
                if len(found) >= length:
                    return found
        if len(found) >= length:
            return found
    return found

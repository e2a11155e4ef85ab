"""Plain words out of the rich content of a page."""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

# Tags that end a word: stripping them must not join the words on either side.
BREAKS = re.compile(r"(?i)</(p|li|h[1-6]|div|td|th)>|<br\s*/?>")


def plain(source: str) -> str:
    """Rich text as one line of plain words."""
    return " ".join(html.unescape(strip_tags(BREAKS.sub(" ", source))).split())


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

"""The plain text and the links of a page as its fields hold them, without a query."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

# Values of these keys of a block are choices, addresses and ids, not words that a reader reads.
NOT_WORDS = {
    "id",
    "type",
    "kind",
    "level",
    "url",
    "source_url",
    "phone",
    "page",
    "image",
    "document",
    "source",
    "poster",
}
# Wagtail's own text fields on a page are names and addresses, except for the title.
NOT_READ = {field.name for field in Page._meta.get_fields()} - {"title"}
BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|blockquote)>|<br\s*/?>", re.IGNORECASE)
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """Words of one field, as HTML or plain text."""

    field: str
    source: str

    @cached_property
    def text(self) -> str:
        """The words without markup, a line for each paragraph."""
        return unescape(strip_tags(BLOCK_END.sub("\n", self.source))).strip()


def _strings(value: Any, left_out: Collection[str] = NOT_WORDS) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in left_out:
                yield from _strings(part, left_out)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part, left_out)


def _stream_strings(value: StreamValue, left_out: Collection[str] = NOT_WORDS) -> Iterator[str]:
    for child in value.raw_data:
        yield from _strings(child["value"], left_out)


def raw_strings(page: Page) -> Iterator[tuple[str, str]]:
    """Every string that the fields of `page` hold, addresses and choices too, as (field, string), without a query."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for text in _stream_strings(getattr(page, field.name), ()):
                yield field.name, text
        elif isinstance(field, models.TextField | models.CharField):
            yield field.name, getattr(page, field.name) or ""


def passages_of(page: Page) -> list[Passage]:
    """What a reader reads on `page`, field by field, in the order of the model's fields."""
    found = []
    for field in page._meta.get_fields():
        if field.name in NOT_READ or not isinstance(field, models.TextField | models.CharField | StreamField):
            continue
        value = getattr(page, field.name)
        if isinstance(field, StreamField):
            found += [Passage(field.name, text) for text in _stream_strings(value) if text.strip()]
        elif field.editable and not field.choices and value and str(value).strip():
            found.append(Passage(field.name, str(value)))
    return found


def links_of(passages: list[Passage]) -> list[tuple[str, str]]:
    """The links in rich text as (attributes, words)."""
    return [
        (match[1], unescape(strip_tags(match[2])).strip()) for part in passages for match in LINK.finditer(part.source)
    ]

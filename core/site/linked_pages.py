"""Addresses and titles of pages that other pages link to, read together.

A text with five links would cost five pairs of queries, and every button one more. What a page links to is already in
its own words: so the ids are collected first, read in one query with the menu (`core.site.navigation`), and every link
on the page is then answered from here. Pages link to the same few dozen others, so what was read is shared until
something changes.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from wagtail.blocks import PageChooserBlock
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page

from core.site.languages import language_of
from core.web.languages import default, several
from core.web.request_scope import KeptForGeneration, once_per_request

# What a link needs: `url_path` and `locale` make the address; a button also asks whether the page is live.
LINK_FIELDS = (
    *("title", "draft_title", "slug", "path", "depth", "numchild", "url_path", "content_type", "locale"),
    *("live", "show_in_menus", "alias_of", "translation_key"),
)
_LINK = re.compile(r'<a [^>]*linktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


class SharedPages:
    """Pages as the database has them, with what a link needs, by key, place in the tree and address.

    Shared by all requests, so nobody may change them.
    """

    # More than a site's pages link to; a large one must not fill the memory.
    MOST = 1000

    def __init__(self) -> None:
        self.by_key: dict[int, Page | None] = {}
        self.by_path: dict[str, Page] = {}
        self.by_address: dict[str, Page] = {}

    def keep(self, pages: Iterable[Page], asked: Iterable[int] = ()) -> None:
        """Keep pages that were read with `LINK_FIELDS`; `asked`: keys, of which those without a page are noted too."""
        if len(self.by_key) > self.MOST:
            self.by_key, self.by_path, self.by_address = {}, {}, {}
        self.by_key.update(dict.fromkeys(asked))
        for page in pages:
            self.by_key[page.pk] = self.by_path[page.path] = self.by_address[page.url_path] = page


_shared = KeptForGeneration[SharedPages]()


def shared_pages() -> SharedPages:
    """What was read of pages since the last change. Whoever reads more asks for this before, and keeps it there."""
    return _shared.get("pages", SharedPages)


@once_per_request
def _known() -> dict[int, Page | None]:
    """Pages by their key; None for one that does not exist."""
    return {}


@once_per_request
def _followed() -> list[int]:
    """The key of the locale whose pages links lead to, while a page in another than the default language is shown."""
    return []


def follow_translations(page: Page) -> None:
    """From here on, let links lead to the live translation in the language of `page`, where there is one.

    Only for showing a page: an editor's form must keep what was chosen.
    """
    if several() and language_of(page) != default():
        _followed()[:] = [page.locale_id]


def translations_of(keys: Iterable[int]) -> Q:
    """The translations of pages, by the keys of these; with them, links are followed without a further query."""
    originals = Page.objects.filter(pk__in=list(keys)).values("translation_key")
    return Q(translation_key__in=originals, locale_id__in=_followed()) if _followed() else Q(pk__in=[])


def remember(pages: Iterable[Page]) -> None:
    """Keep pages for the rest of the request, and the live translation in the place of its original."""
    _keep(_known(), pages)


def _keep(known: dict[int, Page | None], pages: Iterable[Page]) -> None:
    found = list(pages)
    known.update((page.pk, page) for page in found)
    if _followed():
        translated = {page.translation_key: page for page in found if page.locale_id in _followed() and page.live}
        known.update(
            (page.pk, translated[page.translation_key]) for page in found if page.translation_key in translated
        )


def known_keys() -> set[int]:
    """The keys of the pages that are kept."""
    return set(_known())


def linked_pages(keys: Iterable[int]) -> dict[int, Page]:
    """The pages with these keys, from memory where possible; the rest is read in one query."""
    known = _known()
    wanted = set(keys)
    missing = wanted - known.keys()
    if missing and not _followed():
        by_key = shared_pages().by_key  # another request may begin a new one in its place
        known.update((key, by_key[key]) for key in missing if key in by_key)
        missing -= known.keys()
    if missing:
        shared = shared_pages()
        found = list(Page.objects.filter(Q(pk__in=missing) | translations_of(missing)).only(*LINK_FIELDS))
        known.update(dict.fromkeys(missing))
        _keep(known, found)
        shared.keep(found, missing)
    return {key: page for key in wanted if (page := known[key]) is not None}


def linked_ids(instance: models.Model) -> set[int]:
    """The keys of the pages that a page or setting links to: in its texts, and by the choosers of its blocks."""
    # __dict__ holds what was read; a deferred field must not be read for this.
    return {key for value in instance.__dict__.values() for key in _ids_in(value)}


def ids_in_text(source: str) -> list[int]:
    """The keys of the pages that a rich text links to, in the order of its words."""
    if 'linktype="page"' not in source:  # most texts, for a fraction of the time
        return []
    return [int(match[1]) for link in _LINK.findall(source) if (match := _ID.search(link))]


def _ids_in(value: Any) -> Iterator[int]:
    """Keys in a text, or in the stored data of blocks, without making the blocks' values (which would query)."""
    if isinstance(value, str):
        yield from ids_in_text(value)
        return
    if isinstance(value, dict):
        yield from _chosen(value)
    elif isinstance(value, StreamValue):
        choosers = value.stream_block.child_blocks
        yield from (
            child["value"]
            for child in value.raw_data
            if isinstance(child.get("value"), int) and isinstance(choosers.get(child["type"]), PageChooserBlock)
        )
    for item in _parts(value):
        yield from _ids_in(item)


def _chosen(struct: dict[str, Any]) -> Iterator[int]:
    """Keys in the choosers of a stored block: a page, or a list of pages."""
    pages = struct.get("pages")
    listed = (
        [item.get("value") if isinstance(item, dict) else item for item in pages] if isinstance(pages, list) else []
    )
    yield from (key for key in (struct.get("page"), *listed) if isinstance(key, int))


def _parts(value: Any) -> Iterable[Any]:
    """What a stored block consists of."""
    if isinstance(value, StreamValue):
        return [child.get("value") for child in value.raw_data]
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def address_of(page: Page | None) -> str:
    """Where a link to a page leads; empty when there is none, it is not published, or it stands outside every site."""
    if page is None or not page.live:
        return ""
    # Several links of a page lead to the same few others; the object lives no longer than what the address hangs on.
    if "linked_address" not in page.__dict__:
        page.linked_address = page.get_url() or ""
    return page.linked_address


class LinkedPageChooserBlock(PageChooserBlock):
    """A page that is only linked to: title and address, from memory."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Page | None]:
        """The pages in the order of their keys."""
        keys = list(values)
        found = linked_pages(key for key in keys if key is not None)
        return [found.get(key) if key is not None else None for key in keys]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """In migrations this is Wagtail's own block: how pages are read is no matter of the schema."""
        _, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs

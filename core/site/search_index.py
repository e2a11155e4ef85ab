"""Puts off the search index of the admin's lists, for whoever writes thousands of pages.

Wagtail indexes each page whenever it is saved, and its index in the database measures all titles each time (the weight
of a title hangs on the average length): so each page costs more than the one before. Many together are measured once.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry

logger = logging.getLogger(__name__)

# So many pages are read at once, and so many characters held: pages of any length must not fill the memory.
READ_TOGETHER = 20
MOST_TOGETHER = 10_000_000

_put_off: ContextVar[set[int] | None] = ContextVar("_put_off", default=None)


@contextmanager
def index_later(pages: set[int]) -> Iterator[None]:
    """Pages that are saved inside are not indexed, but added to `pages`: whoever asked for this indexes them."""
    token = _put_off.set(pages)
    try:
        yield
    finally:
        _put_off.reset(token)


def is_put_off(page_id: int) -> bool:
    """Whether a page that is saved now is indexed later; it is noted then."""
    pages = _put_off.get()
    if pages is None:
        return False
    pages.add(page_id)
    return True


def index_pages(page_ids: Iterable[int]) -> None:
    """Index these pages together, as they are now; those that are not there any more are passed over.

    A page that cannot be indexed is passed over too, and logged: its text may be longer than an index takes.

    Raises:
        DatabaseError: when the database is away.
    """
    numbers, length = list(page_ids), 0
    waiting: list[Page] = []
    for start in range(0, len(numbers), READ_TOGETHER):
        for page in Page.objects.filter(pk__in=numbers[start : start + READ_TOGETHER]).specific():
            waiting.append(page)
            length += sum(len(field.value_to_string(page)) for field in page._meta.concrete_fields)
        if length > MOST_TOGETHER:
            _add_all(waiting)
            waiting, length = [], 0
    _add_all(waiting)


def _add_all(pages: list[Page]) -> None:
    by_model: dict[type[Page], list[Page]] = {}
    for page in pages:
        by_model.setdefault(type(page), []).append(page)
    for backend in get_search_backends(with_auto_update=True):
        for model, found in by_model.items():
            _add(backend, model, found)


def unindexed(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those of these pages that the index in the database does not have; all of them where it is kept elsewhere."""
    number = Cast(OuterRef("pk"), CharField())
    return pages.filter(~Exists(IndexEntry.objects.filter(content_type=OuterRef("content_type"), object_id=number)))


def _add(backend: Any, model: type[Page], pages: list[Page]) -> None:
    """Index pages in one step; when that fails, each half of them by itself, down to the page that it fails at."""
    try:
        with transaction.atomic():
            backend.add_bulk(model, pages)
    except Exception as error:
        # As with a single page: a search server that is away keeps nobody from saving.
        if not backend.catch_indexing_errors:
            if not connection.is_usable():
                raise
            if len(pages) > 1:
                middle = len(pages) // 2
                _add(backend, model, pages[:middle])
                _add(backend, model, pages[middle:])
                return
        numbers = ", ".join(str(page.pk) for page in pages)
        logger.error("Pages could not be indexed (%s): %s", numbers, type(error).__name__)  # noqa: TRY400 - no words of it

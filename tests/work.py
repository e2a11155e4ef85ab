"""The work of one request, counted instead of timed: the same on every machine, however busy."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext


class Work(NamedTuple):
    """What a request costs."""

    queries: int
    # Rows that became objects of a model.
    objects: int
    # Calls of Python functions.
    calls: int
    # Hundreds of steps of the database's own program; 0 on PostgreSQL, which does not count them.
    steps: int


class Counter:
    """Counts calls of itself."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *args: Any, **kwargs: Any) -> int:
        self.count += 1
        return 0


@contextmanager
def _counting_calls() -> Iterator[Counter]:
    counter = Counter()

    def note(_frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call":
            counter.count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield counter
    finally:
        sys.setprofile(before)


@contextmanager
def _counting_steps() -> Iterator[Counter]:
    counter = Counter()
    connection.ensure_connection()
    handler = getattr(connection.connection, "set_progress_handler", lambda *_arguments: None)
    handler(counter, 100)
    try:
        yield counter
    finally:
        handler(None, 0)


def read(client: Client, path: str) -> bytes:
    """A page, to its last byte."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.getvalue()


def work_of(client: Client, path: str, before: Callable[[], Any] = lambda: None) -> Work:
    """Read a page and count, after something was done `before` it."""
    objects = Counter()
    post_init.connect(objects)
    try:
        # Queries are counted apart: to keep their words is work too.
        with _counting_steps() as steps, _counting_calls() as calls:
            before()
            read(client, path)
        made = objects.count
    finally:
        post_init.disconnect(objects)
    before()
    with CaptureQueriesContext(connection) as queries:
        read(client, path)
    return Work(len(queries), made, calls.count, steps.count)

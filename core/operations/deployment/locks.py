"""One process at a time, on one machine or on several."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# Any constant number; it names the lock among PostgreSQL's advisory locks of this database.
ADVISORY_LOCK = 7_420_001


class LockTimeout(Exception):
    """Another process kept the lock longer than this one may wait."""


@contextmanager
def preparation_lock(limit: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock under which the site is prepared, so that containers that start together migrate once.

    PostgreSQL keeps the lock for all machines; with SQLite everything is on one machine and a lock file does. Waits at
    most `limit` seconds, then raises LockTimeout. A process that dies loses the lock by itself.
    """
    acquire, release = _advisory_lock() if connection.vendor == "postgresql" else _file_lock(Path(settings.DATA_DIR))
    deadline = time.monotonic() + limit
    told = False
    while not acquire():
        if time.monotonic() > deadline:
            raise LockTimeout(
                f"Another process has been preparing the site for {limit:.0f} s. Look at its log, then retry."
            )
        if not told:
            say("Another process is preparing the site; waiting for it")
            told = True
        time.sleep(0.25)
    try:
        yield
    finally:
        release()


def _advisory_lock() -> tuple[Callable[[], bool], Callable[[], None]]:
    def call(function: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [ADVISORY_LOCK])
            return bool(cursor.fetchone()[0])

    def release() -> None:
        call("pg_advisory_unlock")

    return (lambda: call("pg_try_advisory_lock")), release


def _file_lock(folder: Path) -> tuple[Callable[[], bool], Callable[[], None]]:
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / ".prepare.lock").open("w")

    def acquire() -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    return acquire, file.close

"""The site-wide generation: a token that changes whenever anything public may have changed.

`current()` is asked on every hit, so it must cost next to nothing; `bump()` is called after a commit and must be seen
by every process: at once through a file on one machine, within `poll_seconds` through a shared Django cache on many.
Tokens are only ever compared for equality, and no token comes back after it was replaced.
"""

import logging
import os
import threading
import time
import uuid
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import Protocol

from django.core.signals import setting_changed

from core.web.page_cache import edge
from core.web.page_cache.cache_server import CacheServerDown, ask
from core.web.page_cache.config import PageCacheConfig, get_config

logger = logging.getLogger("core.web.page_cache")

Token = Hashable
GENERATION_KEY = "page-cache-generation"
FILE_NAME = "generation"

# How long a failed bump is tried again, and how often, in seconds. An entry's own lifetime heals what is left.
BUMP_RETRY_SECONDS = 30
BUMP_RETRY_INTERVAL = 1

# While the shared cache does not answer, it is asked again this often, so that requests do not queue up for it.
OUTAGE_RETRY_SECONDS = 1


class Generation(Protocol):
    """What the cache needs to know about freshness."""

    def current(self) -> Token:
        """The token of now. Never raises."""

    def bump(self) -> None:
        """Make every token given out so far old, in every process. Never raises."""


class Outage:
    """Tokens for the time in which the shared truth cannot be read.

    They change every few seconds, so that a page lives that long at most, and after every change in this process.
    Nothing stored before, during or after an outage is served across its borders: an invalidation may have been lost.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._local_bumps = 0
        self.epoch = 0

    def token(self) -> Token:
        """The token of this moment of the outage."""
        return ("outage", self.epoch, self._local_bumps, int(time.monotonic() // self._seconds))

    def bump(self) -> None:
        """A change happened in this process."""
        self._local_bumps += 1


class FileGeneration:
    """The generation of one machine: a small file that grows by a byte with each change.

    Reading it is one `stat`. Appending is atomic, so changes need no lock and none is lost; the inode and the time
    tell a file that was deleted and made again from the one before.
    """

    def __init__(self, directory: Path, outage_seconds: float = 5) -> None:
        self._path = os.fspath(directory / FILE_NAME)
        self._directory = directory
        self._outage = Outage(outage_seconds)
        self._reported = False

    def current(self) -> Token:
        """One `stat`: inode, size, time. The file is made where it is missing."""
        try:
            # Not Path.stat(): this runs on every hit.
            status = os.stat(self._path)  # noqa: PTH116
        except OSError:
            return self._append() or self._outage.token()
        return (status.st_ino, status.st_size, status.st_mtime_ns)

    def bump(self) -> None:
        """Grow the file by one byte, then have the edge know."""
        if self._append() is None:
            self._outage.bump()
        edge.show(self.current())

    def _append(self) -> Token | None:
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                os.write(descriptor, b".")
                status = os.fstat(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            if not self._reported:
                logger.warning(
                    "The page cache cannot write %s (%s): pages are kept for seconds only.", self._path, error
                )
                self._reported = True
            return None
        self._reported = False
        return (status.st_ino, status.st_size, status.st_mtime_ns)


class SharedGeneration:
    """The generation of many machines, in a Django cache (Redis).

    The value is random, so that a cache server that lost its memory never brings an old one back. Each process looks
    at most every `poll_seconds`; while one request looks, the others use what was seen last, if it is not old.
    """

    # A view older than this is not used while another request looks: it looks itself.
    OLDEST_VIEW_SECONDS = 0.8

    def __init__(self, alias: str, poll_seconds: float = 0.2, outage_seconds: float = 5) -> None:
        self._alias = alias
        self._poll_seconds = poll_seconds
        self._outage = Outage(outage_seconds)
        self._down = False
        self._token: Token = None
        self._seen_at = float("-inf")
        self._written_at = float("-inf")
        self._look_again_at = float("-inf")
        self._looking = threading.Lock()
        self._retrying = False

    def current(self) -> Token:
        """What was seen last; looked up again when that is older than `poll_seconds`."""
        now = time.monotonic()
        if now < self._look_again_at:
            return self._outage.token() if self._down else self._token
        if self._looking.acquire(blocking=False):
            try:
                return self._look()
            finally:
                self._looking.release()
        if not self._down and now - self._seen_at < self.OLDEST_VIEW_SECONDS:
            return self._token
        return self._look()

    def bump(self) -> None:
        """Replace the shared value. Without an answer it is tried again in the background."""
        self._outage.bump()
        if self._retrying:
            # The retry that is under way covers this change too; its write comes later.
            return
        if not self._write():
            self._retrying = True
            threading.Thread(target=self._retry, name="page-cache-bump").start()

    def _look(self) -> Token:
        started = time.monotonic()
        try:
            value = ask(self._alias, "get", GENERATION_KEY)
            if value is None:
                ask(self._alias, "add", GENERATION_KEY, uuid.uuid4().hex, timeout=None)
                value = ask(self._alias, "get", GENERATION_KEY)
            if value is None:
                raise CacheServerDown("it does not keep the generation")
        except CacheServerDown as error:
            self._note_outage(error)
            return self._outage.token()
        self._seen(value, started)
        return self._token

    def _write(self) -> bool:
        try:
            ask(self._alias, "set", GENERATION_KEY, uuid.uuid4().hex, timeout=None)
        except CacheServerDown as error:
            self._note_outage(error)
            return False
        # The own process must not wait for its next look to see its own change.
        self._written_at = time.monotonic()
        self._look_again_at = self._seen_at = float("-inf")
        return True

    def _seen(self, value: str, started: float) -> None:
        if started < max(self._seen_at, self._written_at):
            # An answer that was overtaken by a later one, or by a change of this process: time must not run backwards.
            return
        if self._down:
            logger.info("The page cache reaches its cache server again.")
        self._down = False
        # The age of what was seen counts from before the question, not from the answer.
        self._token = (self._outage.epoch, value)
        self._seen_at = started
        self._look_again_at = started + self._poll_seconds

    def _note_outage(self, error: Exception) -> None:
        if not self._down:
            logger.warning("The page cache cannot reach its cache server (%s): pages are kept for seconds only.", error)
            self._outage.epoch += 1
        self._down = True
        self._look_again_at = time.monotonic() + OUTAGE_RETRY_SECONDS

    def _retry(self) -> None:
        """Try a failed bump again until it works; not a daemon, so that a command waits for it before it ends."""
        try:
            deadline = time.monotonic() + BUMP_RETRY_SECONDS
            while time.monotonic() < deadline:
                time.sleep(BUMP_RETRY_INTERVAL)
                if self._write():
                    return
            logger.error("An invalidation of the page cache was lost; `manage.py clear_page_cache` makes up for it.")
        finally:
            self._retrying = False


class NoGeneration:
    """Without a place to share it, nobody learns of a change."""

    def current(self) -> Token:
        """Always the same."""
        return None

    def bump(self) -> None:
        """Nothing to do."""


def make_generation(config: PageCacheConfig) -> Generation:
    """The generation that the configuration asks for, also where pages themselves are not kept."""
    if config.cache_alias is not None:
        return SharedGeneration(config.cache_alias, config.poll_seconds, config.outage_seconds)
    if config.directory is not None:
        return FileGeneration(config.directory, config.outage_seconds)
    return NoGeneration()


@cache
def get_generation() -> Generation:
    """The generation of this process."""
    return make_generation(get_config())


def invalidate() -> None:
    """Make every cached page old, everywhere. For changes that no database write of this project shows (a restore)."""
    get_generation().bump()


def _forget(*, setting: str, **kwargs: object) -> None:
    """Start afresh after a test changed the settings."""
    if setting in {"PAGE_CACHE", "CACHES"}:
        get_generation.cache_clear()


setting_changed.connect(_forget, dispatch_uid="page_cache.generation")

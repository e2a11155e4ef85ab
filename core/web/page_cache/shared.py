"""What processes share, so that one of them renders a page and the others take it over: entries, and a lock per page.

Best effort throughout: when the disk is full or the cache server is gone, each process renders for itself.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import shutil
import threading
import time
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Protocol

from core.web.page_cache.cache_server import CacheServerDown, ask
from core.web.page_cache.config import PageCacheConfig, get_config
from core.web.page_cache.entries import Entry
from core.web.page_cache.generation import Token
from core.web.page_cache.requests import PageKey
from core.web.page_cache.version import site_version

logger = logging.getLogger("core.web.page_cache")

# How often a waiting process looks whether the lock is free, in seconds.
LOCK_POLL_SECONDS = 0.01
# Locks are shared by pages whose keys fall together, so that random addresses cannot fill the folder with lock files.
LOCK_COUNT = 256
# How long a cache server that failed is left alone, in seconds.
REST_SECONDS = 2
# A process measures what all of them have left on disk each time it has written this part of what may lie there.
MEASURE_EVERY = 16


class SharedEntries(Protocol):
    """Entries that every process can see."""

    def get(self, key: PageKey, token: Token) -> Entry | None:
        """The entry of this generation, if a process has left one."""

    def set(self, key: PageKey, token: Token, entry: Entry) -> None:
        """Leave an entry for the other processes."""

    def lock(self, key: Hashable) -> contextlib.AbstractContextManager[None]:
        """Hold a lock, or go on without it after a while: a lock must never keep a page from a visitor."""


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]


def _bytes_in(folder: Path) -> int:
    """What the files of a folder hold together; one that goes meanwhile counts for nothing."""
    total = 0
    with contextlib.suppress(OSError), os.scandir(folder) as files:
        for file in files:
            with contextlib.suppress(OSError):
                total += file.stat().st_size
    return total


class FileEntries:
    """Entries as files below one folder, a folder per generation: for the processes of one machine.

    Bounded in bytes: beyond `max_bytes` nothing more is left there until the next generation, and each process has only
    its memory. Processes that write at once may pass the bound by a sixteenth each.
    """

    def __init__(self, directory: Path, seconds: float, wait_seconds: float, max_bytes: int) -> None:
        self._pages = directory / "pages"
        self._locks = directory / "locks"
        self._seconds = seconds
        self._wait_seconds = wait_seconds
        self._max_bytes = max_bytes
        self._folder: tuple[Token, Path] | None = None
        # Bytes of this generation when they were last measured, and written by this process since; None: not yet.
        self._measured: int | None = None
        self._written = 0

    def get(self, key: PageKey, token: Token) -> Entry | None:
        """Read the file of this page and generation."""
        try:
            data = (self._generation_folder(token) / _digest(key)).read_bytes()
        except OSError:
            return None
        return Entry.from_bytes(data, token, self._seconds)

    def set(self, key: PageKey, token: Token, entry: Entry) -> None:
        """Write aside, then rename: a reader never sees half a page."""
        folder = self._generation_folder(token)
        data = entry.to_bytes()
        if not self._has_room(folder, len(data)):
            return
        path = folder / _digest(key)
        temporary = folder / f"{path.name}.{os.getpid()}.{threading.get_ident()}"
        try:
            if not folder.exists():
                self._forget_other_generations(folder)
                folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(path)
            self._written += len(data)
        except OSError as error:
            logger.debug("The page cache cannot share a page: %s", error)
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    @contextlib.contextmanager
    def lock(self, key: Hashable) -> Iterator[None]:
        """An advisory file lock: it falls with its process, so that a killed one never leaves it behind."""
        number = int(_digest(key)[:8], 16) % LOCK_COUNT
        descriptor = -1
        try:
            self._locks.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._locks / f"{number:03}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            self._wait_for(descriptor)
        except OSError as error:
            logger.debug("The page cache goes on without a lock: %s", error)
        try:
            yield
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def _wait_for(self, descriptor: int) -> None:
        deadline = time.monotonic() + self._wait_seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return
                # A plain sleep lets other threads and greenlets run; a blocking lock would stop a whole gevent worker.
                time.sleep(LOCK_POLL_SECONDS)

    def _generation_folder(self, token: Token) -> Path:
        if self._folder is None or self._folder[0] != token:
            self._folder = (token, self._pages / _digest(site_version(), token))
            self._measured = None
        return self._folder[1]

    def _has_room(self, folder: Path, size: int) -> bool:
        """Whether so many bytes more may lie in the folder of a generation."""
        if self._measured is None or self._written > self._max_bytes // MEASURE_EVERY:
            self._measured, self._written = _bytes_in(folder), 0
        return self._measured + self._written + size <= self._max_bytes

    def _forget_other_generations(self, folder: Path) -> None:
        with contextlib.suppress(OSError):
            for other in self._pages.iterdir():
                if other.name != folder.name:
                    shutil.rmtree(other, ignore_errors=True)


class CacheEntries:
    """Entries in a Django cache (Redis): for processes of many machines. Old generations fall by their time-out."""

    LOCK_SECONDS = 10

    def __init__(self, alias: str, seconds: float, wait_seconds: float) -> None:
        self._alias = alias
        self._seconds = seconds
        self._wait_seconds = wait_seconds
        self._rest_until = 0.0

    def get(self, key: PageKey, token: Token) -> Entry | None:
        """Ask the cache server, unless it has just failed."""
        if time.monotonic() < self._rest_until:
            return None
        try:
            data = ask(self._alias, "get", self._name("page", key, token))
        except CacheServerDown:
            self._rest()
            return None
        return Entry.from_bytes(data, token, self._seconds) if isinstance(data, bytes) else None

    def set(self, key: PageKey, token: Token, entry: Entry) -> None:
        """Leave the entry for as long as it lives."""
        if time.monotonic() < self._rest_until:
            return
        try:
            seconds = max(1, int(entry.expires - time.monotonic()))
            ask(self._alias, "set", self._name("page", key, token), entry.to_bytes(), timeout=seconds)
        except CacheServerDown:
            self._rest()

    @contextlib.contextmanager
    def lock(self, key: Hashable) -> Iterator[None]:
        """A key that only one process can add; it falls by itself when its holder is gone."""
        name = self._name("lock", key, None)
        held = False
        deadline = time.monotonic() + min(self._wait_seconds, self.LOCK_SECONDS)
        while time.monotonic() >= self._rest_until and time.monotonic() < deadline:
            try:
                held = ask(self._alias, "add", name, 1, timeout=self.LOCK_SECONDS)
            except CacheServerDown:
                self._rest()
            if held:
                break
            time.sleep(LOCK_POLL_SECONDS)
        try:
            yield
        finally:
            if held:
                try:
                    ask(self._alias, "delete", name)
                except CacheServerDown:
                    self._rest()

    def _name(self, kind: str, key: Hashable, token: Token) -> str:
        return f"page-cache-{kind}-{_digest(site_version(), token, key)}"

    def _rest(self) -> None:
        """Leave a server that failed alone for a moment, so that no visitor waits for it again and again."""
        self._rest_until = time.monotonic() + REST_SECONDS


def make_shared_entries(config: PageCacheConfig) -> SharedEntries:
    """What the configuration asks for: a cache of many machines, or a folder of this one."""
    if config.cache_alias is not None:
        return CacheEntries(config.cache_alias, config.seconds, config.wait_seconds)
    assert config.directory is not None, "get_config() refuses an enabled cache without a place to share"  # noqa: S101
    return FileEntries(config.directory, config.seconds, config.wait_seconds, config.disk_max_bytes)


def shared_lock(name: str) -> contextlib.AbstractContextManager[None]:
    """A lock among all processes for work that only one should do; without a page cache nobody is kept waiting."""
    config = get_config()
    return make_shared_entries(config).lock(name) if config.enabled else contextlib.nullcontext()

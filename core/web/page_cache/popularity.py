"""Which pages visitors ask for, so that the worker renders those first after a change (`warming.py`).

A file to which each process appends a page's address when it has to make it, and whenever its hits have doubled. So a
page that is read all day has a dozen lines, and nobody writes on an ordinary hit. Nothing in it is a visitor's: only
addresses under which pages are kept. Best effort: where nothing can be written, pages are warmed by their place in the
tree.
"""

import contextlib
import json
import os
import tempfile
from collections import Counter
from pathlib import Path

from core.web.page_cache.requests import PageKey

FILE_NAME = "popular"
# Beyond it nobody appends until the worker has added the lines up.
MOST_BYTES = 256 * 1024
# Pages that are remembered when it does.
MOST_PAGES = 2000


class Popularity:
    """The file of one machine, or of one data folder."""

    def __init__(self, directory: Path | None) -> None:
        self._path = directory / FILE_NAME if directory is not None else None

    def note(self, key: PageKey) -> None:
        """Remember that a page is wanted. Never raises."""
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                if os.fstat(descriptor).st_size < MOST_BYTES:
                    os.write(descriptor, json.dumps([1, *key]).encode() + b"\n")
            finally:
                os.close(descriptor)

    def most_wanted(self) -> list[PageKey]:
        """The pages of the file, the most wanted first; damaged lines count for nothing."""
        return [key for key, _count in self._counts().most_common()]

    def add_up(self) -> None:
        """Make the file short once it is half full: one line for each page, with half its count, so that news win."""
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            if self._path.stat().st_size < MOST_BYTES // 2:
                return
            lines = [json.dumps([count / 2, *key]) for key, count in self._counts().most_common(MOST_PAGES)]
            with tempfile.NamedTemporaryFile("w", dir=self._path.parent, delete=False) as file:
                file.writelines(f"{line}\n" for line in lines)
            Path(file.name).replace(self._path)

    def _counts(self) -> Counter[PageKey]:
        counts: Counter[PageKey] = Counter()
        lines: list[bytes] = []
        with contextlib.suppress(OSError):
            lines = self._path.read_bytes().splitlines() if self._path else []
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):
                count, scheme, host, path, query = json.loads(line)
                counts[PageKey(str(scheme), str(host), str(path), str(query))] += count
        return counts

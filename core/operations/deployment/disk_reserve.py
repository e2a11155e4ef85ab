"""A file that is kept for the day on which the disk is full, and given back then, a slice at a time.

SQLite needs a few KB of disk to open a database in WAL mode: its shared memory is a file (`-shm`). On a full disk that
fails, and on file systems with small blocks the process dies by SIGBUS. So every program asks for room before it opens
the database (`make_room`). A part of the reserve is lent while the site runs, so that staff can log in and look, and
requests can be stored for a while; the other part is kept for starts.

Standard library only: it is needed before anything is installed. See https://www.sqlite.org/walformat.html.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

FILE_NAME = "disk-reserve"
SIZE = 32 * 2**20  # bytes
SLICE = 2**20
KEPT_FOR_STARTS = SIZE // 2
LEAST_ROOM = 2**20  # bytes; with less, a slice is given back
ROOMY = 256 * 2**20  # bytes that stay free when the reserve is made
LEND_EVERY = 60.0  # seconds


def free_bytes(folder: Path) -> int:
    """Return how many bytes a program without special rights can still write below `folder`."""
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


def make_room(folder: Path) -> None:
    """Give a slice back when the disk is full. Call it before a database in `folder` is opened."""
    with contextlib.suppress(OSError):
        if free_bytes(folder) < LEAST_ROOM:
            _give_back(folder / FILE_NAME, down_to=0)


def look_after(folder: Path) -> None:
    """Make the reserve when there is room; lend a slice, once a minute, when there is none."""
    file = folder / FILE_NAME
    with contextlib.suppress(OSError):
        free = free_bytes(folder)
        if free >= ROOMY + SIZE:
            _fill(file)
        elif free < LEAST_ROOM and time.time() - file.stat().st_mtime >= LEND_EVERY:
            _give_back(file, down_to=KEPT_FOR_STARTS)


def _fill(file: Path) -> None:
    """Reserve the whole size; blocks are really taken from the file system."""
    if file.exists() and file.stat().st_size >= SIZE:
        return
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.posix_fallocate(number, 0, SIZE)
    finally:
        os.close(number)


def _give_back(file: Path, down_to: int) -> None:
    """Make the file a slice smaller, unless it is as small as `down_to` already."""
    size = file.stat().st_size
    if size > down_to:
        os.truncate(file, max(size - SLICE, down_to))

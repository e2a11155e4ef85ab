"""A file system of its own that is really full: for tests of what the site does then. Only root can make one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FILLER = "filler"


@contextmanager
def mounted(place: Path, megabytes: int, kind: str = "tmpfs") -> Iterator[Path]:
    """Mount an empty file system of so many MB at `place`; where that is not allowed, skip the test and say so.

    `kind` is "tmpfs", or "ext4": in an image beside `place`, with blocks of 1 KB as small disks have them. There a file
    can have holes smaller than a page of memory, and a program that maps one on a full disk dies by SIGBUS.
    """
    place.mkdir()
    image = place.with_name(f"{place.name}.img")
    if kind == "tmpfs":
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    else:
        with image.open("wb") as file:
            file.truncate(megabytes * 2**20)
        subprocess.run(["mkfs.ext4", "-q", "-b", "1024", "-m", "0", str(image)], check=True)
        command = ["mount", "-o", "loop", str(image), str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"A FULL DISK IS NOT TRIED: only root can mount a small one ({done.stderr.strip()})")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        image.unlink(missing_ok=True)


def fill(place: Path, free: int = 0) -> None:
    """Take all room of the file system but so many bytes; to the last block where none are to be left."""
    with (place / FILLER).open("ab", buffering=0) as file:
        status = os.statvfs(place)
        more = status.f_bavail * status.f_frsize - free
        if more > 0:
            try:
                os.posix_fallocate(file.fileno(), file.tell(), more)
                file.seek(0, os.SEEK_END)
            except OSError:  # the file system needs some for itself: the loop below finds out how much there is
                pass
        try:
            while not free:
                file.write(b"x" * 1024)
        except OSError:
            pass


def empty(place: Path) -> None:
    """Make room again."""
    (place / FILLER).unlink()

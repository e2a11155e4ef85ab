"""A full disk does not keep SQLite from opening: room is kept for that, given back when needed, and made again."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.operations.deployment import disk_reserve
from core.operations.deployment.disk_reserve import (
    FILE_NAME,
    KEPT_FOR_STARTS,
    LEND_EVERY,
    SIZE,
    SLICE,
    look_after,
    make_room,
)
from tests.site_cms.small_disk import empty, fill, mounted

OPEN = """
import sqlite3, sys
from pathlib import Path
from core.operations.deployment.disk_reserve import make_room
if sys.argv[2] == "with room":
    make_room(Path(sys.argv[1]))
database = sqlite3.connect(sys.argv[1] + "/db.sqlite3")
print(database.execute("SELECT count(*) FROM t").fetchone()[0])
"""


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The number of bytes that are said to be free, to be changed."""
    said = [10 * SIZE]
    monkeypatch.setattr(disk_reserve, "free_bytes", lambda folder: said[0])
    return said


def size(folder: Path) -> int:
    return (folder / FILE_NAME).stat().st_size


def test_the_reserve_is_made_for_real_and_only_where_there_is_room(tmp_path: Path, free: list[int]) -> None:
    free[0] = 0
    look_after(tmp_path)
    make_room(tmp_path)
    assert list(tmp_path.iterdir()) == [], "nothing to lend, and no harm done"
    free[0] = 10 * SIZE
    look_after(tmp_path)
    file = (tmp_path / FILE_NAME).stat()
    assert file.st_size == SIZE
    assert file.st_blocks * 512 >= SIZE, "no hole: the room is taken"
    assert file.st_mode & 0o777 == 0o600


def test_each_start_on_a_full_disk_gets_a_slice(tmp_path: Path, free: list[int]) -> None:
    look_after(tmp_path)
    make_room(tmp_path)
    assert size(tmp_path) == SIZE, "nothing is given while there is room"
    free[0] = 0
    for number in range(1, SIZE // SLICE + 3):
        make_room(tmp_path)
        assert size(tmp_path) == max(SIZE - number * SLICE, 0)
    free[0] = 10 * SIZE
    look_after(tmp_path)
    assert size(tmp_path) == SIZE, "full again"


def test_a_running_site_is_lent_half_of_it_a_slice_a_minute(tmp_path: Path, free: list[int]) -> None:
    look_after(tmp_path)
    free[0] = 0
    look_after(tmp_path)
    assert size(tmp_path) == SIZE, "not within a minute"
    for _ in range(SIZE // SLICE):
        os.utime(tmp_path / FILE_NAME, (time.time() - LEND_EVERY - 1,) * 2)
        look_after(tmp_path)
    assert size(tmp_path) == KEPT_FOR_STARTS


@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_a_database_opens_on_a_full_disk_by_what_was_kept(kind: str, tmp_path: Path) -> None:
    def opened(how: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", OPEN, str(disk), how], capture_output=True, text=True, check=False)

    with mounted(tmp_path / "disk", 340, kind) as disk:
        with closing(sqlite3.connect(disk / "db.sqlite3", isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE t (x)")
        look_after(disk)
        assert size(disk) == SIZE
        fill(disk)
        assert opened("as it is").returncode != 0, "the fault is really there"
        assert opened("with room").stdout == "0\n"
        fill(disk)
        assert opened("with room").stdout == "0\n", "and the next time too"
        empty(disk)

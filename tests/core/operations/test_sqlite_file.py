"""A web process keeps a connection to the embedded database open, so that its shared memory is never removed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.operations.deployment import sqlite_file


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An embedded database in WAL mode that stands for the site's."""
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (x)")

    class Stand:
        vendor = "sqlite"
        settings_dict = {"NAME": str(file)}

    monkeypatch.setattr(sqlite_file, "connection", Stand)
    monkeypatch.setattr(sqlite_file, "_kept", [])
    return file


def test_the_shared_memory_outlives_the_last_other_connection(database: Path) -> None:
    memory = database.with_name("db.sqlite3-shm")
    sqlite_file.keep_open()
    before = memory.stat().st_ino
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("INSERT INTO t VALUES (1)")
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0, "it is in nobody's way"
    assert memory.stat().st_ino == before
    for kept in sqlite_file._kept:
        kept.close()
    assert not memory.exists(), "without it, the last connection removes it: the fault is really there"


def test_a_database_that_is_not_there_is_not_made(database: Path) -> None:
    for file in database.parent.iterdir():
        file.unlink()
    sqlite_file.keep_open()
    assert list(database.parent.iterdir()) == []
    assert sqlite_file._kept == []

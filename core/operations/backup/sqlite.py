"""The embedded database in an archive: one copy of the file, taken in one moment while the site goes on writing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import IO

from django.db import connection

from core.operations.backup.archive import BLOCK_BYTES, ArchiveWriter, Manifest, file_parts
from core.operations.backup.errors import BackupError

VENDOR = "sqlite"
PART = "database/db.sqlite3"


def size() -> int:
    """Bytes of the database."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        return int(pages * cursor.execute("PRAGMA page_size").fetchone()[0])


def count_rows(copy: sqlite3.Connection) -> dict[str, int]:
    """Return {table: rows} of every table, those of the full-text search too."""
    names = [
        name
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not name.startswith("sqlite_")
    ]
    quoted = {name: name.replace('"', '""') for name in names}
    return {name: copy.execute(f'SELECT count(*) FROM "{quoted[name]}"').fetchone()[0] for name in names}  # noqa: S608


def save(writer: ArchiveWriter, manifest: Manifest, spool: Path) -> None:
    """Add the database. The copy in `spool` is removed; what was deleted from the database is not in it either."""
    copy_path = spool / "db.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(copy_path)) as copy:
        connection.connection.backup(copy)  # all pages in one step: one moment of the database
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("VACUUM")
        manifest.tables = count_rows(copy)
        manifest.migrations = [
            list(row) for row in copy.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        ]
        manifest.details = {"version": sqlite3.sqlite_version}
    with copy_path.open("rb") as file:
        writer.add(PART, file, copy_path.stat().st_size)
    copy_path.unlink()


def is_empty() -> bool:
    """Whether there is no database yet, or one without tables."""
    with connection.cursor() as cursor:
        return not cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")


class Loader:
    """Brings the database back: first beside its place, then in one step into it."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.target = Path(connection.settings_dict["NAME"])
        self.draft = _beside(self.target, ".restoring")

    def take(self, name: str, content: IO[bytes]) -> None:
        """Write the archive's copy beside the database's place."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with self.draft.open("wb") as file:
            self.draft.chmod(0o600)
            while block := content.read(BLOCK_BYTES):
                file.write(block)

    def compare(self) -> None:
        """Compare what was written with the manifest.

        Raises:
            BackupError: when it differs, or SQLite finds it damaged.
        """
        if file_parts(self.draft) != self.manifest.parts[PART]:
            raise BackupError("The database did not arrive as it is in the backup. Is the disk in order?")
        with closing(sqlite3.connect(self.draft)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            dangling = copy.execute("PRAGMA foreign_key_check").fetchall()
            if verdict != "ok" or dangling:
                raise BackupError(f"SQLite finds the database damaged: {verdict}, {len(dangling)} broken relations.")
            if count_rows(copy) != self.manifest.tables:
                raise BackupError("The database holds other rows than the backup says.")

    def finish(self) -> None:
        """Put it into its place."""
        connection.close()
        for ending in ("-wal", "-shm"):
            _beside(self.target, ending).unlink(missing_ok=True)
        self.draft.replace(self.target)

    def abandon(self) -> None:
        """Leave nothing half-done behind."""
        self.draft.unlink(missing_ok=True)

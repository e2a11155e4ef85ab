"""Making a backup while the site runs."""

import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import psycopg
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from core.operations.backup import keeping, postgresql, sqlite
from core.operations.backup.archive import ArchiveWriter, Manifest, check, writing
from core.operations.backup.errors import BackupError
from core.operations.backup.keys import backup_key, key_fingerprints
from core.operations.health.checks import LEAST_FREE_BYTES
from core.operations.models import BackupRun
from core.web.clock import is_within

logger = logging.getLogger("clinic.backup")

DATABASES: dict[str, ModuleType] = {sqlite.VENDOR: sqlite, postgresql.VENDOR: postgresql}


class Made(NamedTuple):
    """A finished backup."""

    path: Path
    size: int
    manifest: Manifest


def media_folder() -> Path | None:
    """Where uploads are; None when they are on S3-compatible storage, which keeps versions of its own."""
    return Path(default_storage.location) if isinstance(default_storage, FileSystemStorage) else None


def uploads() -> Iterator[Path]:
    """Every uploaded file, in the order of names."""
    folder = media_folder()
    if folder is not None and folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _check_room(folder: Path) -> None:
    """Raise BackupError rather than fill the disk that the site needs."""
    database = int(DATABASES[connection.vendor].size())
    # The database is there twice for a moment: its copy and the archive.
    needed = 2 * database + sum(path.stat().st_size for path in uploads()) + LEAST_FREE_BYTES
    free = shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.exists())).free
    if free < needed:
        raise BackupError(
            f"{folder} has {free // 2**20} MB free; a backup needs {needed // 2**20} MB. Make room, or set BACKUP_DIR."
        )


def _add_uploads(writer: ArchiveWriter) -> None:
    """Add the uploads after the database: what came in the meantime is surplus, and nothing named there is missing."""
    root = media_folder()
    if root is None:
        return
    for path in uploads():
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue  # deleted by staff while the backup was made
        with file:
            status = os.fstat(file.fileno())
            writer.add(f"media/{path.relative_to(root).as_posix()}", file, status.st_size, status.st_mtime)


def _write(draft: Path, key: bytes) -> None:
    manifest = Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations=[],
        media=media_folder() is not None,
        keys=key_fingerprints(),
    )
    with draft.open("xb") as file:
        draft.chmod(0o600)
        with (
            tempfile.TemporaryDirectory(dir=draft.parent, suffix=keeping.UNFINISHED) as spool,
            writing(file, key) as writer,
        ):
            DATABASES[connection.vendor].save(writer, manifest, Path(spool))
            _add_uploads(writer)
            writer.finish(manifest)
        file.flush()
        os.fsync(file.fileno())


def _keep_failure(started_at: datetime, problem: str) -> None:
    """Note a failed backup; where the disk is full, the note has no room either, and must not hide why."""
    try:
        BackupRun.keep(started_at, error=problem)
    except DatabaseError as error:
        logger.warning("a failed backup could not be noted", extra={"details": {"error": type(error).__name__}})


def make_backup() -> Made:
    """Write one archive into BACKUP_DIR, read it back to its end, and only then give it its name; forget old ones.

    Raises:
        BackupError: when there is no key or no room, or the folder cannot be written.
    """
    started_at = timezone.now()
    folder = keeping.folder()
    try:
        key = backup_key()
        _check_room(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / keeping.new_name()
        draft = target.with_name(f"{target.name}{keeping.UNFINISHED}")
        try:
            _write(draft, key)
            manifest = check(draft, key)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        keeping.forget_old()
    except BackupError as problem:
        _keep_failure(started_at, str(problem))
        raise
    except OSError as error:
        _keep_failure(started_at, f"{folder}: {error.strerror}")
        raise BackupError(f"The backup could not be written to {folder} ({error.strerror}).") from error
    except (DatabaseError, sqlite3.Error, psycopg.Error) as error:
        raise BackupError(f"The database could not be read ({type(error).__name__}).") from error
    size = target.stat().st_size
    BackupRun.keep(started_at, name=target.name, size=size, rows=manifest.rows, files=manifest.files)
    logger.info("backup made", extra={"details": {"bytes": size, "rows": manifest.rows, "files": manifest.files}})
    return Made(target, size, manifest)


def is_due() -> bool:
    """Whether it is time: BACKUP_EVERY_HOURS after the last one that worked. Never without a key, or with 0 hours."""
    if not settings.BACKUP_KEY or not settings.BACKUP_EVERY_HOURS:
        return False
    last = BackupRun.last_good()
    return last is None or not is_within(
        timezone.now() - last.finished_at, timedelta(hours=settings.BACKUP_EVERY_HOURS)
    )


def make_backup_when_due() -> None:
    """The worker's job."""
    if is_due():
        make_backup()

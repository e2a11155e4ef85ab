"""Bringing a backup back, into an empty place only, and comparing what arrived with what was saved."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from core.operations.backup.archive import BLOCK_BYTES, MANIFEST, Manifest, check, file_parts, read_parts, safe_name
from core.operations.backup.errors import BackupError
from core.operations.backup.keys import backup_key, key_fingerprints
from core.operations.backup.making import DATABASES, media_folder, uploads
from core.operations.deployment.database import unknown_migrations
from core.operations.deployment.locks import preparation_lock

MEDIA = "media/"


class MediaLoader:
    """Brings the uploads back: first beside their folder, then in one step into its place."""

    def __init__(self, manifest: Manifest, folder: Path) -> None:
        self.manifest = manifest
        self.folder = folder
        self.draft = folder.with_name(f"{folder.name}.restoring")

    def take(self, name: str, modified: float, content: Any) -> None:
        """Write one file."""
        path = self.draft / safe_name(name.removeprefix(MEDIA))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            while block := content.read(BLOCK_BYTES):
                file.write(block)
        path.chmod(0o640)
        os.utime(path, (modified, modified))

    def compare(self) -> None:
        """Read every file back.

        Raises:
            BackupError: when one is not as it was saved.
        """
        for name, expected in self.manifest.parts.items():
            if name.startswith(MEDIA) and file_parts(self.draft / name.removeprefix(MEDIA)) != expected:
                raise BackupError(f"The file {name} did not arrive as it is in the backup. Is the disk in order?")

    def finish(self) -> None:
        """Put them into their place: into the folder itself, which may be a volume of its own."""
        if not self.draft.is_dir():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.draft.iterdir():
            target = self.folder / path.name
            if target.is_dir():  # empty folders, or the place would have been refused
                _remove_empty(target)
            path.rename(target)
        self.draft.rmdir()

    def abandon(self) -> None:
        """Leave nothing half-done behind."""
        if self.draft.is_dir():
            for path in sorted(self.draft.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            self.draft.rmdir()


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir()
    folder.rmdir()


def refuse_unless_it_fits(manifest: Manifest, *, accept_missing_keys: bool) -> None:
    """Raise BackupError when this code or these settings cannot take the backup."""
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"This backup holds a {manifest.vendor} database, DATABASE_URL names a {connection.vendor} one."
        )
    unknown = unknown_migrations({(app, name) for app, name in manifest.migrations})
    if unknown:
        raise BackupError(
            f"This backup was made by newer code (it has {', '.join(unknown[:3])}). Restore it with that version."
        )
    if manifest.media and media_folder() is None:
        raise BackupError("This backup holds uploads, but S3_BUCKET is set. Restore without it, then move the files.")
    present = key_fingerprints()
    missing = sorted(name for name, value in manifest.keys.items() if present.get(name) != value)
    if missing and not accept_missing_keys:
        raise BackupError(
            f"The environment lacks keys that this backup's content was encrypted with: {', '.join(missing)}. "
            "Bring back the secrets of that time, or nobody can read the appointment requests in it."
        )


def refuse_unless_empty() -> None:
    """Raise BackupError when there is anything that a restore would overwrite."""
    if not DATABASES[connection.vendor].is_empty():
        raise BackupError("The database is not empty. A backup comes back into an empty place only; nothing was done.")
    if next(uploads(), None) is not None:
        raise BackupError(
            f"{media_folder()} holds files. A backup comes back into an empty place only; nothing was done."
        )


def _load(path: Path, key: bytes, loader: Any, media: MediaLoader | None) -> None:
    for name, modified, content in read_parts(path, key):
        if name == MANIFEST:
            continue
        if name.startswith(MEDIA):
            if media is not None:
                media.take(name, modified, content)
        else:
            loader.take(name, content)


def restore(path: Path, say: Callable[[str], None], *, accept_missing_keys: bool = False) -> Manifest:
    """Bring `path` back and return its manifest. Either all of it arrives, compared to the byte, or nothing.

    Raises:
        BackupError: when the archive is refused, the place is not empty, or something did not arrive.
    """
    key = backup_key()
    manifest = check(path, key)
    say(f"The backup of {manifest.made_at} is whole: {manifest.rows} rows, {manifest.files} files")
    refuse_unless_it_fits(manifest, accept_missing_keys=accept_missing_keys)
    with preparation_lock(10, say):
        refuse_unless_empty()
        folder = media_folder()
        media = MediaLoader(manifest, folder) if folder is not None else None
        loader = DATABASES[manifest.vendor].Loader(manifest)
        try:
            _load(path, key, loader, media)
            loader.compare()
            if media is not None:
                media.compare()
                media.finish()
            loader.finish()
        except BaseException:
            loader.abandon()
            if media is not None:
                media.abandon()
            raise
    return manifest

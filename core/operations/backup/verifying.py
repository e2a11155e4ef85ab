"""The proof that a backup can be restored: it is, by the same command, into a place that is thrown away afterwards."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from psycopg import sql

from core.operations.backup.archive import Manifest, check
from core.operations.backup.errors import BackupError
from core.operations.backup.keys import backup_key
from core.operations.backup.postgresql import own_connection

SECRETS = ("SECRET_KEY", "APPOINTMENTS_INDEX_KEY", "BACKUP_KEY")


@contextmanager
def _empty_database() -> Iterator[str]:
    """Give the URL of an empty database on the same server, for as long as the block runs.

    Raises:
        BackupError: when this user may not make databases.
    """
    name = f"verify_{secrets.token_hex(6)}"
    with own_connection() as raw:
        may = raw.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        if not may or not may[0]:
            raise BackupError(
                "This database user may not make a database to restore into. Make an empty one and name it: "
                "manage.py verify_backup --database-url postgres://user:password@host/name"
            )
        raw.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        values = {key: quote(str(value), safe="") for key, value in connection.settings_dict.items() if value}
        host = f"{values.get('HOST', '')}:{values['PORT']}" if "PORT" in values else values.get("HOST", "")
        login = f"{values.get('USER', '')}:{values.get('PASSWORD', '')}".rstrip(":")
        yield f"postgres://{login}@{host}/{name}"
    finally:
        with own_connection() as raw:
            raw.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _elsewhere(manifest: Manifest, database_url: str) -> Iterator[str]:
    """Give the URL of a database to restore into; "" for the embedded one."""
    if manifest.vendor != "postgresql":
        yield ""
    elif database_url:
        yield database_url
    else:
        with _empty_database() as url:
            yield url


def verify(path: Path, database_url: str = "") -> Manifest:
    """Restore `path` elsewhere, which compares rows and checksums, and return its manifest.

    Raises:
        BackupError: when the archive is refused, or the restore fails; the text is the restore's own.
    """
    manifest = check(path, backup_key())
    if manifest.vendor != connection.vendor:
        raise BackupError(f"This backup holds a {manifest.vendor} database; verify it where such a one is in use.")
    backups = Path(settings.BACKUP_DIR)
    room = backups if backups.is_dir() else path.parent
    with tempfile.TemporaryDirectory(dir=room, suffix=".part") as place, _elsewhere(manifest, database_url) as url:
        environment = {
            **os.environ,
            **{name: getattr(settings, name) for name in SECRETS},
            "APPOINTMENTS_KEYS": ",".join(settings.APPOINTMENTS_KEYS),
            "DATA_DIR": place,
            "MEDIA_ROOT": str(Path(place) / "media"),
            "DATABASE_URL": url,
            "REDIS_URL": "",
            "S3_BUCKET": "",
        }
        command = [sys.executable, "manage.py", "restore", str(path.resolve())]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason was given"]
        raise BackupError(f"The restore failed: {lines[-1].removeprefix('CommandError: ')[:400]}")
    return manifest

"""Where backups are, how they are named, and when they go."""

import re
import secrets
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

NAME = re.compile(r"clinic-(\d{8}T\d{6}Z)-[0-9a-f]{6}\.backup")
STAMP = "%Y%m%dT%H%M%SZ"
UNFINISHED = ".part"
ALWAYS_KEPT = 3  # the newest, whatever the clock says


class Kept(NamedTuple):
    """One finished archive."""

    path: Path
    made_at: datetime


def folder() -> Path:
    """Where archives are written."""
    return Path(settings.BACKUP_DIR)


def new_name() -> str:
    """Return a file name with the present time; random at its end, so that two at once do not meet."""
    return f"clinic-{datetime.now(UTC):{STAMP}}-{secrets.token_hex(3)}.backup"


def kept() -> list[Kept]:
    """The finished archives, oldest first."""
    paths = folder().iterdir() if folder().is_dir() else []
    found = [
        Kept(path, datetime.strptime(match[1], STAMP).replace(tzinfo=UTC))
        for path in paths
        if (match := NAME.fullmatch(path.name))
    ]
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name))


def forget_old() -> int:
    """Delete archives older than BACKUP_DAYS, those beyond BACKUP_COUNT, and what a killed run left; return how many.

    The newest three stay in any case: neither a clock that jumped nor weeks without a backup may cost the last ones.
    """
    backups = kept()
    oldest = timezone.now() - timedelta(days=settings.BACKUP_DAYS)
    surplus = len(backups) - settings.BACKUP_COUNT
    gone = 0
    for number, backup in enumerate(backups[: max(len(backups) - ALWAYS_KEPT, 0)]):
        if backup.made_at < oldest or number < surplus:
            backup.path.unlink(missing_ok=True)
            gone += 1
    return gone + _forget_unfinished()


def _forget_unfinished() -> int:
    """Whatever a run of more than a day ago left is nobody's any more."""
    yesterday = (timezone.now() - timedelta(days=1)).timestamp()
    left = [path for path in folder().glob(f"*{UNFINISHED}") if path.stat().st_mtime < yesterday]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(left)

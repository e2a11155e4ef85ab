"""Folders that tests begin from, made once for the present code and kept beside other temporary files.

Whatever decides what such a folder holds is in its name: a change of any source makes a new one. They are copied,
never changed.
"""

import fcntl
import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests import migrated

KEPT_SECONDS = 24 * 3600


@cache
def _digest() -> str:
    digest = hashlib.sha256(str(migrated.copy_path()).encode())
    for place in (*migrated.ROOMS, "site_cms", "tests/kept_folders.py", "tests/starter_site.py"):
        start = migrated.PROJECT / place
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(migrated.PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def kept_folder(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of this name for the present code, filled by `make` if need be, by one process at a time."""
    temporary = Path(tempfile.gettempdir())
    folder = temporary / f"clinic-test-{name}-{_digest()}"
    with (temporary / f"clinic-test-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            for old in temporary.glob(f"clinic-test-{name}-*/"):
                if old.stat().st_mtime < time.time() - KEPT_SECONDS:
                    shutil.rmtree(old, ignore_errors=True)
            unfinished = Path(tempfile.mkdtemp(prefix="clinic-test-"))
            make(unfinished)
            unfinished.rename(folder)
    return folder

"""A copy of the migrated test database, so that only the first test run after a change pays for 200 migrations.

Kept beside other temporary files, named by everything that decides what a migrated database holds. Migrations still run
on the copy (and find nothing to do), and so do the receivers of `post_migrate`.
"""

import contextlib
import hashlib
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import django
import wagtail
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "home", "therapy", "news", "locations", "appointments", "search")


@cache
def copy_path() -> Path:
    """Where the copy for the present code lies, whether or not it exists."""
    digest = hashlib.sha256((PROJECT / "requirements.txt").read_bytes())
    digest.update(f"Django {django.__version__}, Wagtail {wagtail.__version__}".encode())  # `make test-next` has others
    for room in ROOMS:
        for path in sorted((PROJECT / room).rglob("*.py")):
            source = path.read_bytes()
            if path.parent.name == "migrations" or b"post_migrate" in source or b"make_roles" in source:
                digest.update(str(path.relative_to(PROJECT)).encode() + source)
    return Path(tempfile.gettempdir()) / f"clinic-test-migrated-{digest.hexdigest()[:20]}.sqlite3"


def start_from_copy() -> None:
    """Fill the test database in memory from the copy as soon as it is opened, if there is one."""

    def fill(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        if connection.vendor != "sqlite" or not str(connection.settings_dict["NAME"]).startswith("file:memorydb"):
            return
        connection_created.disconnect(fill)
        with contextlib.closing(sqlite3.connect(copy_path())) as copy:
            copy.backup(connection.connection)

    if copy_path().is_file():
        connection_created.connect(fill, weak=False)


def keep_copy(connection: BaseDatabaseWrapper) -> None:
    """Keep the test database as it is right after the migrations, unless a copy exists."""
    path = copy_path()
    if path.is_file() or not str(connection.settings_dict["NAME"]).startswith("file:memorydb"):
        return
    unfinished = Path(tempfile.mkdtemp(prefix="clinic-test-")) / path.name
    with contextlib.closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.backup(copy)
    unfinished.replace(path)
    unfinished.parent.rmdir()

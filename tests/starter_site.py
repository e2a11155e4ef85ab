"""The starter site, loaded once for the present code and copied into a test's database ever after.

Loading takes seconds (forty pages go through their forms, reviews and the search index), copying its rows a tenth of
one. The copy begins from the migrated database (tests/migrated.py), and its pages were looked at once, so that their
pictures are made too. Tests of the loading itself call the command.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page, Site

from home.starter.spanish.drafts import load_spanish_drafts
from search import lexicon, limits
from tests import migrated

FULL_TEXT = "_fts"  # tables that triggers of the search index keep
LEFT_ALONE = {"django_migrations", "sqlite_sequence"}


def fill() -> None:
    """Put the starter site into the present database and media folder, in place of what migrations made.

    On PostgreSQL, and where somebody has a login already, the command itself runs.
    """
    if connection.vendor != "sqlite" or get_user_model().objects.exists() or not migrated.copy_path().is_file():
        call_command("load_starter_content", verbosity=0)
        return
    _insert(_rows(_copy()))
    shutil.copytree(_copy() / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    ContentType.objects.clear_cache()
    lexicon.forget()
    limits.forget()
    # Whatever this process keeps of the site that was there is told to go, as after any change.
    Site.objects.get(is_default_site=True).save()
    load_spanish_drafts()  # which depends on the test's settings


def _insert(tables: dict[str, list[tuple[object, ...]]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in tables.items():
            cursor.execute(f'DELETE FROM "{table}"')
            if rows:
                marks = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


@once
def _rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
        names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: copy.execute(f'SELECT * FROM "{name}"').fetchall()
            for name in names
            if name not in LEFT_ALONE and FULL_TEXT not in name
        }


@once
def _copy() -> Path:
    """The folder of the copy for the present code; made if need be, by one process at a time."""
    digest = hashlib.sha256(str(migrated.copy_path()).encode())
    for path in sorted(path for room in (*migrated.ROOMS, "site_cms") for path in (migrated.PROJECT / room).rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".mo"}:
            digest.update(str(path.relative_to(migrated.PROJECT)).encode() + path.read_bytes())
    digest.update(Path(__file__).read_bytes())
    folder = Path(tempfile.gettempdir()) / f"clinic-test-starter-{digest.hexdigest()[:20]}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            unfinished = Path(tempfile.mkdtemp(prefix="clinic-test-"))
            shutil.copy(migrated.copy_path(), unfinished / "db.sqlite3")
            environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
            environment |= {
                "DJANGO_SETTINGS_MODULE": "site_cms.settings.test",
                "TEST_DATABASE_URL": f"sqlite:///{unfinished}/db.sqlite3",
            }
            code = f"from pathlib import Path; from tests import starter_site; starter_site.make(Path({str(unfinished)!r}))"
            command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
            subprocess.run(command, cwd=migrated.PROJECT, env=environment, check=True)
            unfinished.rename(folder)
    return folder


def make(folder: Path) -> None:
    """Load the site into this process's database and `folder`/media, and look at every page."""
    settings.MEDIA_ROOT = folder / "media"
    call_command("load_starter_content", verbosity=0)
    client = Client(headers={"host": "localhost"})
    for page in Page.objects.live().filter(depth__gt=1):
        assert client.get(page.get_url()).status_code == 200, page

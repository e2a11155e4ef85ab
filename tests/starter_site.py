"""The starter site, loaded once for the present code and copied into a test's database ever after.

Loading takes seconds (forty pages go through their forms, reviews and the search index), copying its rows a tenth of
one. The copy begins from the migrated database (tests/migrated.py), and its pages were looked at once, so that their
pictures are made too. On PostgreSQL each process loads the site once and keeps its rows. Tests of the loading itself
call the command.
"""

import contextlib
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
from django.test import Client, override_settings
from wagtail.models import Page, Site

from search import lexicon, limits
from tests import migrated
from tests.kept_folders import kept_folder
from tests.kept_rows import KeptRows

FULL_TEXT = "_fts"  # tables that triggers of the search index keep
LEFT_ALONE = {"django_migrations", "sqlite_sequence"}

_postgresql = KeptRows()
_postgresql_media = Path(tempfile.mkdtemp(prefix="clinic-test-starter-")) / "media"


def fill() -> None:
    """Put the starter site, without its Spanish drafts, into the present database and media folder.

    It takes the place of what migrations made. Where somebody has a login already, the command runs.
    """
    on_postgresql = connection.vendor == "postgresql"
    if get_user_model().objects.exists() or not (on_postgresql or migrated.copy_path().is_file()):
        _load()
        return
    if on_postgresql and not _postgresql:
        _load()
        _keep_on_postgresql()
        return
    if on_postgresql:
        _postgresql.put_back()
        media = _postgresql_media
    else:
        _insert(_rows(_copy()))
        media = _copy() / "media"
    if media.is_dir():  # the starter site may have no picture
        shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
    ContentType.objects.clear_cache()
    lexicon.forget()
    limits.forget()
    # Whatever this process keeps of the site that was there is told to go, as after any change.
    Site.objects.get(is_default_site=True).save()


def _load() -> None:
    with override_settings(LANGUAGES_OFFERED=["en"]):
        call_command("load_starter_content", verbosity=0)


def _keep_on_postgresql() -> None:
    _postgresql.keep()
    if Path(settings.MEDIA_ROOT).is_dir():
        shutil.copytree(settings.MEDIA_ROOT, _postgresql_media)


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
    """The folder with the copy for the present code."""
    return kept_folder("starter", _make_apart)


def _make_apart(folder: Path) -> None:
    """Let a process of its own make the copy, on a database as migrations leave it."""
    shutil.copy(migrated.copy_path(), folder / "db.sqlite3")
    # How much of the loading is covered, its own tests show.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "site_cms.settings.test",
        "TEST_DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
    }
    code = f"from tests import starter_site; starter_site.make({str(folder)!r})"
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    subprocess.run(command, cwd=migrated.PROJECT, env=environment, check=True)


def make(folder: str) -> None:
    """Load the site into this process's database and `folder`/media, and look at every page."""
    settings.MEDIA_ROOT = Path(folder) / "media"
    call_command("load_starter_content", verbosity=0)
    client = Client(headers={"host": "localhost"})
    for page in Page.objects.live().filter(depth__gt=1):
        assert client.get(page.get_url()).status_code == 200, page

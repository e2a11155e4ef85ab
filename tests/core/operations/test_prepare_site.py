"""`manage.py prepare_site`: waits, locks, migrates once, refuses what would damage."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from core.operations.deployment.database import (
    DatabaseUnreachable,
    SchemaTooNew,
    be_patient,
    refuse_newer_schema,
    wait_for_database,
)
from core.operations.deployment.locks import LockTimeout, preparation_lock
from core.operations.deployment.static_files import collect_static_when_changed

PROJECT = Path(__file__).resolve().parents[3]


def prepare(data: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own, with production settings and a database of its own."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    secrets = {"SECRET_KEY": "x" * 60, "APPOINTMENTS_KEYS": f"k1:{'A' * 43}=", "APPOINTMENTS_INDEX_KEY": f"{'A' * 43}="}
    environment = {**keep, **secrets, "DJANGO_SETTINGS_MODULE": "site_cms.settings.production", "DATA_DIR": str(data)}
    return subprocess.run(
        [sys.executable, "manage.py", "prepare_site", "--no-static", *options],
        cwd=PROJECT,
        env={**environment, **environ},
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )


def test_a_database_that_is_slow_to_start_is_waited_for(db: None, monkeypatch: Any) -> None:
    attempts, pauses, said = [], [], []

    def connect() -> None:
        attempts.append(1)
        if len(attempts) < 6:
            raise OperationalError("connection refused\nIs the server running?")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "ensure_connection", connect)
        patch.setattr(connection, "close", lambda: None)
        wait_for_database(60, said.append, pauses.append)
    assert [round(pause, 1) for pause in pauses] == [0.5, 1, 2, 4, 5]
    assert said[0] == "Waiting for the database (connection refused)"


def test_a_database_that_never_comes_is_one_line_and_a_failure(tmp_path: Path) -> None:
    result = prepare(tmp_path, "--wait=1", DATABASE_URL="postgres://clinic:hunter2@127.0.0.1:1/clinic")
    assert result.returncode == 1
    assert "CommandError: The database did not answer within 1 s: " in result.stderr
    assert "Traceback" not in result.stderr
    assert "hunter2" not in result.stdout + result.stderr


def test_the_limit_is_kept(db: None, monkeypatch: Any) -> None:
    def connect() -> None:
        raise OperationalError("no")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "ensure_connection", connect)
        patch.setattr(connection, "close", lambda: None)
        with pytest.raises(DatabaseUnreachable, match="within 0 s: no"):
            wait_for_database(0, lambda text: None)


def test_a_database_newer_than_the_code_is_refused(db: None) -> None:
    refuse_newer_schema()
    MigrationRecorder(connection).record_applied("home", "9999_from_the_future")
    with pytest.raises(SchemaTooNew, match=r"home\.9999_from_the_future.*restore the backup"):
        refuse_newer_schema()
    with pytest.raises(CommandError, match="newer than this code"):
        call_command("prepare_site", "--no-content", "--no-static", stdout=StringIO())


def test_migrations_of_an_app_that_was_removed_do_not_count(db: None) -> None:
    MigrationRecorder(connection).record_applied("once_an_app", "0001_initial")
    refuse_newer_schema()


def test_a_second_process_waits_and_then_gives_up_in_one_line(db: None, settings: Any, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the lock of PostgreSQL is per connection; test_two_at_once_on_postgresql proves it")
    settings.DATA_DIR = tmp_path
    said: list[str] = []
    with (
        preparation_lock(1, said.append),
        pytest.raises(LockTimeout, match="preparing the site"),
        preparation_lock(0.3, said.append),
    ):
        pass
    assert said == ["Another process is preparing the site; waiting for it"]
    with preparation_lock(0.3, said.append):
        assert len(said) == 1


@pytest.mark.full
def test_two_at_once_migrate_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda _: prepare(tmp_path, "--no-content"), range(2)))
    assert [result.returncode for result in results] == [0, 0], results
    assert "".join(result.stdout for result in results).count("Bringing the database up to date") == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has statement time-outs")
def test_a_migration_may_take_its_time(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '4s'")
        be_patient()
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.full
@pytest.mark.postgres
def test_two_at_once_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda _: prepare(tmp_path, "--no-content", DATABASE_URL=postgres_url), range(2)))
    assert [result.returncode for result in results] == [0, 0], results
    assert "".join(result.stdout for result in results).count("Bringing the database up to date") == 1


def test_static_files_are_collected_only_when_they_changed(settings: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("one")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()
    stamp = tmp_path / "stamp"
    assert collect_static_when_changed(stamp) is True
    assert (tmp_path / "static" / "a.txt").read_text() == "one"
    assert collect_static_when_changed(stamp) is False
    (source / "a.txt").write_text("three")
    os.utime(source / "a.txt", (time.time() + 5, time.time() + 5))
    assert collect_static_when_changed(stamp) is True
    assert (tmp_path / "static" / "a.txt").read_text() == "three"
    (tmp_path / "static" / "staticfiles.json").unlink()
    assert collect_static_when_changed(stamp) is True, "a folder that was emptied is filled again"
    finders.get_finder.cache_clear()

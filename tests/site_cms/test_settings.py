"""Production refuses to start without its secrets, and is strict about https when the address says so."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "x" * 60,
    "APPOINTMENTS_KEYS": f"k1:{'A' * 43}=",
    "APPOINTMENTS_INDEX_KEY": f"{'A' * 43}=",
}
SHOW = """
import json
from django.conf import settings
names = {names!r}
print(json.dumps({{name: getattr(settings, name) for name in names}}, default=str))
"""


def python(code: str, data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    base = {"DJANGO_SETTINGS_MODULE": "site_cms.settings.production", "DATA_DIR": str(data)}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=PROJECT, env={**keep, **base, **environ}, capture_output=True, text=True, check=False
    )


def settings_with(data: Path, *names: str, **environ: str) -> dict[str, Any]:
    result = python(SHOW.format(names=names), data, **{**SECRETS, **environ})
    assert result.returncode == 0, result.stderr
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


@pytest.mark.parametrize("missing", [["SECRET_KEY"], ["APPOINTMENTS_KEYS", "APPOINTMENTS_INDEX_KEY"], list(SECRETS)])
def test_each_missing_secret_is_named(tmp_path: Path, missing: list[str]) -> None:
    environ = {name: value for name, value in SECRETS.items() if name not in missing}
    result = python("from django.conf import settings; settings.DEBUG", tmp_path, **environ)
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    assert "Missing in the environment" in last
    for name in SECRETS:
        assert (f"{name} (" in last) == (name in missing)


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    result = python("from django.conf import settings; settings.DEBUG", tmp_path, **{**SECRETS, "SECRET_KEY": "short"})
    assert "SECRET_KEY is too short" in result.stderr


def test_the_file_of_secrets_is_enough_and_the_environment_goes_first(tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, value in SECRETS.items()]
    (tmp_path / "secrets.env").write_text("\n".join(lines))
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    assert python(code, tmp_path).stdout.strip() == "x" * 60
    assert python(code, tmp_path, SECRET_KEY="y" * 60).stdout.strip() == "y" * 60


def test_an_https_address_makes_everything_https(tmp_path: Path) -> None:
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "DEBUG")
    secure = settings_with(tmp_path, *names, SITE_URL="https://clinic.example")
    assert secure == dict(zip(names, (True, True, True, "__Host-session", False), strict=True))
    plain = settings_with(tmp_path, *names, SITE_URL="http://127.0.0.1:8000")
    assert plain == dict(zip(names, (False, False, False, "session", False), strict=True))


def test_one_variable_moves_the_database_the_cache_and_the_media(tmp_path: Path) -> None:
    loaded = settings_with(
        tmp_path,
        "DATABASES",
        "CACHES",
        "STORAGES",
        DATABASE_URL="postgres://clinic:secret@db.example/clinic",
        REDIS_URL="redis://redis.example/0",
        S3_BUCKET="clinic-media",
    )
    database = loaded["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["OPTIONS"]["pool"]["max_size"] == 8
    assert database["OPTIONS"]["connect_timeout"] == 3
    assert "statement_timeout=3s" in database["OPTIONS"]["options"]
    assert loaded["CACHES"]["default"]["BACKEND"].endswith("ResilientRedisCache")
    assert loaded["STORAGES"]["default"]["OPTIONS"]["bucket_name"] == "clinic-media"


def test_sqlite_loses_nothing_in_a_power_cut(tmp_path: Path) -> None:
    code = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        print(name, cursor.execute(f"PRAGMA {name}").fetchone()[0])
"""
    lines = python(code, tmp_path, **SECRETS).stdout.split("\n")
    assert lines[:4] == ["journal_mode wal", "synchronous 2", "foreign_keys 1", "busy_timeout 4000"]

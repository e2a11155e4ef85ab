"""Secrets are made once, kept private, never overwritten."""

import base64
import stat
from pathlib import Path

import environ

from site_cms import local_secrets
from site_cms.local_secrets import ensure_secrets, new_secrets, read_env_file


def test_first_start_writes_every_secret_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    assert ensure_secrets(path) == ["APPOINTMENTS_INDEX_KEY", "APPOINTMENTS_KEYS", "BACKUP_KEY", "SECRET_KEY"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    values = read_env_file(path)
    name, _, key = values["APPOINTMENTS_KEYS"].partition(":")
    assert name == "k1"
    assert len(base64.urlsafe_b64decode(key)) == 32
    assert len(base64.urlsafe_b64decode(values["APPOINTMENTS_INDEX_KEY"])) == 32
    assert len(values["SECRET_KEY"]) >= 50


def test_second_start_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    ensure_secrets(path)
    before = path.read_bytes()
    assert ensure_secrets(path) == []
    assert path.read_bytes() == before


def test_what_people_added_stays_and_only_missing_ones_are_made(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    path.write_text("# ours\nSECRET_KEY=chosen=by=hand\nAPPOINTMENTS_KEYS=\nOTHER=1")
    assert ensure_secrets(path) == ["APPOINTMENTS_INDEX_KEY", "APPOINTMENTS_KEYS", "BACKUP_KEY"]
    text = path.read_text()
    assert text.startswith("# ours\nSECRET_KEY=chosen=by=hand\n")
    assert "OTHER=1\n" in text
    assert read_env_file(path)["SECRET_KEY"] == "chosen=by=hand"
    assert read_env_file(path)["APPOINTMENTS_KEYS"].startswith("k1:")


def test_two_sites_never_share_a_secret() -> None:
    first, second = new_secrets(), new_secrets()
    assert not set(first.values()) & set(second.values())


def test_the_settings_read_the_file_as_it_is_written(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "secrets.env"
    ensure_secrets(path)
    for name in new_secrets():
        monkeypatch.delenv(name, raising=False)
    reader = environ.Env()
    reader.read_env(path)
    assert {name: reader.str(name) for name in new_secrets()} == read_env_file(path)


def test_make_env_adds_what_compose_needs(tmp_path: Path, capsys) -> None:
    path = tmp_path / "sub" / ".env"
    assert local_secrets.main([str(path), "--compose"]) == 0
    assert "POSTGRES_PASSWORD" in read_env_file(path)
    assert local_secrets.main([str(path), "--compose"]) == 0
    assert "has every secret already" in capsys.readouterr().out


def test_no_file_is_no_secrets(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / "nothing") == {}

"""`/health/live` says that the process lives; `/health/ready` that it can work, and to whom it says why not."""

from io import StringIO
from threading import Event
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from core.operations import worker
from core.operations.health import checks, leaving
from core.web.middleware.proxies import FORWARDED


def test_live_asks_nothing_of_the_database(client: Client) -> None:
    # No `db` fixture: pytest-django makes every query an error here.
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_ready_asks_everything(client: Client, db: None) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200, response.json()
    results = response.json()["checks"]
    assert {"database", "migrations", "cache", "storage", "disk"} <= results.keys()
    assert all(result["ok"] for result in results.values() if result["vital"])


def test_strangers_learn_only_yes_or_no(client: Client, db: None) -> None:
    for environ in ({"REMOTE_ADDR": "203.0.113.9"}, {FORWARDED: True}, {"REMOTE_ADDR": ""}):
        assert client.get("/health/ready", **environ).json() == {"status": "ok"}


def test_staff_see_details_from_anywhere(admin_client: Client) -> None:
    assert "checks" in admin_client.get("/health/ready", REMOTE_ADDR="203.0.113.9").json()


def test_a_migration_that_is_missing_turns_it_red(client: Client, db: None) -> None:
    [(app, newest)] = MigrationLoader(connection).graph.leaf_nodes("home")
    MigrationRecorder(connection).record_unapplied(app, newest)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert "1 migration" in response.json()["checks"]["migrations"]["why"] or "migrations" in str(response.json())


def test_a_dead_database_turns_it_red_without_a_traceback(client: Client, db: None, monkeypatch: Any) -> None:
    def gone() -> str:
        raise OperationalError("password=hunter2")

    monkeypatch.setitem(checks.CHECKS, "database", checks.CHECKS["database"]._replace(ask=gone))
    response = client.get("/health/ready")
    assert response.status_code == 503
    results = response.json()["checks"]
    assert results["database"]["why"] == "no answer (OperationalError)"
    assert results["migrations"]["why"] == "the database does not answer"
    assert "hunter2" not in response.content.decode()


def test_a_disk_that_fills_up_turns_it_red_before_it_is_full(client: Client, db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(checks, "LEAST_FREE_BYTES", 2**62)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "MB of disk space are left" in response.json()["checks"]["disk"]["why"]


def test_a_folder_that_cannot_be_written_turns_it_red(client: Client, db: None, settings: Any) -> None:
    settings.MEDIA_ROOT = "/proc/nowhere"
    assert client.get("/health/ready").json()["checks"]["storage"]["ok"] is False


def test_a_cache_that_forgets_turns_it_red(client: Client, db: None, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert "does not come back" in client.get("/health/ready").json()["checks"]["cache"]["why"]


def test_a_dead_worker_needs_a_person_but_keeps_visitors(client: Client, db: None) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["needs_a_person"] == ["worker"]
    assert "no sign of life" in response.json()["checks"]["worker"]["why"]
    worker.claim(worker.HEARTBEAT, worker.HEARTBEAT_EVERY)
    assert client.get("/health/ready").json()["needs_a_person"] == []


def test_the_command_asks_the_same(db: None) -> None:
    out = StringIO()
    call_command("check_health", "database", "migrations", stdout=out)
    assert out.getvalue() == "database: ok\nmigrations: ok\n"
    with pytest.raises(CommandError, match="Not everything is all right"):
        call_command("check_health", "worker", stdout=out)
    with pytest.raises(CommandError, match="No check is called moon"):
        call_command("check_health", "moon", stdout=out)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_only_answers_questions(client: Client, method: str) -> None:
    assert getattr(client, method)("/health/live").status_code == 405


def test_a_process_that_is_about_to_stop_says_so(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "_told", Event())
    monkeypatch.setattr(leaving, "_asked_at", -leaving.LATELY)
    assert not leaving.is_watched()
    assert client.get("/health/live").status_code == 200
    assert leaving.is_watched(), "who asks will hear of it"
    leaving.begin()
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (503, {"status": "stopping"})
    assert client.get("/health/ready").status_code == 200, "who is here already is served"

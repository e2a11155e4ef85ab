"""Calm under failure: the real fault is caused, and visitors get an answer in under five seconds."""

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site_cms.bad_network import KINDS, Wire, slow_clients, visitors_answered
from tests.site_cms.restoring import ask
from tests.site_cms.servers import WebServer, fetch, manage, production_environment, wait_until

pytestmark = [pytest.mark.full, pytest.mark.xdist_group("launch")]


def timed(port: int, path: str) -> tuple[int, float, str]:
    """Return status, seconds and body of a GET."""
    started = time.monotonic()
    status, body = fetch(port, path, timeout=30)
    return status, time.monotonic() - started, body


@pytest.mark.postgres
def test_a_database_that_goes_silent_or_refuses(tmp_path: Path, static_root: str, postgres_url: str) -> None:
    parts = urlsplit(postgres_url)
    wire = Wire(parts.hostname or "127.0.0.1", parts.port or 5432)
    environment = production_environment(tmp_path, DATABASE_URL=postgres_url, STATIC_ROOT=static_root)
    manage(environment, "prepare_site", "--no-static")
    through = parts._replace(netloc=f"{parts.username}@127.0.0.1:{wire.port}").geturl()
    with WebServer({**environment, "DATABASE_URL": through}) as server:
        for _ in range(3):  # the first visit makes the page's pictures, the next ones keep it
            assert server.get("/")[0] == 200
        assert server.get("/health/ready")[0] == 200
        for mode in ("hang", "refuse"):
            wire.fail(mode)
            status, seconds, body = timed(server.port, "/")
            assert (status, seconds < 1) == (200, True), f"{mode}, a page kept earlier: {status} after {seconds:.1f} s"
            for attempt in range(3):
                status, seconds, body = timed(server.port, f"/not-kept-{mode}-{attempt}/")
                assert status == 503, f"{mode}: {status} after {seconds:.1f} s"
                assert seconds < 5, f"{mode}: {seconds:.1f} s"
                assert "not available right now" in body
            started = time.monotonic()
            status = ask(server.port, "Pat")
            seconds = time.monotonic() - started
            assert (status, seconds < 6) == (503, True), f"{mode}, a request: {status}, {seconds:.1f} s"
            status, seconds, body = timed(server.port, "/health/ready")
            assert status == 503
            assert json.loads(body)["checks"]["database"]["ok"] is False
            assert timed(server.port, "/health/live")[0] == 200
            if mode == "refuse":
                # Whoever doubles the pause after each vain try is by now in one of eight seconds.
                for attempt in range(6):
                    assert timed(server.port, f"/still-not-{attempt}/")[0] == 503
            wire.mend()
            wait_until(lambda: timed(server.port, "/back/")[0] == 404, "the site is not back", 4)


@pytest.mark.redis
def test_a_cache_server_that_goes_away(prepared_site: Callable[..., dict[str, str]], redis_url: str) -> None:
    parts = urlsplit(redis_url)
    wire = Wire(parts.hostname or "127.0.0.1", parts.port or 6379)
    through = parts._replace(netloc=f"127.0.0.1:{wire.port}").geturl()
    environment = prepared_site(REDIS_URL=through)
    with WebServer(environment) as server:
        assert server.get("/")[0] == 200
        for mode in ("refuse", "hang"):
            wire.fail(mode)
            for path in ("/", "/conditions/", f"/nothing-{mode}/"):
                status, seconds, _ = timed(server.port, path)
                assert status in {200, 404}, f"{mode} {path}: {status}"
                assert seconds < 5, f"{mode} {path}: {seconds:.1f} s"
            wire.mend()
            assert server.get("/")[0] == 200


def test_two_hundred_slow_clients(prepared_site: Callable[..., dict[str, str]]) -> None:
    with WebServer(prepared_site()) as server:
        assert server.get("/")[0] == 200
        for kind in KINDS:
            with slow_clients(server.port, [kind]):
                good, asked = visitors_answered(server.port, most=100)
                assert good >= 0.99 * asked, f"{kind}: {good} of {asked} visitors were answered"


def test_a_locked_database(prepared_site: Callable[..., dict[str, str]]) -> None:
    environment = prepared_site(PAGE_CACHE_ENABLED="false")
    with WebServer(environment) as server:
        for path in ("/", "/conditions/"):  # makes the renditions of their pictures
            assert server.get(path)[0] == 200
        lock = sqlite3.connect(Path(environment["DATA_DIR"]) / "db.sqlite3", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        try:
            for path in ("/", "/conditions/", "/not-kept/"):
                status, seconds, _ = timed(server.port, path)
                assert (status in {200, 404}, seconds < 5) == (True, True), f"locked, {path}: {status}, {seconds:.1f} s"
            started = time.monotonic()
            status = ask(server.port, "Pat")
            seconds = time.monotonic() - started
            assert (status, seconds < 6) == (503, True), f"locked, a request: {status}, {seconds:.1f} s"
            assert timed(server.port, "/health/live")[0] == 200
        finally:
            lock.execute("ROLLBACK")
            lock.close()

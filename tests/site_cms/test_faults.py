"""Calm under failure: the real fault is caused, and visitors get an answer in under five seconds."""

import json
import sqlite3
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site_cms.bad_network import KINDS, Wire, slow_clients, visitors_answered
from tests.site_cms.restoring import ask
from tests.site_cms.servers import WebServer, fetch, manage, production_environment, wait_until

pytestmark = [pytest.mark.full, pytest.mark.xdist_group("launch")]


def timed(port: int, path: str) -> tuple[int, float, str]:
    """Return status, seconds and body of a GET; see `measured`."""
    return measured(port, lambda: fetch(port, path, timeout=120))


def timed_request(port: int) -> tuple[int, float]:
    """Return status and seconds of a request for an appointment; see `measured`."""
    status, seconds, _ = measured(port, lambda: (ask(port, "Pat"), ""))
    return status, seconds


def until_back(port: int) -> tuple[int, str]:
    """Ask for a page that does not exist until the database says so."""
    wait_until(lambda: fetch(port, "/back/", timeout=120)[0] == 404, "the site is not back")
    return 404, ""


def measured(port: int, question: Callable[[], tuple[int, str]]) -> tuple[int, float, str]:
    """Return the answer and how many seconds it took, without those that a busy machine adds.

    They are judged by the plainest answer there is, asked for right before and after: it takes 3 ms on a quiet machine.
    A page takes some thirty times its work. What a fault adds, a wait without end, is of another kind.
    """
    moments = [time.monotonic()]
    fetch(port, "/health/live", timeout=120)
    moments.append(time.monotonic())
    status, body = question()
    moments.append(time.monotonic())
    fetch(port, "/health/live", timeout=120)
    moments.append(time.monotonic())
    before, seconds, after = (later - earlier for earlier, later in pairwise(moments))
    return status, max(0.0, seconds - 30 * max(before, after)), body


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
            status, seconds = timed_request(server.port)
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
            _, seconds, _ = measured(server.port, lambda: until_back(server.port))
            assert seconds < 4, f"{mode}: the site is back after {seconds:.1f} s"


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
            status, seconds = timed_request(server.port)
            assert (status, seconds < 6) == (503, True), f"locked, a request: {status}, {seconds:.1f} s"
            assert timed(server.port, "/health/live")[0] == 200
        finally:
            lock.execute("ROLLBACK")
            lock.close()

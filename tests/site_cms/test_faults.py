"""Calm under failure: the real fault is caused, and visitors get an answer in under five seconds."""

import http.client
import json
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site_cms.servers import WebServer, fetch, manage, production_environment, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("launch")]


class Wire:
    """A TCP connection that can be cut ("refuse") or go silent ("hang") between the site and a server."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.mode = "pass"
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.mode == "refuse":
                near.close()
                continue
            far = socket.create_connection(self.target)
            self.open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._copy, args=(source, sink), daemon=True).start()

    def _copy(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                while self.mode == "hang":
                    time.sleep(0.05)
                sink.sendall(data)
        except OSError:
            pass
        finally:
            source.close()
            sink.close()

    def fail(self, mode: str) -> None:
        """Begin to "refuse" (open connections are reset too) or to "hang"."""
        self.mode = mode
        if mode == "refuse":
            for end in self.open:
                end.close()
            self.open.clear()

    def mend(self) -> None:
        """Let everything through again."""
        self.mode = "pass"


def timed(port: int, path: str) -> tuple[int, float, str]:
    """Return status, seconds and body of a GET."""
    started = time.monotonic()
    status, body = fetch(port, path, timeout=30)
    return status, time.monotonic() - started, body


@pytest.mark.postgres
def test_a_database_that_refuses(tmp_path: Path, static_root: str, postgres_url: str) -> None:
    parts = urlsplit(postgres_url)
    wire = Wire(parts.hostname or "127.0.0.1", parts.port or 5432)
    environment = production_environment(tmp_path, DATABASE_URL=postgres_url, STATIC_ROOT=static_root)
    manage(environment, "prepare_site", "--no-static")
    through = parts._replace(netloc=f"{parts.username}@127.0.0.1:{wire.port}").geturl()
    with WebServer({**environment, "DATABASE_URL": through}) as server:
        for _ in range(3):  # the first visit makes the page's pictures, the next ones keep it
            assert server.get("/")[0] == 200
        assert server.get("/health/ready")[0] == 200
        wire.fail("refuse")
        status, seconds, body = timed(server.port, "/")
        assert (status, seconds < 1) == (200, True), f"a page kept earlier: {status} after {seconds:.1f} s"
        for attempt in range(3):
            status, seconds, body = timed(server.port, f"/not-kept-{attempt}/")
            assert status == 503, f"{status} after {seconds:.1f} s"
            assert seconds < 5, f"{seconds:.1f} s"
            assert "not available right now" in body
        status, seconds, body = timed(server.port, "/health/ready")
        assert status == 503
        assert json.loads(body)["checks"]["database"]["ok"] is False
        assert timed(server.port, "/health/live")[0] == 200
        wire.mend()
        wait_until(lambda: timed(server.port, "/back/")[0] == 404, "the site is not back", 20)


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


@contextmanager
def slow_clients(port: int, kind: str, count: int = 200) -> Iterator[None]:
    """Hold `count` connections that never get on: half a header, half a body, an answer unread, or nothing at all."""
    starts = {
        "headers": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ",
        "body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\nx",
        "read": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20,
        "idle": b"",
    }
    held: list[socket.socket] = []
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(0.5):
            for client in held:
                try:
                    if kind in {"headers", "body"}:
                        client.send(b"a")
                except OSError:
                    pass

    for _ in range(count):
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.sendall(starts[kind])
        held.append(client)
    dripping = threading.Thread(target=drip, daemon=True)
    dripping.start()
    try:
        yield
    finally:
        stop.set()
        dripping.join()
        for client in held:
            client.close()


def test_two_hundred_slow_clients(prepared_site: Callable[..., dict[str, str]]) -> None:
    environment = prepared_site()
    with WebServer(environment) as server:
        assert server.get("/")[0] == 200
        for kind in ("headers", "body", "read", "idle"):
            with slow_clients(server.port, kind):
                answers = []
                for number in range(100):
                    try:
                        answers.append(fetch(server.port, "/" if number % 2 else f"/x{number}/", timeout=10)[0])
                    except (OSError, http.client.HTTPException):
                        answers.append(0)
                good = sum(status in {200, 404} for status in answers)
                assert good >= 99, f"{kind}: {good} of 100 visitors were answered"


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
            assert timed(server.port, "/health/live")[0] == 200
        finally:
            lock.execute("ROLLBACK")
            lock.close()

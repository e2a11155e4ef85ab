"""Faults that take minutes to cause: killed programs, broken-off migrations, crowds.

Each is real: SIGKILL, sockets. A full disk has a file of its own, drill_full_disk.py.
"""

import asyncio
import contextlib
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.site_cms.bad_network import KINDS, slow_clients, visitors_answered
from tests.site_cms.full_disk import json_of
from tests.site_cms.restoring import counts
from tests.site_cms.servers import (
    PROJECT,
    Site,
    WebServer,
    manage,
    production_environment,
    wait_until,
)


def test_killed_programs_come_back(prepared_site: Callable[..., dict[str, str]]) -> None:
    with Site(prepared_site()) as site:
        wait_until(lambda: set(site.programs()) == {"web", "worker"}, "not both programs run")
        for name in ("worker", "web"):
            killed = site.programs()[name]
            os.kill(killed, signal.SIGKILL)
            started = time.monotonic()
            wait_until(lambda name=name, killed=killed: site.programs().get(name, killed) != killed, f"no new {name}")  # type: ignore[misc]
            wait_until(site.answers, "the site does not answer")
            print(f"\n{name} killed: back after {time.monotonic() - started:.1f} s")
        wait_until(lambda: "worker" not in json_of(site.port, "/health/ready")[1]["needs_a_person"], "no heartbeat")


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_migrations_that_are_broken_off(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgresql" else ""
    environment = production_environment(tmp_path, DATABASE_URL=url)

    def applied() -> int:
        with contextlib.suppress(sqlite3.Error, psycopg.Error):
            if url:
                with psycopg.connect(url) as server:
                    return int(server.execute("SELECT count(*) FROM django_migrations").fetchone()[0])  # type: ignore[index]
            with contextlib.closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
                return int(database.execute("SELECT count(*) FROM django_migrations").fetchone()[0])
        return 0

    command = [sys.executable, "manage.py", "prepare_site", "--no-static"]
    done: list[int] = []
    for least in (5, 60, 120):
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, start_new_session=True)
        wait_until(lambda least=least: applied() >= least, "the migrations do not run", 120)  # type: ignore[misc]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        done.append(applied())
    print(f"\n{kind}: killed after {done} migrations")
    manage(environment, "prepare_site", "--no-static")
    assert "migrations: ok" in manage(environment, "check_health", "database", "migrations")
    assert counts(environment)["requests"] == 0
    with WebServer({**environment, "STATIC_ROOT": str(tmp_path / "none")}) as server:
        wait_until(lambda: server.get("/health/ready")[0] == 200, "not ready")


def test_slow_clients_for_thirty_seconds(prepared_site: Callable[..., dict[str, str]]) -> None:
    with Site(prepared_site()) as site:
        assert site.answers("/")
        for kind in KINDS:
            with slow_clients(site.port, [kind]):
                good, asked = visitors_answered(site.port, seconds=30)
            print(f"\n200 slow connections ({kind}) for 30 s: {good} of {asked} visitors answered")
            assert good >= 0.99 * asked


def send_much(port: int, path: str, megabytes: int, *, chunked: bool) -> int:
    """Send a body of so many MB until it is sent or refused; return the status, 0 where the connection was closed."""
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {megabytes * 2**20}"
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\n{length}\r\n\r\n"
    )
    block = b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\n' + b"a" * (2**20 - 50)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(head.encode())
        try:
            for _ in range(megabytes):
                client.sendall(b"%x\r\n%s\r\n" % (len(block), block) if chunked else block)
        except OSError:
            pass  # refused in the middle
        try:
            return int(client.recv(12).split()[1])
        except (OSError, IndexError):
            return 0


def test_two_hundred_megabytes(prepared_site: Callable[..., dict[str, str]]) -> None:
    with Site(prepared_site()) as site:
        assert site.answers("/")
        before = site.memory()
        answers = {
            (path, chunked): send_much(site.port, path, 200, chunked=chunked)
            for path in ("/appointments/request/", "/search/", "/", "/admin/login/")
            for chunked in (False, True)
        }
        more = (site.memory() - before) / 2**20
        print(f"\n200 MB: {answers}; memory {more:+.0f} MB")
        assert all(status in {0, 400, 403, 405, 411, 413, 415, 422} for status in answers.values())
        assert more < 60
        assert site.answers("/health/ready")
        assert not [path for path in Path(site.environment["DATA_DIR"]).rglob("*") if path.stat().st_size > 50 * 2**20]


async def crowd(port: int, count: int, path: str) -> Counter[int]:
    """Open `count` connections, then ask on all of them at once; return how often each status came."""

    async def visitor(ready: asyncio.Barrier) -> int:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await ready.wait()
            return 0
        await ready.wait()
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = await asyncio.wait_for(reader.read(), 60)
            return int(answer.split(None, 2)[1]) if answer.rstrip().endswith(b"</html>") or answer else 0
        except (OSError, IndexError, TimeoutError):
            return 0
        finally:
            writer.close()

    ready = asyncio.Barrier(count)
    return Counter(await asyncio.gather(*(visitor(ready) for _ in range(count))))


def test_two_thousand_visitors_at_once(prepared_site: Callable[..., dict[str, str]]) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 8192), hard), hard))
    with Site(prepared_site()) as site:
        for path in ("/", "/conditions/"):
            for _ in range(4):
                assert site.answers(path)
            started = time.monotonic()
            statuses = asyncio.run(crowd(site.port, 2000, path))
            print(f"\n2,000 at once on {path}: {dict(statuses)} in {time.monotonic() - started:.1f} s")
            assert statuses == {200: 2000}

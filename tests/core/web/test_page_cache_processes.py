"""Two real gunicorn workers and a third process that changes the site: nobody may see what is no longer true."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from core.web.page_cache.config import PageCacheConfig
from tests.site_cms.servers import wait_until

# The tables are copied from the test database, which pytest-django makes only for tests that ask for one.
pytestmark = [pytest.mark.django_db, pytest.mark.full, pytest.mark.xdist_group("page_cache_processes")]

ROOT = Path(__file__).resolve().parents[3]
HOST = "clinic.example"
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class LiveSite:
    """gunicorn with two workers as `make run` starts it, and a process that makes changes."""

    def __init__(self, folder: Path, redis: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.core.web.page_cache_settings",
            "PAGE_CACHE_TEST_FOLDER": str(folder),
            "PAGE_CACHE_TEST_REDIS": redis,
            "PYTHONPATH": str(ROOT),
            "PORT": str(self.port),
            "WEB_WORKERS": "2",
            "DATA_DIR": str(folder),
        }
        self.log = (folder / "log").open("w+")
        self.driver = subprocess.Popen(
            [sys.executable, "tests/core/web/page_cache_driver.py"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip
        assert self.driver.stdout
        assert self.driver.stdout.readline() == "ready\n", self.words()
        self.change("seed")
        self.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "tests.core.web.page_cache_wsgi:application"],
            cwd=ROOT, env=environment, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        self.workers: dict[str, http.client.HTTPConnection] = {}
        self._meet_workers()

    def words(self) -> str:
        """What the processes said."""
        return (self.folder / "log").read_text()[-3000:]

    def change(self, what: str, *arguments: Any) -> None:
        """Have the third process change something, and wait until it has."""
        assert self.driver.stdin
        assert self.driver.stdout
        self.driver.stdin.write(json.dumps({"do": what, "with": arguments}) + "\n")
        self.driver.stdin.flush()
        answer = self.driver.stdout.readline().strip()
        while answer and answer != "done" and not answer.startswith("failed"):
            answer = self.driver.stdout.readline().strip()
        assert answer == "done", f"{answer} {self.words()}"

    def _meet_workers(self) -> None:
        """Find a kept-alive connection to each of the two workers."""
        deadline = time.monotonic() + 300
        while len(self.workers) < 2 and time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = self._send(connection, "/about/", {})
                self.workers.setdefault(answer["x-worker"], connection)
            time.sleep(0.02)
        assert len(self.workers) == 2, self.words()

    def _send(self, connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> dict[str, Any]:
        connection.request("GET", path, headers={"Host": HOST, **headers})
        response = connection.getresponse()
        body = response.read().decode()
        return {**{k.lower(): v for k, v in response.getheaders()}, "status": response.status, "body": body}

    def ask_each(self, path: str = "/about/", **headers: str) -> list[dict[str, Any]]:
        """Ask both workers."""
        answers = []
        for worker in list(self.workers):
            try:
                answer = self._send(self.workers[worker], path, headers)
            except (OSError, http.client.HTTPException):
                self.workers.clear()
                self._meet_workers()
                return self.ask_each(path, **headers)
            assert answer["x-worker"] == worker
            answers.append(answer)
        return answers

    def warm(self, path: str = "/about/") -> None:
        """Have both workers keep a page."""
        for _ in range(3):
            answers = self.ask_each(path)
        assert {answer["x-cache"] for answer in answers} == {"HIT"}, answers

    def renders(self, path: str) -> int:
        """How often Django has rendered an address, in both workers together."""
        file = self.folder / "renders"
        return file.read_text().splitlines().count(path) if file.exists() else 0

    def stop(self) -> None:
        """End what was started."""
        for process in (self.server, self.driver):
            process.terminate()
        for process in (self.server, self.driver):
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        self.log.close()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Path:
    """A database file with all tables: the test database's own, copied."""
    path = tmp_path_factory.mktemp("migrated") / "db.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(path)) as target:
                connection.connection.backup(target)
            return path
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.core.web.page_cache_settings",
        "PAGE_CACHE_TEST_FOLDER": str(path.parent),
    }
    subprocess.run([sys.executable, "manage.py", "migrate"], cwd=ROOT, env=environment, check=True, capture_output=True)
    return path


@contextlib.contextmanager
def serving(migrated: Path, folder: Path, redis: str = "") -> Iterator[LiveSite]:
    """A site in a folder of its own; every change can be taken back by `restore`."""
    shutil.copy(migrated, folder / "db.sqlite3")
    site = LiveSite(folder, redis)
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def site(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One machine: processes share files."""
    with serving(migrated, tmp_path_factory.mktemp("site")) as live:
        yield live


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """Begin each test with the same content."""
    if "site" in request.fixturenames:
        live: LiveSite = request.getfixturevalue("site")
        live.change("seed")


# What changes, and what both workers must then show at once: (address, what the page holds or None for 404).
CHANGES = {
    "publish": ("/about/", "A fresh title"),
    "unpublish": ("/about/", None),
    "schedule": ("/about/", "Scheduled"),
    "expire": ("/about/", None),
    "move": ("/about/", 301),
    "delete": ("/about/", None),
    "rename_slug": ("/about/", 301),
    "publish_other": ("/about/", "Your privacy"),
    "setting": ("/about/", "New footer words"),
    "setting_saved": ("/about/", "A New Name"),
    "snippet": ("/about/", "Other guidelines"),
    "image": ("/about/", "Another room"),
    "page_privacy": ("/about/", 302),
    "bulk": ("/about/", "Bulk words"),
    "site": ("/about/", "clinic.example:8443"),
    "redirect": ("/older/", 301),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_worker_shows_a_change_at_once(site: LiveSite, change: str) -> None:
    path, expected = CHANGES[change]
    for _ in range(2):
        before = site.ask_each(path)
    site.change(change)
    for before_answer, answer in zip(before, site.ask_each(path), strict=True):
        if isinstance(expected, str):
            assert expected not in before_answer["body"], "the test would prove nothing"
            assert expected in answer["body"]
        else:
            assert answer["status"] == (expected or 404)
            assert before_answer["status"] != answer["status"]


@pytest.mark.parametrize(
    "change", ["reorder", "image_deleted", "document", "search_promotion", "collection_privacy", "publish"]
)
def test_every_worker_renders_afresh_after(site: LiveSite, change: str) -> None:
    """Also where the page under test happens not to show the change."""
    site.warm()
    renders = site.renders("/about/")
    site.change(change)
    answers = site.ask_each()
    assert site.renders("/about/") == renders + 1, "one worker renders, the other takes it over"
    assert [answer["x-cache"] for answer in answers] == ["MISS", "HIT"]


@pytest.mark.parametrize("change", ["draft", "housekeeping", "rolled_back"])
def test_what_nobody_can_see_makes_nothing_old(site: LiveSite, change: str) -> None:
    site.warm()
    renders = site.renders("/about/")
    site.change(change)
    assert [answer["x-cache"] for answer in site.ask_each()] == ["HIT", "HIT"]
    assert site.renders("/about/") == renders


def test_a_stampede_renders_each_page_once(site: LiveSite) -> None:
    """Forty visitors at the moment of publishing, two workers, one render."""
    site.warm()
    site.change("publish", "Stampede")
    renders = site.renders("/about/")
    bodies: list[str] = []

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=300)
        connection.request("GET", "/about/", headers={"Host": HOST})
        bodies.append(connection.getresponse().read().decode())
        connection.close()

    threads = [threading.Thread(target=visit) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies) == 40
    assert all("Stampede" in body for body in bodies)
    assert site.renders("/about/") == renders + 1


def test_a_login_is_never_given_to_a_stranger(site: LiveSite) -> None:
    """The editor's first look comes right after a change, when nothing is stored yet."""
    login = http.client.HTTPConnection("127.0.0.1", site.port, timeout=300)
    site.change("publish", "Ours")
    cookie = _session(site)
    own = site.ask_each(Cookie=f"{settings.SESSION_COOKIE_NAME}={cookie}")
    assert all("wagtail-userbar" in answer["body"] and "x-cache" not in answer for answer in own)
    strangers = site.ask_each() + site.ask_each()
    assert all("wagtail-userbar" not in answer["body"] for answer in strangers)
    assert all("set-cookie" not in answer for answer in strangers)
    login.close()


def _session(site: LiveSite) -> str:
    """Log the editor in, through the database that the workers use."""
    code = (
        "from django.contrib.auth.models import User; from django.contrib.sessions.backends.db import SessionStore;"
        "from core.accounts import sessions; u = User.objects.get(); s = SessionStore();"
        "s['_auth_user_id'] = str(u.pk);"
        f"s['_auth_user_backend'] = {settings.AUTHENTICATION_BACKENDS[-1]!r};"
        "s['_auth_user_hash'] = u.get_session_auth_hash(); sessions.begin(s); s.create(); print('key=' + s.session_key)"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.core.web.page_cache_settings",
        "PAGE_CACHE_TEST_FOLDER": str(site.folder),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", code],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.rpartition("key=")[2].strip()


def test_pages_are_served_while_the_database_is_gone(site: LiveSite) -> None:
    site.warm()
    database = site.folder / "db.sqlite3"
    database.rename(site.folder / "away")
    try:
        assert [answer["status"] for answer in site.ask_each()] == [200, 200]
    finally:
        database.unlink(missing_ok=True)
        (site.folder / "away").rename(database)


def test_a_generation_file_that_is_deleted_makes_everything_old(site: LiveSite) -> None:
    site.warm()
    shutil.rmtree(site.folder / "page-cache")
    site.change("setting_saved")
    assert all("A New Name" in answer["body"] for answer in site.ask_each())


@pytest.mark.redis
def test_machines_that_share_redis_see_a_change_within_a_second(
    migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As above, with the generation and the pages in Redis; then with Redis out of reach."""
    with serving(migrated, tmp_path_factory.mktemp("redis"), REDIS_URL) as site:
        site.warm()
        for change in ("publish", "setting", "snippet"):
            expected = str(CHANGES[change][1])
            site.change(change)
            # Long before a copy would age out by itself (600 s).
            wait_until(
                lambda expected=expected: all(expected in answer["body"] for answer in site.ask_each()),
                f"{change} is not seen",
                120,
            )
        site.change("unpublish")
        wait_until(lambda: [answer["status"] for answer in site.ask_each()] == [404, 404], "it is still shown", 120)
        assert PageCacheConfig().poll_seconds < 1

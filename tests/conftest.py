"""What every test may use, and what happens when a machine lacks Chromium, PostgreSQL, Redis, nginx or Caddy.

A test says what it needs by a marker. Where that is missing it is not run and the summary says so loudly; where `CI` is
set, it fails: a green run there means that everything ran.
"""

import os
import shutil
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.images.models import Filter
from wagtail.models import Page, Site

from core.web import rate_limits
from home.models import HomePage
from search import limits
from tests import kept_pictures, migrated
from tests.clock import Clock
from tests.kept_rows import KeptRows
from tests.live_gate import LiveGate
from tests.site_cms.front_servers import front_server_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as BrowserPage

# Playwright's synchronous interface runs an event loop in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is no failure.
hypothesis_settings.register_profile("clinic", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("clinic")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def chromium_path() -> str | None:
    """Return where Chromium is on PATH."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def answers(url: str) -> bool:
    """Whether something listens at the host and port of `url`."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=2):
            return True
    except OSError:
        return False


def missing_services() -> dict[str, str]:
    """Return {marker: what is missing} for this machine."""
    missing = {}
    if chromium_path() is None:
        missing["browser"] = "no Chromium on PATH (Debian: apt install chromium)"
    if not answers(POSTGRES_URL):
        missing["postgres"] = f"no PostgreSQL at {urlsplit(POSTGRES_URL).netloc.rpartition('@')[2]} (TEST_POSTGRES_URL)"
    if not answers(REDIS_URL):
        missing["redis"] = f"no Redis at {urlsplit(REDIS_URL).netloc} (TEST_REDIS_URL)"
    if front_server_path("nginx") is None or front_server_path("openssl") is None:
        missing["nginx"] = "no nginx and openssl (Debian: apt install nginx openssl)"
    if front_server_path("caddy") is None:
        missing["caddy"] = "no Caddy (Debian: apt install caddy)"
    return missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what cannot run here, saying why; in CI let it fail."""
    missing = missing_services()
    for item in items:
        for marker, why in missing.items():
            if item.get_closest_marker(marker) and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason=why))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what did not run."""
    skipped: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        skipped[reason] = skipped.get(reason, 0) + 1
    for reason, count in skipped.items():
        terminalreporter.write_line(f"NOT RUN HERE: {count} tests: {reason}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Spare a run the migrations that an earlier one has made."""
    migrated.start_from_copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let a test with real transactions leave the rows that migrations made, roles among them.

    Django would empty every table and make half of them again, which takes as long as ten tests. The audit log must let
    itself be emptied for it; tests/appointments/test_audit.py puts the triggers back to prove that they refuse.
    """
    from appointments import audit_triggers

    fresh = KeptRows()

    def put_back(self: TransactionTestCase) -> None:
        fresh.put_back()
        ContentType.objects.clear_cache()

    with django_db_blocker.unblock():
        migrated.keep_copy(connection)
        audit_triggers.remove(connection)
        fresh.keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        patch.setattr(Filter, "run", kept_pictures.run)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Begin with nothing remembered: what one test's rows said for a minute is wrong for the next test's."""
    cache.clear()


@pytest.fixture
def home_page(db: None) -> HomePage:
    """The live home page of a fresh default site, and nothing else. Its site: `home_page.get_site()`."""
    Page.objects.filter(depth=2).delete()
    page: HomePage = Page.get_first_root_node().add_child(
        instance=HomePage(title="Home", slug="home", hero_title="Care for long-lasting pain")
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page, "site_name": ""}
    )
    Site.clear_site_root_paths_cache()
    return page


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The wall clock of this process, to be put wrong and right; `time.monotonic` goes on as ever."""
    return Clock(monkeypatch)


@pytest.fixture
def at_the_start_of_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever is counted by the minute, the hour or the day begin now: no count starts anew within a test.

    The clocks go on; only what the limits read of them is shifted, to where a day of each begins.
    """
    day = 24 * 60 * 60
    for module, name in ((rate_limits, "time"), (limits, "monotonic")):
        shift = -getattr(time, name)() % day
        clock = SimpleNamespace(**{name: lambda name=name, shift=shift: getattr(time, name)() + shift})
        monkeypatch.setattr(module, "time", clock)


@pytest.fixture
def let_pass(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many seconds pass for `time.time` and `time.monotonic`: nobody waits, and a busy machine is no matter."""
    passed = [0.0]
    for name in ("time", "monotonic"):
        real = getattr(time, name)
        monkeypatch.setattr(time, name, lambda real=real: real() + passed[0])

    def add(seconds: float) -> None:
        passed[0] += seconds

    return add


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own. Needs the marker `postgres`."""
    import psycopg

    if not answers(POSTGRES_URL):
        pytest.fail(missing_services()["postgres"])
    name = f"clinic_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(POSTGRES_URL)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(POSTGRES_URL, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The URL of a Redis database, emptied before and after. Needs the marker `redis`."""
    import redis

    if not answers(REDIS_URL):
        pytest.fail(missing_services()["redis"])
    client = redis.Redis.from_url(REDIS_URL)
    client.flushdb()
    yield REDIS_URL
    client.flushdb()
    client.close()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One headless Chromium for the whole run. Needs the marker `browser`."""
    from playwright.sync_api import expect, sync_playwright

    path = chromium_path()
    if path is None:
        pytest.fail(missing_services()["browser"])
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(live_server: Any) -> Any:
    """The site at an address of its own, in threads of this process, shut between two tests."""
    server = live_server.thread.httpd
    server.set_app(LiveGate(server.get_app()))
    return live_server


@pytest.fixture(autouse=True)
def open_live_server(request: pytest.FixtureRequest, _live_server_helper: None) -> Iterator[None]:
    """Open the live server for a test that uses it; whatever the test left behind has been answered at its end."""
    if "live_server" not in request.fixturenames:
        yield
        return
    gate: LiveGate = request.getfixturevalue("live_server").thread.httpd.get_app()
    gate.open()
    yield
    gate.shut()


@pytest.fixture
def browser_page(chromium: "Browser", live_server: Any) -> "Iterator[BrowserPage]":
    """A fresh tab without cookies at 1280 by 800 pixels; addresses may be given as "/path/". Needs `browser`."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()

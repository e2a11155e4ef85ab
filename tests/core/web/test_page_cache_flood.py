"""What strangers may put into the page cache: nothing but the pages there are, once each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, override_settings
from wagtail.models import Site

from appointments.models import AppointmentPage
from core.site.models import ClinicSettings
from core.web.page_cache.entries import Entry
from core.web.page_cache.requests import PageKey
from core.web.page_cache.shared import FileEntries
from core.web.page_cache.wsgi import PageCache, wrap
from home.models import ContentPage, HomePage
from locations.models import LocationIndexPage
from news.models import NewsIndexPage
from tests.core.web.test_page_cache import HOST, Answer, Spy, ask

ANY = pytest.mark.parametrize


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the test's own connection through requests that bypass the test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Iterator[None]:
    """A cache directory of this test's own, and the site at an address of its own."""
    config = {**settings.PAGE_CACHE, "ENABLED": True, "DIRECTORY": tmp_path / "page-cache", "CACHE_ALIAS": None}
    with override_settings(PAGE_CACHE=config, ALLOWED_HOSTS=[HOST, "localhost"], SITE_URL=f"http://{HOST}:8000"):
        yield


@pytest.fixture
def cache(home_page: HomePage) -> PageCache:
    """The page cache in front of a site with a page of each kind."""
    home_page.add_child(instance=ContentPage(title="About us", slug="about"))
    home_page.add_child(instance=NewsIndexPage(title="News", slug="news"))
    home_page.add_child(instance=LocationIndexPage(title="Places", slug="locations"))
    site = home_page.get_site()
    ClinicSettings.objects.update_or_create(site=site, defaults={"launched": True, "offer_markdown": True})
    application = wrap(Spy())
    assert isinstance(application, PageCache)
    return application


PAGES = ("/", "/about/", "/news/", "/news/feed/", "/locations/", "/about/index.md", "/robots.txt", "/llms.txt")


def stored(cache: PageCache) -> int:
    """How many answers are kept, in memory and on disk."""
    folder = settings.PAGE_CACHE["DIRECTORY"] / "pages"
    assert len(cache._pages) == sum(file.is_file() for file in folder.rglob("*"))
    return len(cache._pages)


def flood(cache: PageCache, path: str) -> list[Answer]:
    """What a stranger makes up about one address."""
    values = ("1", "2", "02", "2.0", "99", "abc", "", "%32", "1&page=2")
    paths = [
        *(f"{path}?page={value}" for value in values[1:]),
        *(f"{path}?{name}=1" for name in ("p", "s", "x", "PAGE", "page%20", "ref", "utm%5f")),
        *(path.rstrip("/") + end for end in ("//", "/\n", "/./") if path.endswith("/")),
    ]
    hosts = [f"{HOST}:{port}" for port in ("1", "8001", "65536", "000008080", "9" * 12, "9" * 5000)]
    return [ask(cache, made_up) for made_up in paths] + [ask(cache, path, HTTP_HOST=host) for host in hosts]


def test_made_up_addresses_leave_no_copies(cache: PageCache) -> None:
    real = [ask(cache, path) for path in PAGES]
    assert {answer.status for answer in real} == {200}
    assert {answer.outcome for answer in real} == {"MISS"}
    kept, size = stored(cache), cache._pages.size
    for path in PAGES:
        answers = flood(cache, path)
        # "utm_" is what advertising adds: the copy that is there serves it.
        assert {answer.status for answer in answers if answer.outcome != "HIT"} <= {301, 400, 404}, path
    assert (stored(cache), cache._pages.size) == (kept, size)
    assert [ask(cache, path).outcome for path in PAGES] == ["HIT"] * len(PAGES)


@ANY("host", [HOST.upper(), f"{HOST}.", f"{HOST}:80", f"{HOST}:", f"{HOST}:00080"])
def test_other_spellings_of_the_host_share_one_copy(cache: PageCache, host: str) -> None:
    ask(cache, "/about/")
    answer = ask(cache, "/about/", HTTP_HOST=host)
    assert (answer.status, answer.outcome) in [(200, "HIT"), (400, None)]
    assert stored(cache) == 1


@ANY(
    ("asked", "leads_to"),
    [
        ("/about/?x=1", "/about/"),
        ("/about/?x=1&utm_source=mail", "/about/"),
        ("/news/?x=1&year=2026", "/news/?year=2026"),
        ("/locations/?near=32073%201234&x=1", "/locations/?near=32073+1234"),
        ("/robots.txt?x", "/robots.txt"),
    ],
)
def test_what_changes_nothing_leaves_the_address(cache: PageCache, asked: str, leads_to: str) -> None:
    answer = ask(cache, asked)
    assert (answer.status, answer.headers["location"]) == (301, leads_to)


def test_a_link_to_the_form_may_choose_the_place(cache: PageCache, home_page: HomePage) -> None:
    """The browser reads it (request-form.js; tests/browser/test_appointments.py)."""
    home_page.add_child(instance=AppointmentPage(title="Form", slug="form"))
    assert ask(cache, "/form/?location=middleburg").status == 200
    assert len(cache._pages) == 0


@ANY("path", ["/about/", "/about/?x=1", "/search/?q=pain"])
def test_a_foreign_port_leads_to_the_address_of_the_site(cache: PageCache, path: str) -> None:
    answer = ask(cache, path, HTTP_HOST=f"{HOST}:9999")
    assert (answer.status, answer.headers["location"]) == (301, f"http://{HOST}:8000{path}")
    Site.objects.update(hostname=HOST, port=443)
    answer = ask(cache, path, HTTP_HOST=f"{HOST}:9998")
    assert answer.headers["location"] in (f"https://{HOST}{path}", f"http://{HOST}:8000{path}")


@ANY("host", [f"{HOST}:8000", f"{HOST}:80", f"{HOST}:443", HOST, "localhost:8123", "localhost"])
def test_ports_of_the_site_are_answered(cache: PageCache, host: str) -> None:
    assert ask(cache, "/about/", HTTP_HOST=host, SERVER_PORT="8123").status == 200


def test_a_server_on_a_socket_does_not_believe_the_port_that_is_asked_for(cache: PageCache) -> None:
    answer = ask(cache, "/about/", HTTP_HOST=f"{HOST}:8123", SERVER_PORT="8123", REMOTE_ADDR="")
    assert answer.status == 301


def test_where_nobody_knows_the_port_all_share_one_copy(home_page: HomePage) -> None:
    config = {**settings.PAGE_CACHE, "ANY_PORT": True}
    with override_settings(ANY_PORT=True, PAGE_CACHE=config):
        cache: Any = wrap(Spy())
        for port in range(9000, 9020):
            assert ask(cache, "/", HTTP_HOST=f"localhost:{port}").status == 200
        assert stored(cache) == 1


def test_health_is_asked_at_any_port(client: Client, db: None) -> None:
    assert client.get("/health/live", headers={"Host": "localhost:9999"}).status_code == 200


def test_the_disk_is_bounded_in_bytes(tmp_path: Path) -> None:
    entry = Entry("200 OK", [], {"identity": b"x" * 10_000}, "token", 60)
    shared = [FileEntries(tmp_path, 60, 1, 200_000) for _process in range(2)]
    for number in range(60):
        key = PageKey("http", HOST, f"/{number}/", "")
        shared[number % 2].set(key, "token", entry)
    size = sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file())
    assert 150_000 < size <= 200_000 * (1 + len(shared) / 16)
    # The next generation begins with room.
    shared[0].set(key, "another", entry)
    assert shared[1].get(key, "another") is not None

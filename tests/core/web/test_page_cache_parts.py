"""The parts of the page cache: generations, single flight, races, writes, the CDN."""

import random
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection, transaction
from django.test import override_settings
from wagtail.models import Page, Site

from core.pictures.models import ClinicImage
from core.site.models import ClinicSettings
from core.web.page_cache import invalidate
from core.web.page_cache.config import PageCacheConfig
from core.web.page_cache.encodings import FIRST_ROUND_TRIP, compress, compress_best
from core.web.page_cache.generation import FileGeneration, SharedGeneration, get_generation
from core.web.page_cache.marking import TICKET
from core.web.page_cache.writes import shows
from core.web.page_cache.wsgi import PageCache
from home.models import ContentPage, HomePage


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    """A generation of this test's own."""
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache"}


class CountingSite:
    """A WSGI application that answers with a number, counts its renders and takes its time."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        self.content: object = 1
        self.renders = 0
        self.started = threading.Event()
        self.together: threading.Barrier | None = None
        self.status = "200 OK"
        self.may_be_kept = True

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Read the content first, then take the time: like a page that was read just before a change."""
        content = self.content
        self.renders += 1
        self.started.set()
        time.sleep(self.seconds)
        if self.together:
            self.together.wait(timeout=120)  # BrokenBarrierError unless so many render at once
        if self.may_be_kept and TICKET in environ:
            environ[TICKET].seconds = 60
        start_response(self.status, [("Content-Type", "text/html")])
        return [str(content).encode()]


def packed_size(cache: Any, path: str = "/") -> int:
    """The bytes that one visitor with Brotli is sent."""
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "x"}
    environ["HTTP_ACCEPT_ENCODING"] = "br"
    return len(b"".join(cache(environ, lambda status, headers, exc_info=None: None)))


def visit(cache: Any, path: str = "/") -> str:
    """One visitor."""
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "x"}
    return b"".join(cache(environ, lambda status, headers, exc_info=None: None)).decode()


def cached(site: CountingSite, tmp_path: Path, **options: Any) -> PageCache:
    """The cache in front of it."""
    return PageCache(site, PageCacheConfig(directory=tmp_path / "page-cache", **options))


def crowd(cache: PageCache, number: int, path: str = "/") -> list[str]:
    """Visitors at the same time."""
    bodies: list[str] = []
    threads = [threading.Thread(target=lambda: bodies.append(visit(cache, path))) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return bodies


# -- Races ------------------------------------------------------------------------------------------------------------


def test_a_render_that_began_before_a_change_is_never_served_after_it(tmp_path: Path) -> None:
    site = CountingSite(seconds=0.4)
    cache = cached(site, tmp_path)
    slow = threading.Thread(target=visit, args=(cache,))
    slow.start()
    site.started.wait(5)
    site.content = 2
    invalidate()
    assert visit(cache) == "2", "a visitor who comes after the change must not get the render that is under way"
    slow.join()
    assert visit(cache) == "2", "the old render must not have been stored over the new one"
    assert visit(cached(site, tmp_path)) == "2"


def test_a_crowd_renders_a_page_once(tmp_path: Path) -> None:
    site = CountingSite(seconds=0.3)
    cache = cached(site, tmp_path)
    assert crowd(cache, 30) == ["1"] * 30
    assert site.renders == 1


def test_two_processes_render_a_page_once(tmp_path: Path) -> None:
    site = CountingSite(seconds=0.3)
    first, second = cached(site, tmp_path), cached(site, tmp_path)
    threads = [threading.Thread(target=crowd, args=(cache, 10)) for cache in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.renders == 1


def test_visitors_of_an_uncacheable_page_do_not_wait_for_each_other(tmp_path: Path) -> None:
    site = CountingSite()
    site.may_be_kept = False
    cache = cached(site, tmp_path)
    visit(cache)
    site.together = threading.Barrier(10)
    assert len(crowd(cache, 10)) == 10, "all ten are rendered at the same time"
    assert site.renders == 11


def test_a_render_that_fails_leaves_nobody_waiting(tmp_path: Path) -> None:
    site = CountingSite(seconds=0.1)
    site.status = "500 Internal Server Error"
    site.may_be_kept = False
    cache = cached(site, tmp_path, wait_seconds=600)
    started = time.monotonic()
    assert len(crowd(cache, 10)) == 10
    assert time.monotonic() - started < 600, "somebody waited for a page that never came"


def test_changes_faster_than_renders_never_show_old_content(tmp_path: Path) -> None:
    site = CountingSite(seconds=0.01)
    cache = cached(site, tmp_path)
    wrong = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            floor = site.content
            if int(visit(cache)) < floor:
                wrong.append(floor)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(60):
        site.content += 1
        invalidate()
        time.sleep(0.005)
    stop.set()
    for thread in threads:
        thread.join()
    # `content` grows a moment before the change is announced, as a commit does: one step behind is right, two is not.
    assert [floor for floor in wrong if int(visit(cache)) < floor] == []
    assert visit(cache) == str(site.content)


# -- Packing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "best_at_once"), [(1_500, False), (8_000, True), (60_000, False)])
def test_a_page_that_would_not_fit_into_the_first_round_trip_is_packed_best_for_its_first_visitor(
    tmp_path: Path, words: int, best_at_once: bool
) -> None:
    site = CountingSite()
    site.content = text = " ".join(f"w{random.Random(number).randrange(4000)}" for number in range(words))
    cache = cached(site, tmp_path)
    body = text.encode()
    assert (len(compress(body, "br")) > FIRST_ROUND_TRIP) == (words > 5_000)
    first = packed_size(cache)
    assert (first == len(compress_best(body))) == best_at_once
    assert (first == len(compress(body, "br"))) != best_at_once


# -- Generations ------------------------------------------------------------------------------------------------------


def test_a_file_generation_never_repeats_a_token(tmp_path: Path) -> None:
    one, other = FileGeneration(tmp_path), FileGeneration(tmp_path)
    seen = {one.current()}
    for _ in range(50):
        one.bump()
        assert one.current() == other.current()
        seen.add(other.current())
    (tmp_path / "generation").unlink()
    seen.add(one.current())
    assert len(seen) == 52


@pytest.fixture
def shared(settings: Any) -> Any:
    """Redis, emptied."""
    import os

    settings.CACHES = {
        "default": settings.CACHES["default"],
        "shared": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15"),
            "KEY_PREFIX": f"page-cache-test-{os.getpid()}",
        },
    }
    caches["shared"].delete("page-cache-generation")
    yield caches["shared"]
    caches["shared"].delete("page-cache-generation")


@pytest.mark.redis
def test_a_shared_generation_is_seen_by_others_and_at_once_by_oneself(shared: Any) -> None:
    one, other = SharedGeneration("shared", poll_seconds=0.1), SharedGeneration("shared", poll_seconds=0.1)
    before = one.current()
    assert other.current() == before
    one.bump()
    assert one.current() != before
    time.sleep(0.15)
    assert other.current() == one.current()


@pytest.mark.redis
def test_a_cache_server_that_lost_its_memory_brings_nothing_old_back(shared: Any) -> None:
    generation = SharedGeneration("shared", poll_seconds=0)
    before = generation.current()
    shared.delete("page-cache-generation")
    assert generation.current() != before


@pytest.mark.redis
def test_an_outage_keeps_pages_for_seconds_and_what_was_before_never_returns(
    shared: Any, settings: Any, let_pass: Callable[[float], None]
) -> None:
    generation = SharedGeneration("shared", poll_seconds=0, outage_seconds=300)
    before = generation.current()
    working = settings.CACHES
    settings.CACHES = {**working, "shared": {**working["shared"], "LOCATION": "redis://127.0.0.1:1/0"}}
    during = generation.current()
    assert during != before
    assert generation.current() == during
    let_pass(300)
    assert generation.current() != during
    settings.CACHES = working
    let_pass(5)  # by when the server is looked at again
    assert generation.current() != before, "a change may have been lost meanwhile"


@pytest.mark.redis
def test_a_change_during_an_outage_is_made_up_for(shared: Any, settings: Any) -> None:
    one, other = SharedGeneration("shared", poll_seconds=0), SharedGeneration("shared", poll_seconds=0)
    one.current()
    before = other.current()
    working = settings.CACHES
    settings.CACHES = {**working, "shared": {**working["shared"], "LOCATION": "redis://127.0.0.1:1/0"}}
    one.bump()
    settings.CACHES = working
    deadline = time.monotonic() + 120
    while other.current() == before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert other.current() != before


# -- Writes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ('UPDATE "site_clinicsettings" SET "name" = %s WHERE "site_clinicsettings"."id" = %s', True),
        ('INSERT INTO "wagtailcore_page" ("path") VALUES (%s)', True),
        ('DELETE FROM "wagtailredirects_redirect" WHERE "id" IN (%s)', True),
        ("UPDATE wagtailcore_page SET path = %s || SUBSTR(path, %s) WHERE path LIKE %s", True),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "id" = %s', False),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "id" = %s', True),
        ('INSERT OR IGNORE INTO "wagtailcore_revision" ("id") VALUES (%s)', False),
        ('INSERT INTO "pictures_clinicrendition" ("file") VALUES (%s)', False),
        ('DELETE FROM "pictures_clinicrendition" WHERE "id" IN (%s)', True),
        ('UPDATE "django_session" SET "session_data" = %s', False),
        ('UPDATE "auth_user" SET "last_login" = %s', False),
        ('INSERT INTO "appointments_appointmentrequest" ("id") VALUES (%s)', False),
        ('INSERT INTO "appointments_outboxmessage" ("id") VALUES (%s)', False),
        ('UPDATE "a_table_nobody_thought_of" SET "x" = 1', True),
        ("TRUNCATE TABLE wagtailcore_site", True),
        ("ALTER TABLE editorial_reference ADD COLUMN x", True),
    ],
)
def test_which_writes_pages_may_show(statement: str, seen: bool) -> None:
    assert shows(statement) is seen


@pytest.fixture
def site_page(transactional_db: None) -> ContentPage:
    """A live page, really committed."""
    Page.objects.filter(depth=2).delete()
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="home", hero_title="Care"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    page: ContentPage = home.add_child(instance=ContentPage(title="About", slug="about"))
    return page


def test_what_is_committed_starts_a_new_generation_once(site_page: ContentPage) -> None:
    generation = get_generation()
    token = generation.current()
    list(ContentPage.objects.all())
    assert generation.current() == token, "reading changes nothing"
    with transaction.atomic():
        ClinicSettings.for_site(Site.objects.get())
        ContentPage.objects.update(introduction="x")
        assert len([entry for entry in connection.run_on_commit if "_invalidate" in repr(entry)]) == 1
        assert generation.current() == token, "nobody sees it before the commit"
    assert generation.current() != token


def take_back_a_write() -> None:
    """Write within a transaction, or a savepoint of one, and let it fail."""
    with suppress(RuntimeError), transaction.atomic():
        ContentPage.objects.update(introduction="taken back")
        raise RuntimeError


def test_what_is_rolled_back_starts_none(site_page: ContentPage) -> None:
    token = get_generation().current()
    take_back_a_write()
    assert get_generation().current() == token


def test_a_savepoint_that_is_rolled_back_does_not_hide_another_write(site_page: ContentPage) -> None:
    token = get_generation().current()
    with transaction.atomic():
        take_back_a_write()
        ContentPage.objects.update(introduction="kept")
    assert get_generation().current() != token


def test_drafts_change_nothing_public_and_going_live_does(site_page: ContentPage) -> None:
    generation = get_generation()
    token = generation.current()
    site_page.title = "Draft"
    revision = site_page.save_revision()
    assert generation.current() == token, "a draft of a live page"
    revision.publish()
    assert generation.current() != token
    site_page.refresh_from_db()
    token = generation.current()
    site_page.unpublish()
    assert generation.current() != token
    token = generation.current()
    site_page = ContentPage.objects.get(pk=site_page.pk)
    site_page.introduction = "never live"
    site_page.save()
    assert generation.current() == token, "a page that is not live"
    site_page.live = True
    site_page.save()
    assert generation.current() != token


def test_logins_and_pictures_made_while_rendering_change_nothing(site_page: ContentPage, tmp_path: Path) -> None:
    from tests.core.pictures.test_images import photo, saved

    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        image = saved(photo("PNG"), "x.png")
        token = get_generation().current()
        User.objects.create_user("x")
        image.get_rendition("max-50x50")
        assert get_generation().current() == token
        image.renditions.all().delete()
        assert get_generation().current() != token
    assert ClinicImage.objects.count() == 1


# -- The CDN ----------------------------------------------------------------------------------------------------------


def test_a_change_purges_the_cdn_once(site_page: ContentPage, client: Any) -> None:
    purged: list[str] = []

    class Cdn(BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            purged.append(self.headers["Host"] + self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Cdn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    backend = {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend"}
    location = f"http://127.0.0.1:{server.server_port}"
    with override_settings(WAGTAILFRONTENDCACHE={"cdn": {**backend, "LOCATION": location}}):
        ClinicSettings.objects.update_or_create(site=Site.objects.get(), defaults={"name": "New"})
        ContentPage.objects.update(introduction="x")
        client.get("/about/")
        assert sorted(purged) == sorted(
            ["localhost/", "localhost/about/", "localhost/sitemap.xml", "localhost/robots.txt", "localhost/llms.txt"]
        )
        client.get("/about/")
        assert len(purged) == 5
    server.shutdown()

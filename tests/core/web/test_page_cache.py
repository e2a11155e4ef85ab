"""The page cache in front of real Django: what is stored, what never is, and what a stored answer looks like."""

import gzip
import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import clear_script_prefix
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from core.web.page_cache import allow_page_cache, expire_page_cache_at
from core.web.page_cache.generation import get_generation
from core.web.page_cache.wsgi import PageCache, wrap
from home.models import ContentPage, HomePage

HOST = "clinic.example"
MARKER = "visitor-marker-7f3a"

LetPass = Callable[[float], None]


class Answer:
    """What came back over WSGI."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = int(status[:3])
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    @property
    def outcome(self) -> str | None:
        """HIT, MISS or STALE for what the cache keeps; None for what it does not."""
        return self.headers.get("x-cache")

    @property
    def text(self) -> str:
        """The body, unpacked."""
        encoding = self.headers.get("content-encoding")
        unpack: dict[str | None, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
        return unpack.get(encoding, bytes)(self.body).decode()


def ask(application: Any, path: str = "/about/", method: str = "GET", **environ: Any) -> Answer:
    """Send one request as a WSGI server would; keyword arguments are further entries of the environ."""
    path, _, query = path.partition("?")
    captured: list[Any] = []
    full = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_HOST": HOST,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(environ.pop("body", b"")),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **environ,
    }
    chunks = application(full, lambda status, headers, exc_info=None: captured.extend([status, headers]))
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return Answer(captured[0], captured[1], body)


def entries(cache: PageCache) -> int:
    """How many responses are stored."""
    return len(cache._pages) + len(cache._not_found)


class Spy:
    """Stands between the cache and Django and keeps what Django was shown. Django itself is the real one."""

    def __init__(self) -> None:
        self.django = WSGIHandler()
        self.seen: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Note the request and pass it on."""
        self.seen.append(dict(environ))
        return self.django(environ, start_response)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the test's own connection through requests that bypass the test client, as that client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def about(home_page: HomePage) -> ContentPage:
    """A live page with words worth packing."""
    body = [("text", "<p>" + "We take our time with every patient. " * 60 + "</p>")]
    page: ContentPage = home_page.add_child(instance=ContentPage(title="About us", slug="about", body=body))
    return page


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Iterator[None]:
    """A cache directory of this test's own, and one known host."""
    config = {**settings.PAGE_CACHE, "ENABLED": True, "DIRECTORY": tmp_path / "page-cache", "CACHE_ALIAS": None}
    with override_settings(PAGE_CACHE=config, ALLOWED_HOSTS=[HOST, "localhost", ".wild.example"]):
        yield


@pytest.fixture
def spy() -> Spy:
    """Django, watched."""
    return Spy()


@pytest.fixture
def cache(about: ContentPage, spy: Spy) -> PageCache:
    """The page cache in front of Django, as site_cms.wsgi builds it."""
    application = wrap(spy)
    assert isinstance(application, PageCache)
    return application


# -- What a stored answer looks like ----------------------------------------------------------------------------------


def test_the_second_visitor_gets_the_same_bytes_without_django(cache: PageCache, spy: Spy) -> None:
    first = ask(cache)
    renders = len(spy.seen)
    second = ask(cache)
    assert (first.outcome, second.outcome) == ("MISS", "HIT")
    assert first.body == second.body
    assert "About us" in second.text
    assert len(spy.seen) == renders


def test_each_encoding_is_offered_with_its_own_strong_etag(cache: PageCache) -> None:
    plain = ask(cache)
    found = {}
    for header, encoding in (("br", "br"), ("gzip, deflate", "gzip"), ("gzip, deflate, br, zstd", "br"), ("", None)):
        answer = ask(cache, HTTP_ACCEPT_ENCODING=header)
        assert answer.headers.get("content-encoding") == encoding
        assert answer.text == plain.text
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["etag"].startswith('"')
        found[encoding] = answer
    assert len({answer.headers["etag"] for answer in found.values()}) == 3
    assert len(found["br"].body) < len(found["gzip"].body) < len(plain.body)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("x-gzip", "gzip"),
        ("gzip;q=nonsense", None),
        ("BR", "br"),
    ],
)
def test_accept_encoding_is_read_as_http_says(cache: PageCache, header: str, encoding: str | None) -> None:
    assert ask(cache, HTTP_ACCEPT_ENCODING=header).headers.get("content-encoding") == encoding


def test_a_known_etag_is_answered_with_304_and_no_body(cache: PageCache) -> None:
    first = ask(cache, HTTP_ACCEPT_ENCODING="br")
    etag = first.headers["etag"]
    for header in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = ask(cache, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=header)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == etag
        assert "cache-control" in answer.headers
        assert "content-length" not in answer.headers
    # The ETag of one encoding says nothing about another's bytes.
    assert ask(cache, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=etag).status == 200
    assert ask(cache, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_head_has_the_headers_of_get_and_no_body(cache: PageCache) -> None:
    cold = ask(cache, method="HEAD")
    get = ask(cache)
    warm = ask(cache, method="HEAD")
    assert (cold.body, warm.body) == (b"", b"")
    assert get.outcome == "HIT"
    assert get.body
    for name in ("etag", "content-length", "content-type", "cache-control"):
        assert cold.headers[name] == warm.headers[name] == get.headers[name]


def test_security_headers_are_stored_with_the_page(cache: PageCache) -> None:
    ask(cache)
    hit = ask(cache)
    assert hit.outcome == "HIT"
    assert "script-src 'self'" in hit.headers["content-security-policy"]
    assert hit.headers["x-content-type-options"] == "nosniff"


def test_what_belongs_to_one_answer_is_not_repeated_to_others(cache: PageCache) -> None:
    ask(cache)
    for name in ("set-cookie", "x-request-id", "date", "server-timing"):
        assert name not in ask(cache).headers


def test_cdn_headers(cache: PageCache) -> None:
    header = ask(cache).headers["cache-control"]
    assert "public" in header
    assert "max-age=0" in header
    assert "s-maxage=60" in header
    assert "stale-while-revalidate" in header


def test_a_popular_page_is_packed_better_and_stays_right(cache: PageCache) -> None:
    before = ask(cache, HTTP_ACCEPT_ENCODING="br")
    deadline = time.monotonic() + 300
    after = before
    while after.headers["etag"] == before.headers["etag"] and time.monotonic() < deadline:
        after = ask(cache, HTTP_ACCEPT_ENCODING="br")
    assert len(after.body) < len(before.body)
    assert after.text == before.text
    assert ask(cache, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=after.headers["etag"]).status == 304


# -- One visitor's page must never reach another ----------------------------------------------------------------------


def test_django_renders_without_anything_of_the_visitor(cache: PageCache, spy: Spy) -> None:
    personal = {
        "HTTP_COOKIE": f"_ga={MARKER}; theme={MARKER}",
        "HTTP_USER_AGENT": MARKER,
        "HTTP_REFERER": f"https://{MARKER}.example/",
        "HTTP_ACCEPT_LANGUAGE": MARKER,
        "HTTP_ACCEPT": MARKER,
        "HTTP_X_FORWARDED_HOST": f"{MARKER}.example",
        "HTTP_X_FORWARDED_FOR": MARKER,
        "HTTP_X_REAL_IP": MARKER,
        "HTTP_ORIGIN": f"https://{MARKER}.example",
        "HTTP_X_ORIGINAL_URL": f"/{MARKER}/",
        "HTTP_RANGE": "bytes=0-10",
        "HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 2099 00:00:00 GMT",
        "HTTP_SAVE_DATA": "on",
    }
    first = ask(cache, f"/about/?utm_source={MARKER}&gclid={MARKER}", **personal)
    assert first.status == 200
    assert first.outcome == "MISS"
    shown = {name: value for name, value in spy.seen[-1].items() if isinstance(value, str)}
    assert [name for name, value in shown.items() if MARKER in value] == []
    assert {name for name in shown if name.startswith("HTTP_")} == {"HTTP_HOST"}
    stranger = ask(cache)
    assert stranger.outcome == "HIT"
    assert MARKER not in stranger.text
    assert MARKER not in str(stranger.headers)


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=abc"},
        {"HTTP_COOKIE": f"a=b; {settings.SESSION_COOKIE_NAME}=abc"},
        {"HTTP_COOKIE": f"a=b;{settings.SESSION_COOKIE_NAME}=abc"},
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME} =abc"},
        {"HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"HTTP_COOKIE": f'a="b; {settings.SESSION_COOKIE_NAME}=abc"'},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"CONTENT_LENGTH": "5", "body": b"hello"},
        {"SCRIPT_NAME": "/x"},
    ],
    ids=str,
)
def test_a_visitor_known_by_the_request_bypasses_the_cache(cache: PageCache, environ: dict[str, Any]) -> None:
    """Neither given a stored page nor stored."""
    try:
        assert ask(cache, **environ).outcome is None
        assert entries(cache) == 0
        ask(cache)
        assert ask(cache, **environ).outcome is None
    finally:
        clear_script_prefix()  # Django keeps SCRIPT_NAME for the thread, and with it for the tests that follow


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_get_and_head_are_stored(cache: PageCache, method: str) -> None:
    assert ask(cache, method=method).outcome is None
    assert entries(cache) == 0


def test_an_editor_sees_her_own_page_and_nobody_else_does(cache: PageCache, about: ContentPage) -> None:
    editor = User.objects.create_superuser("editor", "editor@example.com", "a long password")
    client = Client(headers={"host": HOST})
    client.force_login(editor)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    own = ask(cache, HTTP_COOKIE=cookie)
    assert own.outcome is None
    assert "wagtail-userbar" in own.text
    assert "private" in own.headers["cache-control"]
    assert entries(cache) == 0
    stranger = ask(cache)
    assert stranger.outcome == "MISS"
    assert "wagtail-userbar" not in stranger.text
    assert ask(cache, HTTP_COOKIE=cookie).outcome is None


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
def test_private_pages_are_never_stored(cache: PageCache, about: ContentPage, kind: str) -> None:
    PageViewRestriction.objects.create(page=about, restriction_type=kind, password="secret")
    get_generation().bump()
    answer = ask(cache)
    assert "We take our time" not in answer.text
    assert answer.outcome is None
    assert entries(cache) == 0


def test_a_page_made_private_is_gone_from_the_cache(cache: PageCache, about: ContentPage) -> None:
    assert "We take our time" in ask(cache).text
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    get_generation().bump()
    assert "We take our time" not in ask(cache).text


def test_search_is_never_stored(cache: PageCache) -> None:
    for path in ("/search/", "/search/?q=pain", "/search/?page=2"):
        ask(cache, path)
        assert ask(cache, path).outcome is None
    assert entries(cache) == 0


def test_an_old_address_with_a_query_is_redirected_though_its_page_is_kept(
    cache: PageCache, about: ContentPage, home_page: HomePage
) -> None:
    Redirect.add_redirect("/about/?p=123", home_page)
    Redirect.add_redirect("/about/?page=2", home_page)
    assert [ask(cache).outcome, ask(cache).outcome] == ["MISS", "HIT"]
    for query in ("p=123", "utm_source=mail&p=123", "page=2"):
        for _time in range(2):
            answer = ask(cache, f"/about/?{query}")
            assert (answer.status, answer.headers["location"], answer.outcome) == (301, home_page.url, None)
            assert "no-cache" in answer.headers["cache-control"], "a browser asks again"
    assert ask(cache).outcome == "HIT"


def test_previews_are_never_stored(cache: PageCache, about: ContentPage) -> None:
    response = about.make_preview_request()
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert entries(cache) == 0


def test_unpublished_pages_are_not_found(cache: PageCache, about: ContentPage) -> None:
    about.unpublish()
    get_generation().bump()
    assert ask(cache).status == 404


def _view(change: Callable[[HttpRequest, HttpResponse], None]) -> Any:
    def view(request: HttpRequest, path: str = "") -> HttpResponse:
        allow_page_cache(request)
        response = HttpResponse("words " * 200)
        change(request, response)
        return response

    return view


def _form_token(request: HttpRequest, response: HttpResponse) -> None:
    from django.middleware.csrf import get_token

    get_token(request)


def _session(request: HttpRequest, response: HttpResponse) -> None:
    request.session["x"] = 1


def _message(request: HttpRequest, response: HttpResponse) -> None:
    from django.contrib import messages

    messages.info(request, "hello")


def _login(request: HttpRequest, response: HttpResponse) -> None:
    request.user = User(username="x")


REFUSED: dict[str, Callable[[HttpRequest, HttpResponse], None]] = {
    "a cookie": lambda request, response: response.set_cookie("x", "1"),
    "a Set-Cookie header": lambda request, response: response.headers.__setitem__("Set-Cookie", "x=1"),
    "a form token": _form_token,
    "a session": _session,
    "a message": _message,
    "a login": _login,
    "private": lambda request, response: response.headers.__setitem__("Cache-Control", "private"),
    "no-store": lambda request, response: response.headers.__setitem__("Cache-Control", "max-age=3, No-Store"),
    "Vary: Origin": lambda request, response: response.headers.__setitem__("Vary", "Accept-Encoding, Origin"),
    "Vary: *": lambda request, response: response.headers.__setitem__("Vary", "*"),
    "an encoding": lambda request, response: response.headers.__setitem__("Content-Encoding", "gzip"),
    "a server error": lambda request, response: setattr(response, "status_code", 500),
    "a redirect": lambda request, response: setattr(response, "status_code", 302),
    "a partial answer": lambda request, response: setattr(response, "status_code", 206),
    "a refusal": lambda request, response: setattr(response, "status_code", 403),
    "an expiry in the past": lambda request, response: expire_page_cache_at(
        request, datetime.now(UTC) - timedelta(seconds=1)
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_response_with_anything_personal_is_never_stored(
    cache: PageCache, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even when a view says that its response is the same for everybody."""
    monkeypatch.setattr("wagtail.models.Page.serve", lambda page, request: _view(REFUSED[what])(request))
    for _ in range(2):
        answer = ask(cache, "/about/")
        assert answer.outcome is None, what
    assert entries(cache) == 0
    monkeypatch.setattr("wagtail.models.Page.serve", lambda page, request: _view(lambda *args: None)(request))
    get_generation().bump()
    assert ask(cache, "/about/").outcome == "MISS", "the same view without it is stored"


def test_a_page_type_may_opt_out(cache: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContentPage, "page_cache_allowed", False, raising=False)
    assert ask(cache).outcome is None
    assert entries(cache) == 0


# -- Which address is which page --------------------------------------------------------------------------------------


def test_tracking_parameters_share_one_entry(cache: PageCache, spy: Spy) -> None:
    ask(cache)
    renders = len(spy.seen)
    for query in ("utm_source=x&utm_medium=y", "gclid=1", "fbclid=2&_ga=3", "UTM=", "&&"):
        answer = ask(cache, f"/about/?{query}")
        if query != "UTM=":
            assert answer.outcome == "HIT", query
    assert entries(cache) == 1
    assert len(spy.seen) == renders + 1


def test_unknown_parameters_never_fill_memory(cache: PageCache) -> None:
    ask(cache)
    size = cache._pages.size
    for number in range(50):
        assert ask(cache, f"/about/?x{number}={number}").outcome is None
    assert ask(cache, "/about/?page=" + "9" * 100).outcome is None
    assert ask(cache, "/about/?page=1&page=2").outcome is None
    assert ask(cache, "/about/?" + "a" * 3000).outcome is None
    assert (entries(cache), cache._pages.size) == (1, size)


def test_hosts_and_schemes_are_kept_apart(cache: PageCache) -> None:
    assert ask(cache).outcome == "MISS"
    assert ask(cache, HTTP_HOST="localhost").outcome == "MISS"
    assert ask(cache, **{"wsgi.url_scheme": "https"}).outcome == "MISS"
    assert ask(cache, HTTP_HOST=HOST.upper()).outcome == "HIT"
    assert "strict-transport-security" not in ask(cache).headers


def test_made_up_hosts_are_not_stored(cache: PageCache) -> None:
    """A wildcard lets any name below it in; a stranger could fill the cache, or poison it with links to his name."""
    for number in range(3):
        answer = ask(cache, HTTP_HOST=f"{number}.wild.example")
        assert answer.status == 200
        assert answer.outcome is None
    assert ask(cache, HTTP_HOST="evil.example").status == 400
    assert ask(cache, HTTP_HOST="evil.example").outcome is None
    assert entries(cache) == 0


def test_a_site_of_its_own_name_is_stored(cache: PageCache) -> None:
    Site.objects.filter(is_default_site=True).update(hostname="www.wild.example")
    assert ask(cache, HTTP_HOST="www.wild.example").outcome == "MISS"


# -- How long, and how much -------------------------------------------------------------------------------------------


def test_not_found_is_kept_for_seconds_and_bounded(about: ContentPage, tmp_path: Path, let_pass: LetPass) -> None:
    config = {**settings.PAGE_CACHE, "NOT_FOUND_SECONDS": 300, "NOT_FOUND_MAX_BYTES": 60_000}
    with override_settings(PAGE_CACHE=config):
        cache = wrap(WSGIHandler())
        assert ask(cache, "/nowhere/").status == 404
        assert ask(cache, "/nowhere/").outcome == "HIT"
        let_pass(301)
        assert ask(cache, "/nowhere/").outcome == "MISS"
        for number in range(20):
            assert ask(cache, f"/nowhere-{number}/").status == 404
        assert 1 <= len(cache._not_found) < 20
        assert cache._not_found.size <= 60_000
        assert len(cache._pages) == 0
        assert ask(cache, "/nowhere/?page=1").outcome is None


def test_memory_is_bounded_and_the_least_used_page_leaves(home_page: HomePage, tmp_path: Path) -> None:
    for number in range(8):
        home_page.add_child(instance=ContentPage(title=f"Page {number}", slug=f"p{number}"))
    with override_settings(PAGE_CACHE={**settings.PAGE_CACHE, "MAX_BYTES": 130_000}):
        cache = wrap(WSGIHandler())
        for number in range(8):
            ask(cache, f"/p{number}/")
            ask(cache, "/p0/")
        assert cache._pages.size <= 130_000
        assert 1 < len(cache._pages) < 8
        keys = {key.path for key in cache._pages._entries}
        assert "/p0/" in keys
        assert "/p1/" not in keys


def test_a_page_expires_when_it_says(cache: PageCache, monkeypatch: pytest.MonkeyPatch, let_pass: LetPass) -> None:
    def serve(page: Page, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        expire_page_cache_at(request, datetime.now(UTC) + timedelta(hours=1))
        expire_page_cache_at(request, datetime.now(UTC) + timedelta(seconds=55))
        return HttpResponse("open until half past")

    monkeypatch.setattr("wagtail.models.Page.serve", serve)
    first = ask(cache)
    assert (first.outcome, ask(cache).outcome) == ("MISS", "HIT")
    assert 0 < int(re.search(r"s-maxage=(\d+)", first.headers["cache-control"])[1]) < 55  # type: ignore[index]
    let_pass(56)
    assert ask(cache).outcome == "MISS"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        expire_page_cache_at(HttpRequest(), datetime(2026, 1, 1))  # noqa: DTZ001


def test_pages_expire_with_their_expiry_date(cache: PageCache, about: ContentPage, let_pass: LetPass) -> None:
    page = ContentPage.objects.filter(pk=about.pk)
    page.update(expire_at=datetime.now(UTC) + timedelta(minutes=5))
    assert (ask(cache).outcome, ask(cache).outcome) == ("MISS", "HIT")
    let_pass(301)
    page.update(expire_at=datetime.now(UTC) - timedelta(seconds=1))
    assert ask(cache).outcome is None


def test_a_server_error_shows_the_last_copy_unless_something_changed(
    cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(cache)
    for entry in cache._pages._entries.values():
        entry.expires = 0
    for path in (cache._shared._pages).rglob("*"):  # type: ignore[attr-defined]
        if path.is_file():
            path.unlink()
    monkeypatch.setattr("wagtail.models.Page.serve", lambda *args, **kwargs: 1 / 0)
    stale = ask(cache)
    assert (stale.status, stale.outcome) == (200, "STALE")
    assert ask(cache).outcome == "HIT", "for half a minute nobody else waits for the failing page"
    get_generation().bump()
    assert ask(cache).status == 500


# -- A page that is not stored ----------------------------------------------------------------------------------------


def test_pages_that_are_not_stored_are_packed_too(cache: PageCache) -> None:
    answer = ask(cache, "/search/?q=pain", HTTP_ACCEPT_ENCODING="br")
    assert answer.headers["content-encoding"] == "br"
    assert "<h1" in answer.text
    assert "Accept-Encoding" in answer.headers["vary"]
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_what_a_login_sees_is_not_packed(cache: PageCache) -> None:
    """Packing a secret together with text that somebody else chose gives the secret away by its length (BREACH)."""
    cookie = f"{settings.SESSION_COOKIE_NAME}=abc"
    assert "content-encoding" not in ask(cache, HTTP_COOKIE=cookie, HTTP_ACCEPT_ENCODING="br").headers


def test_other_pages_are_marked_private(cache: PageCache) -> None:
    assert ask(cache, "/about/?unknown=1").headers["cache-control"] == "private, no-cache"


# -- Settings ---------------------------------------------------------------------------------------------------------


def test_switched_off_every_request_goes_to_django(about: ContentPage, spy: Spy) -> None:
    with override_settings(PAGE_CACHE={"ENABLED": False}):
        application = wrap(spy)
        assert [ask(application).outcome for _ in range(2)] == [None, None]
    assert len(spy.seen) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("USE_X_FORWARDED_HOST", True), ("SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"))],
)
def test_headers_that_are_no_part_of_the_key_must_not_decide_about_the_page(name: str, value: Any) -> None:
    from django.core.exceptions import ImproperlyConfigured

    with override_settings(**{name: value}), pytest.raises(ImproperlyConfigured, match="Forwarded headers"):
        wrap(WSGIHandler())


@pytest.mark.parametrize(
    ("changes", "id_"),
    [
        ({"MIDDLEWARE": settings.MIDDLEWARE[1:]}, "page_cache.E001"),
        ({"PAGE_CACHE": {"SECONDZ": 1}}, "page_cache.E002"),
        ({"PAGE_CACHE": {"ENABLED": True}}, "page_cache.E002"),
        ({"PAGE_CACHE": {"CACHE_ALIAS": "default"}}, "page_cache.E003"),
        ({"PAGE_CACHE": {"DIRECTORY": "/x", "CDN_SECONDS": 9999}}, "page_cache.W001"),
    ],
)
def test_wrong_settings_are_named_by_the_checks(changes: dict[str, Any], id_: str) -> None:
    from core.web.page_cache.checks import check_page_cache

    assert check_page_cache(None) == []
    with override_settings(**changes):
        assert [message.id for message in check_page_cache(None)] == [id_]


def test_an_unwritable_folder_keeps_pages_for_seconds_only(
    about: ContentPage, tmp_path: Path, let_pass: LetPass
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    config = {**settings.PAGE_CACHE, "DIRECTORY": blocked / "cache", "OUTAGE_SECONDS": 300}
    with override_settings(PAGE_CACHE=config):
        cache = wrap(WSGIHandler())
        answers = [ask(cache) for _ in range(3)]
        assert all(answer.status == 200 for answer in answers)
        let_pass(301)
        assert ask(cache).outcome == "MISS"


def test_another_process_takes_over_what_one_has_rendered(cache: PageCache, spy: Spy) -> None:
    rendered = ask(cache)
    second = PageCache.__new__(PageCache)
    generation = get_generation()
    bump = generation.bump
    generation.bump = lambda: None  # type: ignore[method-assign]  # as if both had started before the first request
    try:
        second.__init__(spy, cache._config)  # type: ignore[misc]
    finally:
        generation.bump = bump  # type: ignore[method-assign]
    renders = len(spy.seen)
    taken = ask(second)
    assert (taken.outcome, len(spy.seen)) == ("HIT", renders)
    assert taken.body == rendered.body
    folder = next(path for path in cache._shared._pages.iterdir())  # type: ignore[attr-defined]
    for file in folder.iterdir():
        file.write_bytes(os.urandom(50))
    get_generation()
    third = PageCache.__new__(PageCache)
    generation.bump = lambda: None  # type: ignore[method-assign]
    try:
        third.__init__(spy, cache._config)  # type: ignore[misc]
    finally:
        generation.bump = bump  # type: ignore[method-assign]
    assert ask(third).status == 200
    assert len(spy.seen) == renders + 1, "a damaged file is not served"

"""Requests that no browser would send, to every public address of the site: what `make drills` and a test share.

Addresses come from the URL resolver and the page tree, parameters from the forms and links of the pages themselves:
what somebody adds is found by itself. Each request passes the whole stack, forwarded headers and page cache included.
"""

import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Page, Site

from core.web.middleware.proxies import TrustedProxies
from core.web.page_cache.wsgi import wrap

# What has broken sites before: null bytes, half of a UTF-8 letter, search syntax, templates, paths, numbers too large.
HOSTILE = [
    *["", "0", "-1", "9" * 30, "1e9", "NaN", "1.5", "null", "None", "true", "[]", "{}", "\x00", "a\x00b", "\x1b[31m"],
    *["../../../etc/passwd", "..%2f..%2f", "....//", "file:///etc/passwd", "//evil.example/", "javascript:alert(1)"],
    *["'", '"', '"""', "`", "\\", ";", "' OR '1'='1", "1; DROP TABLE x--", "' UNION SELECT 1--", "%", "%s%n", "%ff"],
    *["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "{% debug %}", "${7*7}", "#{7}"],
    *["a:b", "title:", "*", "AND OR NOT", "NEAR/2", "(((", "^~", "\u202e", "\ufeff", "\ud7ff", "\U0010ffff", "İ"],
    *["ﷺ" * 60, "a" * 3000, "é" * 700, "a b " * 600, "\r\nSet-Cookie: a=b", "\n", "\t", "2026-13-45", "99999-01-01"],
]
# Most values are ones that the guard lets through, so that they reach the views.
ODD_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
VALUES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60), ODD_TEXT, ODD_TEXT, st.integers().map(str))
COMMON_NAMES = [
    "page",
    "q",
    "next",
    "near",
    "limited",
    "exact",
    "url",
    "id",
    "utm_source",
    "__proto__",
    "csrfmiddlewaretoken",
]
METHODS = [
    *["GET"] * 12,
    *["POST"] * 8,
    *["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "\x00"],
]
CONTENT_TYPES = [
    *["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] * 8,
    *["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8"],
    *["application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nonsense"],
    *["multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary=\xff", "text/plain"],
    *["application/json", "application/xml", "", "/", "a" * 500, "text/html; charset=utf-7"],
]
HEADERS = [
    *[
        "ACCEPT",
        "ACCEPT_LANGUAGE",
        "ACCEPT_ENCODING",
        "COOKIE",
        "REFERER",
        "RANGE",
        "IF_RANGE",
        "IF_NONE_MATCH",
        "HOST",
    ],
    *[
        "IF_MODIFIED_SINCE",
        "IF_MATCH",
        "X_FORWARDED_FOR",
        "X_FORWARDED_PROTO",
        "X_FORWARDED_HOST",
        "SCRIPT_NAME",
        "ORIGIN",
    ],
    *["USER_AGENT", "X_REQUESTED_WITH", "SEC_FETCH_SITE", "CONTENT_ENCODING", "TRANSFER_ENCODING", "EXPECT", "DNT"],
    *["X_HTTP_METHOD_OVERRIDE", "AUTHORIZATION", "FORWARDED", "X_CSRFTOKEN", "CACHE_CONTROL", "SAVE_DATA"],
]
HEADER_VALUES = st.one_of(
    st.sampled_from(
        [
            *[
                "*",
                "*/*;q=x",
                "en-" * 500,
                "gzip;q=0,br;q=-1,*",
                "bytes=0-0,-1",
                "bytes=9-1",
                "bytes=a",
                'W/"',
                '"' * 50,
            ],
            *[
                "Thu, 99 Jan 9999 99:99:99 GMT",
                "null",
                "https://evil.example",
                "same-origin",
                "text/markdown",
                "a" * 5000,
            ],
            *["127.0.0.1", "::1, 1.2.3.4", "unknown", ",,,", "/x", "evil.example", "localhost:99999", "\xff\xfe"],
            *["csrf=a; session=b; csrf=" + "c" * 4000, "session=../../x", "messages=x;;;=", "Basic !!!"],
        ]
    ),
    st.text(alphabet=st.characters(min_codepoint=1, max_codepoint=255), max_size=40),
)


@dataclass(frozen=True)
class Wild:
    """One request, as it reaches WSGI."""

    method: str
    path: str
    query: str
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...]


def _public_patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(f"{settings.ADMIN_PATH}/") and not re.search("login|password_reset|sprite|jsi18n", route):
            continue
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _public_patterns(pattern, route)


def public_routes() -> list[str]:
    """Return every route that needs no login."""
    return sorted({route for route in _public_patterns(get_resolver()) if not route.endswith("^.*/$")})


def paths() -> st.SearchStrategy[str]:
    """Addresses: those of pages, every other route filled with likely and unlikely parts, and nonsense."""
    root = Site.objects.get(is_default_site=True).root_page
    pages = Page.objects.descendant_of(root, inclusive=True).live()
    known = [urlsplit(page.get_url() or "/").path for page in pages]
    part = st.one_of(st.sampled_from(["1", "x", "a" * 48, "0" * 32, "favicon.ico", "design/fonts/x"]), VALUES)
    filled = [
        st.lists(part, min_size=4, max_size=4).map(
            lambda parts, route=route: "/" + _fill(route, list(parts)).replace("^", "").replace("$", "")
        )
        for route in public_routes()
    ]
    below = st.tuples(st.sampled_from(known), part).map(lambda pair: f"{pair[0]}{pair[1]}/")
    markdown = st.sampled_from([f"{path}index.md" for path in known])
    nonsense = st.text(max_size=80).map(lambda text: f"/{text}")
    files = st.sampled_from(
        ["/static/design/fonts/newsreader.woff2", "/static/../manage.py", "/media/%2e%2e/x", "//", "/."]
    )
    return st.one_of(st.sampled_from(known), *filled, below, markdown, nonsense, files)


def _fill(route: str, parts: list[str]) -> str:
    """Write parts where a route has parameters: <int:x>, and groups of a regular expression."""
    route = re.sub(r"\(\?P<\w+>", "(", route).replace("\\.", ".")
    return re.sub(r"<[^>]+>|\((?:[^()]|\([^()]*\))*\)[*+]?", lambda _match: parts.pop() if parts else "1", route)


def parameters(ask: Callable[[Wild], Any]) -> list[str]:
    """Return the names of all form fields of all pages, and of the parameters in their links."""
    names = set(COMMON_NAMES)
    root = Site.objects.get(is_default_site=True).root_page
    addresses = [page.get_url() or "/" for page in Page.objects.descendant_of(root, inclusive=True).live()]
    for address in [*addresses, "/search/?q=pain", f"/{settings.ADMIN_PATH}/login/"]:
        parts = urlsplit(address)
        soup = BeautifulSoup(ask(Wild("GET", parts.path, parts.query, "", b"", ())).body, "html.parser")
        names |= {str(tag["name"]) for tag in soup.select("input[name], select[name], textarea[name], button[name]")}
        names |= {
            name for link in soup.select("a[href*='?']") for name, _value in parse_qsl(urlsplit(link["href"]).query)
        }
    return sorted(names)


def requests(names: list[str]) -> st.SearchStrategy[Wild]:
    """Requests to any public address with any of these parameters."""
    name = st.one_of(st.sampled_from(names), st.sampled_from(names), st.text(string.printable, max_size=20))
    pairs = st.lists(st.tuples(name, VALUES), max_size=6)
    encoded = pairs.map(lambda pairs: "&".join(f"{_quote(name)}={_quote(value)}" for name, value in pairs))
    raw = st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=60)
    body = st.one_of(
        encoded.map(str.encode),
        st.binary(max_size=200),
        pairs.map(_multipart),
        st.sampled_from([b"", b"a=1&" * 3000, b"{}", b"--x\r\nContent-Disposition: form-data; name", b"x" * 300_000]),
    )
    headers = st.lists(st.tuples(st.sampled_from(HEADERS), HEADER_VALUES), max_size=3, unique_by=lambda pair: pair[0])
    return st.builds(
        Wild,
        st.sampled_from(METHODS),
        paths(),
        st.one_of(encoded, encoded, raw),
        st.sampled_from(CONTENT_TYPES),
        body,
        headers.map(tuple),
    )


def _quote(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


def _multipart(pairs: Iterable[tuple[str, str]]) -> bytes:
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode("utf-8", "surrogatepass")
        for name, value in pairs
    ]
    return b"".join([*lines, b"--x--\r\n"])


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


@contextmanager
def whole_stack() -> Iterator[Callable[[Wild], Answer]]:
    """Give a function that sends a request through everything that production has, and keeps the test's database."""
    application = TrustedProxies(wrap(WSGIHandler()), ["10.0.0.0/8"])

    def ask(wild: Wild) -> Answer:
        raw = wild.path.encode("utf-8", "surrogatepass").decode("latin-1")
        environ = RequestFactory()._base_environ(
            REQUEST_METHOD=wild.method, PATH_INFO=raw, QUERY_STRING=wild.query, CONTENT_TYPE=wild.content_type
        )
        # From the site's own pages, as far as a browser would say; the headers below may say otherwise.
        environ |= {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ACCEPT": "text/html"}
        environ |= {"wsgi.input": BytesIO(wild.body), "CONTENT_LENGTH": str(len(wild.body))}
        environ |= {f"HTTP_{name}": value for name, value in wild.headers}
        statuses: list[str] = []
        chunks = application(environ, lambda status, headers, error=None: statuses.append(status))
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        return Answer(int(statuses[-1][:3]), body)

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield ask
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def fuzz(count: int, *, repeatable: bool) -> Counter[int]:
    """Send `count` requests and return how often each status came back. AssertionError with the request on a 5xx."""
    statuses: Counter[int] = Counter()
    with whole_stack() as ask:
        names = parameters(ask)

        @hypothesis_settings(
            max_examples=count,
            derandomize=repeatable,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(requests(names))
        def send(wild: Wild) -> None:
            answer = ask(wild)
            statuses[answer.status] += 1
            assert answer.status < 500, wild

        send()
    return statuses

"""Nothing that is sent makes the site answer 500: impossible requests are refused by name, others are answered."""

import itertools
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory

from core.web.middleware.request_guard import LONGEST_PATH, LONGEST_QUERY, refusal
from home.models import HomePage

FORM = "application/x-www-form-urlencoded"


def ask(client: Client, path: str = "/", query: str = "", method: str = "GET", **environ: Any) -> Any:
    """Send a request whose path and query reach the site byte by byte as written (latin-1, as WSGI has it)."""
    return client.generic(method, "/", **{"PATH_INFO": path, "QUERY_STRING": query, **environ})


@pytest.fixture
def visitor(home_page: HomePage) -> Client:
    """A client that gets the 500 page instead of the exception, as visitors do."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/\x00", ""),
        ("/a\x00b/", ""),
        ("/\x1b[31m/", ""),
        ("/", "q=%00"),
        ("/", "q=a%00b"),
        ("/", "%00=1"),
        ("/", "q=%ff"),
        ("/", "q=%ed%a0%80"),
        ("/", "q=\xff"),
        ("/", "q=%1b%5b31m"),
        ("/", "q=%7f"),
    ],
)
def test_broken_text_in_the_address_is_400(visitor: Client, path: str, query: str) -> None:
    answer = ask(visitor, path, query)
    assert answer.status_code == 400
    assert "That address does not work" in answer.content.decode()


@pytest.mark.parametrize("path", ["/\xff\xfe/", "/caf\xe9/", "/\xed\xa0\x80/", "/\xc0\xae\xc0\xae/etc/passwd"])
def test_a_path_that_is_not_utf_8_is_not_found(visitor: Client, path: str) -> None:
    assert ask(visitor, path).status_code == 404


@pytest.mark.parametrize(
    ("path", "query"),
    [("/" + "a" * LONGEST_PATH, ""), ("/", "q=" + "a" * LONGEST_QUERY), ("/", "&".join(["a"] * 2000))],
)
def test_addresses_past_any_real_one_are_414(visitor: Client, path: str, query: str) -> None:
    assert ask(visitor, path, query).status_code == 414


@pytest.mark.parametrize(
    "charset", ["utf-16", "UTF-7", "latin1", "utf-8-sig", '"utf-32"', " 'cp037'", "utf-8;charset=utf-7"]
)
def test_forms_in_another_charset_are_415(visitor: Client, charset: str) -> None:
    visitor.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    answer = ask(visitor, method="POST", CONTENT_TYPE=f"{FORM}; charset={charset}", CONTENT_LENGTH="3")
    assert answer.status_code == 415
    assert "Nothing was saved" in answer.content.decode()


@pytest.mark.parametrize(
    "content_type", [FORM, f"{FORM}; charset=UTF-8", f'{FORM};charset="utf-8"', "multipart/form-data; boundary=x", ""]
)
def test_forms_as_browsers_send_them_pass(rf: RequestFactory, content_type: str) -> None:
    assert refusal(rf.generic("POST", "/", CONTENT_TYPE=content_type)) is None


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "GETX", "\x00"])
def test_unknown_methods_are_405(visitor: Client, method: str) -> None:
    answer = ask(visitor, REQUEST_METHOD=method)
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


def test_bodies_past_the_limit_are_413_and_the_admin_takes_more(rf: RequestFactory, visitor: Client) -> None:
    def length(path: str, size: int) -> HttpRequest:
        return rf.generic("POST", path, CONTENT_LENGTH=str(size), CONTENT_TYPE=FORM)

    assert refusal(length("/", settings.MAX_FORM_BYTES)) is None
    assert refusal(length("/", settings.MAX_FORM_BYTES + 1)) == 413
    assert refusal(length("/admin/images/add/", settings.MAX_UPLOAD_BYTES)) is None
    assert refusal(length("/admin/images/add/", settings.MAX_UPLOAD_BYTES + 1)) == 413
    assert ask(visitor, method="POST", CONTENT_LENGTH=str(200 * 2**20), CONTENT_TYPE=FORM).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "١", "1 1", "+5"])
def test_a_length_that_is_none_is_400(rf: RequestFactory, length: str) -> None:
    assert refusal(rf.generic("POST", "/", CONTENT_LENGTH=length, CONTENT_TYPE=FORM)) == 400


def test_other_scripts_and_emoji_pass(visitor: Client) -> None:
    for text in ("ketamina y dolor", "疼痛", "🌿", "naïve", "a\tb\nc"):
        assert ask(visitor, path="/search/", query=f"q={quote(text)}").status_code == 200, text
    for path in ("/about/\n", "/a\tb/", "/\r\n"):
        assert ask(visitor, path=path).status_code == 400, path
    for text in ("疼痛", "café"):
        assert ask(visitor, path=f"/{text}/".encode().decode("latin-1")).status_code == 404, text


VALUES = [
    *["", "0", "-1", "1", "999999", "9" * 26, "abc", "1.5", "1e9", "NaN", "null", "None", "[]", "{}", "..", "a:b"],
    *["../../etc/passwd", "'", '"', '"""', "' OR 1=1 --", '"><script>alert(1)</script>', "{{7*7}}", "${7*7}", "%s%s"],
    *["a b b b " * 200, "*", "\\", "()", "AND OR NOT", "^", "~", "NEAR/2", "\u202e", "\ufeff", "\U0010ffff", "\n"],
    *["\r\nSet-Cookie: a=b", "İ", "ﷺ" * 50, "a" * 2000],
]
PATHS = [
    *["/", "/no-such-page/", "/search/", "/news/", "/conditions/", "/locations/", "/sitemap.xml", "/robots.txt"],
    *["/health/live", "/documents/1/x", "/media/x", "/static/x", "/admin/", "/admin/login/"],
]
NAMES = ["page", "q", "query", "kind", "topic", "year", "next", "p", "utm_source", "__proto__", "mode", "token"]
HEADERS = [
    *["ACCEPT", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "COOKIE", "REFERER", "RANGE", "IF_NONE_MATCH"],
    *["IF_MODIFIED_SINCE", "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "SCRIPT_NAME", "ORIGIN", "USER_AGENT"],
]


@pytest.mark.full
def test_no_value_of_any_parameter_breaks_any_address(visitor: Client) -> None:
    broken = []
    for path, (number, value) in itertools.product(PATHS, enumerate(VALUES)):
        name = NAMES[number % len(NAMES)]
        answer = ask(visitor, path, f"{name}={quote(value)}")
        if answer.status_code >= 500:
            broken.append((answer.status_code, path, name, value))
    assert broken == []


@pytest.mark.full
def test_no_header_breaks_the_site(visitor: Client) -> None:
    values = ["", "\xff", "a" * 5000, ",;=", "*" * 200, "en-" * 500, "0", "-1", "bytes=0-0,-1", '"', "text/html;q=x"]
    statuses = {
        (name, value): ask(visitor, **{f"HTTP_{name}": value}).status_code
        for name, value in itertools.product(HEADERS, values)
    }
    assert {key: status for key, status in statuses.items() if status >= 500} == {}


def test_a_host_that_is_not_ours_gets_a_plain_400(visitor: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["clinic.example"]
    for host in ("evil.example", "clinic.example:x", "\xff", "a" * 300, "clinic.example\r\nX: y"):
        answer = visitor.get("/", headers={"host": host})
        assert answer.status_code == 400, host
        assert "evil" not in answer.content.decode()

"""Every answer has the whole set of headers: pages, errors, files, redirects, refusals."""

import base64
import hashlib
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Page

from core.design.deferred_modules import LOADER
from core.web.middleware.security_headers import BARE_POLICY
from home.models import HomePage
from site_cms.settings.policies import admin_policy, page_policy

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def policy(response: Any) -> dict[str, list[str]]:
    """Return a Content-Security-Policy as {directive: sources}."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/nothing/", 404), ("/?q=%00", 400), ("/health/live", 200), ("/media/nothing.jpg", 404)],
)
def test_every_answer_has_the_whole_set(client: Client, home_page: HomePage, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    for name, value in ALWAYS.items():
        assert response[name] == value, name
    assert "camera=()" in response["Permissions-Policy"]
    assert "Content-Security-Policy" in response


def test_static_files_have_them_too(client: Client, db: None) -> None:
    response = client.get("/static/design/fonts/newsreader.woff2")
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Content-Security-Policy"] == BARE_POLICY
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("path", ["/", "/nothing/", "/?q=%00"])
def test_pages_allow_nothing_inline_but_their_own_style_and_one_line_of_script(
    client: Client, home_page: HomePage, path: str
) -> None:
    response = client.get(path)
    sources = policy(response)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert sources["default-src"] == sources["object-src"] == sources["base-uri"] == ["'none'"]
    assert sources["frame-ancestors"] == ["'none'"]
    assert sources["form-action"] == ["'self'"]
    assert any(source.startswith("'sha256-") for source in sources["style-src"])
    soup = BeautifulSoup(response.content, "html.parser")
    assert not soup.select("[style], [onclick], [onload]")
    # One line of script, and its hash is the only one that is allowed. The error pages of the server itself have none.
    lines = [script.get_text() for script in soup.select("script") if "json" not in script.get("type", "")]
    digest = base64.b64encode(hashlib.sha256(LOADER.encode()).digest()).decode()
    assert lines == ([] if "%00" in path else [LOADER])
    assert sources["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_over_https_the_browser_is_told_to_stay_there(client: Client, home_page: HomePage) -> None:
    plain, secure = client.get("/"), client.get("/", secure=True)
    assert "Strict-Transport-Security" not in plain
    assert "upgrade-insecure-requests" not in plain["Content-Security-Policy"]
    assert secure["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert "upgrade-insecure-requests" in secure["Content-Security-Policy"]
    assert "Strict-Transport-Security" in client.get("/?q=%00", secure=True)


def test_cookies_are_kept_to_https_and_from_scripts(client: Client, home_page: HomePage) -> None:
    response = client.get("/admin/login/", secure=True)
    assert response.cookies
    for cookie in response.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_visitors_get_no_cookie(client: Client, home_page: HomePage) -> None:
    for path in ("/", "/nothing/", "/?q=%00", "/health/live"):
        assert not client.get(path).cookies, path


def test_an_editor_can_look_at_a_draft_in_the_admins_frame(admin_client: Client, home_page: HomePage) -> None:
    admin_client.post(f"/admin/pages/{home_page.pk}/edit/preview/", {})
    page = Page.objects.get(pk=home_page.pk).specific
    request = page.make_preview_request(preview_mode="")
    assert request.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in request.headers["Content-Security-Policy"]


def test_pictures_may_come_from_their_own_host(client: Client, home_page: HomePage, settings: Any) -> None:
    settings.SECURE_CSP = page_policy("https://pictures.example/media/", [])
    settings.SECURE_CSP_ADMIN = admin_policy("https://pictures.example/media/")
    for path in ("/", "/admin/login/"):
        assert "https://pictures.example" in policy(client.get(path))["img-src"], path


def observatory_score(response: Any) -> int:
    """What the MDN HTTP Observatory (algorithm 4) gives these headers of an answer over https.

    100, less what is missing, plus what is better than it must be. Its other tests need no headers.
    """
    sources = policy(response)
    strict = sources["default-src"] == ["'none'"] and "unsafe" not in response["Content-Security-Policy"]
    seconds = int(response.get("Strict-Transport-Security", "max-age=0").split(";")[0].removeprefix("max-age="))
    closed = all(cookie["secure"] and cookie["httponly"] and cookie["samesite"] for cookie in response.cookies.values())
    score = 100 + (10 if strict else -25)
    score += 0 if seconds >= 15_768_000 else -20
    score += 0 if response.get("X-Content-Type-Options") == "nosniff" else -5
    score += 5 if response.get("Referrer-Policy") == "strict-origin-when-cross-origin" else 0
    score += 5 if sources.get("frame-ancestors") in (["'none'"], ["'self'"]) else -20
    score += 10 if response.get("Cross-Origin-Resource-Policy") == "same-origin" else 0
    score += (5 if response.cookies else 0) if closed else -40
    return score - (50 if response.get("Access-Control-Allow-Origin") else 0)


def test_every_kind_of_answer_scores_at_least_120(client: Client, admin_client: Client, home_page: HomePage) -> None:
    document = get_document_model().objects.create(title="A leaflet", file=ContentFile(b"words", "leaflet.txt"))
    public = ["/", "/search/?q=pain", "/nothing/", "/?q=%00", "/media/nothing.jpg", document.url]
    public += ["/static/design/js/site.js", "/robots.txt", "/admin/", "/admin/login/", "/admin/password_reset/"]
    staff = ["/admin/", f"/admin/pages/{home_page.pk}/edit/", "/admin/images/", "/admin/users/", "/admin/style-guide/"]
    scores = {path: observatory_score(client.get(path, secure=True)) for path in public}
    scores |= {f"staff {path}": observatory_score(admin_client.get(path, secure=True)) for path in staff}
    assert {path: score for path, score in scores.items() if score < 120} == {}


def test_a_document_is_a_file_to_save_with_the_whole_set(client: Client, home_page: HomePage) -> None:
    document = get_document_model().objects.create(title="A leaflet", file=ContentFile(b"words", "leaflet.txt"))
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert {name: response[name] for name in ALWAYS} == ALWAYS


def test_a_redirect_and_a_broken_page_have_them_too(home_page: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    redirected = client.get("/search")
    assert redirected.status_code in {301, 302}
    assert {name: redirected[name] for name in ALWAYS} == ALWAYS

    def broken(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(HomePage, "serve", broken)
    response = client.get("/")
    assert response.status_code == 500
    assert {name: response[name] for name in ALWAYS} == ALWAYS
    assert "unsafe" not in response["Content-Security-Policy"]

"""What visitors see when something goes wrong, and what the log says then."""

import errno
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path as route

from core.operations.logging import ConsoleFormatter, JsonFormatter
from core.site.models import ClinicSettings
from core.web import contact_cache
from core.web.contact_cache import Contact, keep_contact
from home.models import HomePage
from site_cms import urls
from site_cms.views import is_outage

SECRET_TEXT = "pat@example.com has shingles"


def breaks(error: Exception) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def breaks_inside(request: HttpRequest) -> HttpResponse:
    try:
        raise OperationalError(SECRET_TEXT)
    except OperationalError as cause:
        raise ValueError(SECRET_TEXT) from cause


urlpatterns = [
    route("broken/", breaks(ValueError(SECRET_TEXT))),
    route("database-gone/", breaks(OperationalError(SECRET_TEXT))),
    route("database-gone-inside/", breaks_inside),
    route("disk-full/", breaks(OSError(errno.ENOSPC, "No space left on device"))),
    route("closed/", breaks(PermissionDenied(SECRET_TEXT))),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture(autouse=True)
def no_contact_yet(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    contact_cache._remembered.clear()
    yield
    contact_cache._remembered.clear()


@pytest.fixture
def visitor(home_page: HomePage, settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.fixture
def log() -> Iterator[list[str]]:
    """The lines as production writes them."""
    lines: list[str] = []
    formatter = JsonFormatter()

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    from core.operations.logging import ReferenceFilter

    keeper = Keeper()
    keeper.addFilter(ReferenceFilter())
    loggers = [logging.getLogger(name) for name in ("clinic", "django", "django.request")]
    for logger in loggers:
        logger.addHandler(keeper)
    yield lines
    for logger in loggers:
        logger.removeHandler(keeper)


def test_a_500_shows_a_reference_that_is_in_the_log_with_the_traceback(visitor: Client, log: list[str]) -> None:
    response = visitor.get("/broken/?q=secret")
    assert response.status_code == 500
    reference = BeautifulSoup(response.content, "html.parser").find("strong").get_text()  # type: ignore[union-attr]
    assert response["X-Request-ID"] == reference
    entries = [json.loads(line) for line in log]
    (trace,) = [entry for entry in entries if entry["logger"] == "django.request"]
    assert trace["reference"] == reference
    assert trace["exception"] == ["ValueError"]
    assert trace["path"] == "/broken/"
    assert any("test_error_pages.py" in frame and frame.endswith("view") for frame in trace["frames"])
    (line,) = [entry for entry in entries if entry["logger"] == "clinic.request"]
    assert (line["reference"], line["status"], line["level"]) == (reference, 500, "ERROR")


def test_neither_page_nor_log_repeats_what_was_typed(visitor: Client, log: list[str]) -> None:
    for path in ("/broken/", "/database-gone/", "/closed/"):
        body = visitor.post(f"{path}?q=shingles", {"note": "shingles"}).content.decode()
        assert "shingles" not in body
        assert "Traceback" not in body
    assert log
    assert "shingles" not in "".join(log)
    assert "pat@" not in "".join(log)


@pytest.mark.parametrize("path", ["/database-gone/", "/database-gone-inside/", "/disk-full/"])
def test_an_outage_is_503_and_says_when_to_come_back(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"


def test_error_pages_need_no_database(client: Client, settings: Any) -> None:
    # No `db` fixture: pytest-django makes every query an error here.
    settings.ROOT_URLCONF = __name__
    keep_contact(Contact("Example Clinic", "+19045550123", "(904) 555-0123"))
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.find("a", href="tel:+19045550123").get_text() == "(904) 555-0123"  # type: ignore[union-attr]
    assert "Example Clinic" in soup.title.get_text()  # type: ignore[union-attr]
    assert soup.find("a", href="tel:911")
    assert soup.find("a", href="tel:988")
    assert not soup.select("script, img, link[rel=stylesheet]")


def test_saving_the_clinics_settings_updates_error_pages(
    home_page: HomePage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ClinicSettings.objects.update_or_create(
            site=home_page.get_site(), defaults={"name": "Example Clinic", "phone": "+19045550123"}
        )
    assert contact_cache.cached_contact() == Contact("Example Clinic", "+19045550123", "(904) 555-0123")
    contact_cache._remembered.clear()
    assert contact_cache.cached_contact().phone == "+19045550123", "another process reads the file"


def test_a_folder_that_cannot_be_written_does_not_matter(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "missing"
    keep_contact(Contact("Example Clinic"))
    assert contact_cache.cached_contact().name == "Example Clinic"


def test_a_damaged_file_is_no_contact(tmp_path: Path) -> None:
    (tmp_path / "contact.json").write_text('{"unknown": 1}')
    assert contact_cache.cached_contact() == Contact()


def test_an_error_page_survives_a_broken_template(visitor: Client, settings: Any) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert "Sorry, something broke" in response.content.decode()


def test_403_says_what_to_do(visitor: Client) -> None:
    response = visitor.get("/closed/")
    assert response.status_code == 403
    assert "You cannot open this" in response.content.decode()


def test_a_form_without_its_token_gets_a_page_for_people(home_page: HomePage, settings: Any) -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "reload the page" in response.content.decode()
    assert "CSRF" not in response.content.decode()


def test_the_404_page_helps_people_on(visitor: Client) -> None:
    response = visitor.get("/nothing-here/")
    assert response.status_code == 404
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.select("h1")) == 1
    assert soup.find("meta", attrs={"name": "robots", "content": "noindex"})
    form = soup.select_one('main form[action="/search/"][method=get]')
    assert form is not None
    assert form.select_one("input[type=search]")
    assert soup.select_one('main a[href="/"]')


def test_a_404_without_a_database_is_a_plain_503(visitor: Client, monkeypatch: Any) -> None:
    def gone(*arguments: Any, **keywords: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("site_cms.views.TemplateResponse.render", gone)
    assert visitor.get("/nothing-here/").status_code == 503


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (OperationalError(), True),
        (InterfaceError(), True),
        (ValueError(), False),
        (OSError(errno.ENOENT, ""), False),
        (None, False),
    ],
)
def test_what_counts_as_an_outage(error: Exception | None, outage: bool) -> None:
    assert is_outage(error) is outage


def test_the_console_says_the_same_for_people() -> None:
    record = logging.LogRecord("clinic.request", logging.INFO, "", 0, "request", None, None)
    record.details = {"method": "GET", "status": 200}
    line = ConsoleFormatter().format(record)
    assert line[8:] == " INFO    request method=GET status=200"


def test_a_visitor_cannot_write_log_lines(visitor: Client, log: list[str]) -> None:
    visitor.get("/a%0d%0a%7b%22level%22:%22FAKE%22%7d/")
    assert log
    assert all(len(line.splitlines()) == 1 and json.loads(line)["level"] != "FAKE" for line in log)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/conditions/fibromyalgia/", "/conditions/fibromyalgia/"),
        ("/conditions/complex-regional-pain-syndrome/", "/conditions/complex-regional-pain-syndrome/"),
        ("/confirm/Zm9yIHRlc3RzIG9ubHk1/", "/confirm/*/"),
        ("/who/pat@example.com/", "/who/*/"),
        ("/a\nb/", "/a?b/"),
    ],
)
def test_paths_in_the_log_hold_no_tokens_and_no_addresses(path: str, shown: str) -> None:
    from core.web.request_reference import safe_path

    assert safe_path(path) == shown

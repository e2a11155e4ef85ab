"""Header, footer and site are kept between requests: each page still shows its own, and a change shows at once."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.seo import uniqueness
from core.site.models import ClinicSettings
from home.models import ContentPage
from tests.pages import add_page, make_home

BASE = Path(settings.BASE_DIR)
pytestmark = pytest.mark.django_db(transaction=True)


def header(client: Client, path: str) -> str:
    found = re.search(r'<header class="site-header">.*?</header>', client.get(path).content.decode(), re.DOTALL)
    assert found
    return found[0]


def current(html: str) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]*)" aria-current="([a-z]+)"', html)


@pytest.fixture
def client_of_a_site(settings: Any, tmp_path: Path) -> Client:
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache", "ENABLED": False}
    home = make_home()
    for title in ("One", "Two"):
        page = add_page(home, ContentPage, title, show_in_menus=True)
        add_page(page, ContentPage, "Below")
    return Client(headers={"host": "localhost"})


def test_each_page_marks_its_own_place_in_the_menu(client_of_a_site: Client) -> None:
    for _ in range(2):
        assert current(header(client_of_a_site, "/one/")) == [("/one/", "page")]
        assert current(header(client_of_a_site, "/two/below/")) == [("/two/", "true")]
        assert current(header(client_of_a_site, "/")) == [("/", "page")]


def test_a_change_shows_on_every_page_at_once(client_of_a_site: Client) -> None:
    assert ">One<" in header(client_of_a_site, "/two/")
    page = ContentPage.objects.get(slug="one")
    page.title = "Renamed"
    page.save_revision().publish()
    assert ">Renamed<" in header(client_of_a_site, "/two/")
    clinic = ClinicSettings.objects.get_or_create(site=page.get_site())[0]
    clinic.emergency_title, clinic.name = "Call for help", "Another name"
    clinic.save()
    html = client_of_a_site.get("/two/").content.decode()
    assert "Call for help" in html
    assert "Another name" in header(client_of_a_site, "/")


def test_the_home_page_is_read_afresh(client_of_a_site: Client) -> None:
    """The site's root page is shared by all requests, so it must never be the page that is shown."""
    client_of_a_site.get("/")
    with CaptureQueriesContext(connection) as queries:
        client_of_a_site.get("/")
    assert any('FROM "home_homepage"' in query["sql"] for query in queries)


@pytest.mark.parametrize("alone", [0, 1], ids=["all words grouped", "the first one looked up alone"])
def test_twins_are_told_apart_and_together_again(
    client_of_a_site: Client, monkeypatch: pytest.MonkeyPatch, alone: int
) -> None:
    monkeypatch.setattr(uniqueness, "LOOKED_UP_ALONE", alone)

    def title(path: str) -> str:
        return client_of_a_site.get(path).content.decode().partition("<title>")[2].partition("</title>")[0]

    assert title("/one/below/").startswith("Below –")
    assert "Two" in title("/two/below/")
    page = ContentPage.objects.get(url_path__endswith="/one/below/")
    page.title = "Elsewhere"
    page.save_revision().publish()
    assert "Two" not in title("/two/below/")


def alike_parts() -> list[str]:
    """The parts that some template calls alike on all pages."""
    folders = (Path(folder) for engine in engines.all() for folder in engine.template_dirs)
    texts = [file.read_text() for folder in folders if BASE in folder.parents for file in folder.rglob("*.html")]
    return sorted({name for text in texts for name in re.findall(r'shared_part "([^"]*)" alike=True', text)})


def test_what_is_alike_on_all_pages_is_the_same_bytes(client_of_a_site: Client) -> None:
    """Such parts are rendered once for all pages, so none may tell where it stands. Here each page renders its own."""
    shown = [client_of_a_site.get(path).context for path in ("/", "/one/", "/two/below/")]
    known = [{name: context[name] for name in ("clinic", "navigation")} for context in shown]
    assert [each["navigation"].request.path for each in known] == ["/", "/one/", "/two/below/"]
    parts = alike_parts()
    assert "pages/components/head-links.html" in parts
    for name in parts:
        first, *others = (render_to_string(name, each) for each in known)
        assert first.strip(), name
        assert [other == first for other in others] == [True, True], name

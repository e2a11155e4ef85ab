"""The whole starter site as search engines, assistants and phones see it. One load serves all tests here."""

import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from lxml import etree
from PIL import Image
from wagtail.models import Page, Site

from core.site.models import ClinicSettings
from tests import starter_site

from .vocabulary import problems_of

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("starter_seo")]

SCHEMAS = Path(__file__).parent / "schemas"
ROOT = "http://localhost:8000"


def get(path: str) -> Any:
    return Client(raise_request_exception=False, headers={"host": "localhost:8000"}).get(path)


def read(path: str) -> bytes:
    response = get(path)
    assert response.status_code == 200, path
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture(scope="module")
def starter(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The starter site, launched, for tests that only read. Taken back when the last of them is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        starter_site.fill()
        ClinicSettings.objects.update(launched=True)
        Site.clear_site_root_paths_cache()
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def site_root(starter: None) -> str:
    root: str = Site.objects.get(is_default_site=True).root_url
    return root


@pytest.fixture(scope="module")
def soups(starter: None) -> dict[str, BeautifulSoup]:
    """Every live page by its path, parsed."""
    paths = [page.get_url() for page in Page.objects.live().public().filter(depth__gt=1)]
    return {path: BeautifulSoup(read(path), "html5lib") for path in paths}


@pytest.fixture(scope="module")
def graphs(soups: dict[str, BeautifulSoup]) -> dict[str, dict[str, Any]]:
    """The JSON-LD of every page by its path: exactly one script each."""
    found = {}
    for path, soup in soups.items():
        [script] = soup.find_all("script", type="application/ld+json")
        found[path] = json.loads(script.string)
    return found


def meta(soup: BeautifulSoup, name: str) -> str:
    tags = soup.find_all("meta", attrs={"name": name}) + soup.find_all("meta", attrs={"property": name})
    assert len(tags) == 1, name
    return str(tags[0]["content"])


def nodes(graph: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in graph["@graph"] if kind in (node["@type"], *node["@type"][:1])]


@pytest.mark.full
def test_the_audit_finds_nothing(starter: None) -> None:
    out = StringIO()
    call_command("audit_site", "--no-report", stdout=out)
    assert " 0 findings" in out.getvalue()


def test_titles_and_descriptions_are_there_and_differ(soups: dict[str, BeautifulSoup]) -> None:
    titles = [soup.title.get_text() for soup in soups.values()]
    descriptions = [meta(soup, "description") for soup in soups.values()]
    assert len(soups) > 30
    assert all(titles)
    assert all(descriptions)
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)


def test_every_page_names_itself_canonical_and_says_how_to_share_it(
    soups: dict[str, BeautifulSoup], site_root: str
) -> None:
    for path, soup in soups.items():
        [link] = soup.find_all("link", rel="canonical")
        assert link["href"] == f"{site_root}{path}" == meta(soup, "og:url")
        assert meta(soup, "og:title") == soup.title.get_text()
        assert (meta(soup, "og:image:width"), meta(soup, "og:image:height")) == ("1200", "630")
        assert meta(soup, "og:image:alt")
        assert meta(soup, "twitter:card") == "summary_large_image"
        assert meta(soup, "robots").startswith("index")
        assert soup.html["lang"] == "en-US"
        empty = [tag for tag in soup.find_all("meta", content=True) if not tag["content"].strip()]
        assert empty == []
        assert not soup.find("meta", attrs={"name": "author"})


def test_no_page_says_anything_that_schema_org_does_not_allow(graphs: dict[str, dict[str, Any]]) -> None:
    assert {path: found for path, graph in graphs.items() if (found := problems_of(graph))} == {}


def test_the_graph_follows_the_visible_trail(
    soups: dict[str, BeautifulSoup], graphs: dict[str, dict[str, Any]], site_root: str
) -> None:
    for path, soup in soups.items():
        trails = nodes(graphs[path], "BreadcrumbList")
        if path == "/":
            assert trails == []
            continue
        trail = soup.find("nav", attrs={"aria-label": "Breadcrumb"}) or soup.select_one(".breadcrumbs")
        shown = [item.get_text(strip=True) for item in trail.select("li")]
        assert [item["name"] for item in trails[0]["itemListElement"]] == shown
        assert trails[0]["itemListElement"][-1]["item"] == f"{site_root}{path}"


def test_medical_pages_are_about_something_and_cite_their_sources(graphs: dict[str, dict[str, Any]]) -> None:
    [page] = nodes(graphs["/therapy/"], "MedicalWebPage")
    [therapy] = nodes(graphs["/therapy/"], "MedicalTherapy")
    assert page["about"] == {"@id": therapy["@id"]}
    assert len(page["citation"]) > 5
    assert nodes(graphs["/therapy/questions/"], "FAQPage")[0]["mainEntity"]
    # A topic below the overview is about the same therapy.
    for path in ("/therapy/how-ketamine-works/", "/therapy/injection-or-iv/", "/therapy/questions/"):
        [topic] = nodes(graphs[path], "MedicalWebPage")
        assert topic["about"] == {"@id": therapy["@id"]}
        assert [node["@id"] for node in nodes(graphs[path], "MedicalTherapy")] == [therapy["@id"]]


def test_only_evidence_that_carries_it_makes_a_possible_treatment(graphs: dict[str, dict[str, Any]]) -> None:
    with_treatment = {
        path
        for path, graph in graphs.items()
        for node in nodes(graph, "MedicalCondition")
        if "possibleTreatment" in node
    }
    assert with_treatment
    assert "/conditions/fibromyalgia/" not in with_treatment
    assert with_treatment <= {"/conditions/crps/", "/conditions/rsd/"}


def test_no_rating_anywhere(graphs: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(list(graphs.values()))
    assert "aggregateRating" not in text
    assert '"review"' not in text


def test_coverage_elsewhere_is_cited_not_claimed(graphs: dict[str, dict[str, Any]], site_root: str) -> None:
    works = [
        work
        for path, graph in graphs.items()
        if path.startswith("/news/")
        for node in graph["@graph"]
        for work in node.get("citation", [])
    ]
    assert len(works) > 10
    for work in works:
        assert not work["url"].startswith(site_root)
        assert work["publisher"]["name"]


def test_incomplete_places_make_no_clinic_node(graphs: dict[str, dict[str, Any]]) -> None:
    assert nodes(graphs["/locations/jacksonville/"], "MedicalClinic") == []


def test_the_sitemap_is_valid_and_lists_exactly_the_pages(soups: dict[str, BeautifulSoup], site_root: str) -> None:
    document = etree.fromstring(read("/sitemap.xml"))
    etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd")).assertValid(document)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert set(document.xpath("//s:loc/text()", namespaces=names)) == {f"{site_root}{path}" for path in soups}
    assert len(document.xpath("//s:lastmod", namespaces=names)) == len(soups)


def test_the_feed_is_valid_atom(starter: None) -> None:
    body = read("/news/feed/")
    etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng")).assertValid(etree.fromstring(body))
    feed = feedparser.parse(body)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) > 10
    assert all(entry.link.startswith("http") and entry.summary for entry in feed.entries)


def test_every_page_has_a_plain_twin(soups: dict[str, BeautifulSoup], site_root: str) -> None:
    for path, soup in soups.items():
        link = soup.find("link", type="text/markdown")
        response = get(urlsplit(link["href"]).path)
        text = response.content.decode()
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
        assert response.headers["Link"] == f'<{site_root}{path}>; rel="canonical"'
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert not response.cookies
        assert soup.h1.get_text(" ", strip=True) in text
        assert "988" in text
        assert not [word for word in ("<p", "<div", "<svg", "<script", "csrf") if word in text]


def test_llms_txt_lists_every_page_once(soups: dict[str, BeautifulSoup], site_root: str) -> None:
    text = read("/llms.txt").decode()
    assert text.startswith("# ")
    assert all(text.count(f"]({site_root}{path}index.md)") == 1 for path in soups)
    assert "988" in text


def test_icons_and_manifest_load_and_have_their_sizes(starter: None, soups: dict[str, BeautifulSoup]) -> None:
    icons = {link["href"] for link in soups["/"].select("link[rel~=icon], link[rel=apple-touch-icon]")}
    manifest = json.loads(read(soups["/"].find(attrs={"data-manifest": True})["data-manifest"]))
    assert manifest["name"]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for path in icons | {icon["src"] for icon in manifest["icons"]}:
        with Image.open(BytesIO(read(path))) as picture:
            assert picture.width == picture.height
            assert path == "/apple-touch-icon.png" or picture.width % 48 == 0 or "512" in path
    sizes = {icon["src"]: icon["sizes"] for icon in manifest["icons"]}
    assert sizes["/icon-192.png"] == "192x192"


def test_opensearch_leads_to_the_site_search(starter: None, site_root: str) -> None:
    document = etree.fromstring(read("/opensearch.xml"))
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    [url] = document.xpath("//o:Url/@template", namespaces=names)
    assert url.startswith(f"{site_root}/search/?")
    assert "{searchTerms}" in url
    assert get(urlsplit(url.replace("{searchTerms}", "migraine")).path + "?q=migraine").status_code == 200
    assert len(document.xpath("string(//o:ShortName)", namespaces=names)) <= 16

"""What the head of a page says, page by page: read from HTML, as a crawler does."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Page
from wagtailseo.models import SeoSettings

from core.seo import uniqueness
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from news.models import NewsArticlePage, NewsIndexPage
from tests.pages import add_page, make_home, make_image

pytestmark = pytest.mark.django_db

NASTY = "“Quotes” & </script><script>alert(1)</script> 🧠 <b>"


@pytest.fixture
def home(db: None) -> HomePage:
    """A launched site with a named clinic."""
    page = make_home()
    ClinicSettings.objects.update_or_create(
        site=page.get_site(),
        defaults={"name": "Branch Clinic", "tagline": "Care for pain in Florida", "launched": True},
    )
    return HomePage.objects.get(pk=page.pk)


def soup_of(client: Client, page: Page, query: str = "") -> BeautifulSoup:
    response = client.get(f"{page.get_url()}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def meta(soup: BeautifulSoup, name: str) -> list[str]:
    return [
        str(tag["content"])
        for tag in soup.find_all("meta", content=True)
        if name in (tag.get("name"), tag.get("property"))
    ]


def graph_of(soup: BeautifulSoup) -> list[dict[str, Any]]:
    [script] = soup.find_all("script", type="application/ld+json")
    nodes: list[dict[str, Any]] = json.loads(script.string)["@graph"]
    return nodes


def canonical(soup: BeautifulSoup) -> str:
    [link] = soup.find_all("link", rel="canonical")
    return str(link["href"])


BODY = [{"type": "text", "value": "<p>First words of the body.</p><p>And more.</p>"}]
SOURCES = [
    ({"search_description": "By the editor.", "listing_summary": "Short.", "introduction": "Intro."}, "By the editor."),
    ({"listing_summary": "Short.", "introduction": "Intro.", "body": BODY}, "Short."),
    ({"introduction": "Intro.\n On two   lines.", "body": BODY}, "Intro. On two lines."),
    ({"body": BODY}, "First words of the body. And more."),
    ({}, "About us. Care for pain in Florida"),
]


@pytest.mark.parametrize(("fields", "expected"), SOURCES)
def test_a_description_is_never_empty(client: Client, home: HomePage, fields: dict[str, Any], expected: str) -> None:
    soup = soup_of(client, add_page(home, ContentPage, "About us", **fields))
    assert meta(soup, "description") == [expected]
    assert meta(soup, "og:description") == meta(soup, "twitter:description") == [expected]


def test_a_long_description_is_cut_at_a_word(client: Client, home: HomePage) -> None:
    soup = soup_of(client, add_page(home, ContentPage, "About us", introduction="wonderful " * 40))
    [text] = meta(soup, "description")
    assert 140 < len(text) <= 160
    assert text.endswith("…")


@pytest.mark.parametrize(
    ("title", "seo_title", "expected"),
    [
        ("About us", "", "About us – Branch Clinic"),
        ("About us", "Who we are", "Who we are"),
        ("A title that is so long that the name of the clinic does not fit", "", None),
    ],
)
def test_titles_have_an_order(client: Client, home: HomePage, title: str, seo_title: str, expected: str | None) -> None:
    soup = soup_of(client, add_page(home, ContentPage, title, seo_title=seo_title))
    assert soup.title.get_text() == (expected or title)


def test_the_home_page_is_named_after_the_clinic(client: Client, home: HomePage) -> None:
    soup = soup_of(client, home)
    assert soup.title.get_text() == "Branch Clinic – Care for pain in Florida"
    assert "Home" not in (*meta(soup, "og:title"), *meta(soup, "og:image:alt"))


@pytest.mark.parametrize("alone", [0, 99], ids=["all words grouped", "looked up alone"])
def test_pages_of_the_same_words_are_told_apart(
    client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch, alone: int
) -> None:
    monkeypatch.setattr(uniqueness, "LOOKED_UP_ALONE", alone)
    same = {"introduction": "What people ask us."}
    first = add_page(home, ContentPage, "Questions", **same)
    second = add_page(home, ContentPage, "Questions", slug="questions-2", **same)
    visits = add_page(home, ContentPage, "Visits")
    pages = [first, second, add_page(visits, ContentPage, "Questions", **same)]
    soups = [soup_of(client, page) for page in pages]
    assert soups[0].title.get_text() == "Questions – Branch Clinic"
    assert "questions 2" in soups[1].title.get_text()
    assert "Visits" in soups[2].title.get_text()
    assert len({soup.title.get_text() for soup in soups}) == 3
    assert meta(soups[0], "description") == ["What people ask us."]
    assert meta(soups[1], "description") != meta(soups[0], "description")


def test_queries_are_no_part_of_the_canonical_address(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About us")
    assert canonical(soup_of(client, page, "?utm_source=x&fbclid=y")) == "http://localhost/about-us/"


def test_later_pages_of_a_list_are_canonical_and_say_which_they_are(client: Client, home: HomePage) -> None:
    index = add_page(home, NewsIndexPage, "News")
    for number in range(25):
        add_page(
            index,
            NewsArticlePage,
            f"Study {number}",
            outlet="A journal",
            kind="study",
            source_url="https://example.com/",
        )
    second = soup_of(client, index, "?page=2&utm_source=x")
    assert canonical(second) == "http://localhost/news/?page=2" == meta(second, "og:url")[0]
    assert second.title.get_text() == "News – Branch Clinic – page 2"
    assert canonical(soup_of(client, index, "?page=1")) == "http://localhost/news/"
    [items] = [node for node in graph_of(second) if node["@type"] == "ItemList"]
    assert [item["position"] for item in items["itemListElement"]] == [21, 22, 23, 24, 25]


def test_an_alias_leads_to_its_original(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About us")
    alias = page.create_alias(update_slug="copy")
    assert canonical(soup_of(client, alias)) == "http://localhost/about-us/"
    assert "copy" not in b"".join(client.get("/sitemap.xml").streaming_content).decode()


def test_a_page_kept_out_of_search_engines_is_nowhere(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "Thanks", show_in_search_engines=False)
    response = client.get(page.get_url())
    soup = BeautifulSoup(response.content, "html5lib")
    assert meta(soup, "robots") == ["noindex, follow"]
    assert response.headers["X-Robots-Tag"] == "noindex, follow"
    assert "thanks" not in b"".join(client.get("/sitemap.xml").streaming_content).decode()
    assert "thanks" not in client.get("/llms.txt").content.decode()
    assert client.get("/thanks/index.md").status_code == 404
    assert soup.find("link", type="text/markdown") is None


@pytest.mark.parametrize("path", ["/", "/about-us/", "/robots.txt", "/llms.txt", "/index.md", "/gone/", "/favicon.ico"])
def test_nothing_of_a_site_before_its_launch_is_listed(client: Client, home: HomePage, path: str) -> None:
    add_page(home, ContentPage, "About us")
    assert "X-Robots-Tag" not in client.get("/about-us/").headers
    ClinicSettings.objects.update(launched=False)
    response = client.get(path)
    assert "noindex" in response.headers["X-Robots-Tag"]
    if path == "/":
        assert meta(BeautifulSoup(response.content, "html5lib"), "robots") == ["noindex, nofollow"]


def test_a_listed_site_says_so(client: Client, home: HomePage) -> None:
    response = client.get("/")
    assert "X-Robots-Tag" not in response.headers
    assert meta(BeautifulSoup(response.content, "html5lib"), "robots")[0].startswith("index, follow")


@pytest.mark.parametrize(
    "title", [NASTY, "x" * 255, "🧠" * 40, "'\"><img src=x onerror=alert(1)>", "&amp; \u2028 {{ 7|add:7 }}"]
)
def test_no_title_breaks_the_page(client: Client, home: HomePage, title: str) -> None:
    page = add_page(home, ContentPage, title, slug="nasty", introduction=title)
    html = client.get(page.get_url()).content.decode()
    soup = BeautifulSoup(html, "html5lib")
    [node] = [node for node in graph_of(soup) if node["@type"] == "WebPage"]
    assert node["name"] == title
    assert "alert(1)" not in [script.get_text() for script in soup.find_all("script")]
    assert soup.title.get_text().startswith(title[:40].split("<")[0].strip()[:20])
    assert not soup.find("img", attrs={"src": "x"})
    assert client.get(meta(soup, "og:image")[0].removeprefix("http://localhost")).status_code == 200
    assert client.get("/nasty/index.md").status_code == 200
    assert client.get("/llms.txt").status_code == 200


def test_the_sharing_picture_is_a_crop_with_its_size_and_words(client: Client, home: HomePage) -> None:
    image = make_image(size=(2400, 2000))
    soup = soup_of(client, add_page(home, ContentPage, "About us", main_image=image, main_image_alt="An oak"))
    [url] = meta(soup, "og:image")
    assert meta(soup, "og:image:alt") == ["An oak"]
    assert url.startswith("http://localhost/media/")
    rendition = image.renditions.get(filter_spec__startswith="fill-1200x630")
    assert (rendition.width, rendition.height) == (1200, 630)
    assert (meta(soup, "og:image:width"), meta(soup, "og:image:height")) == (["1200"], ["630"])


def test_a_picture_whose_file_is_gone_gives_way_to_a_card(client: Client, home: HomePage) -> None:
    image = make_image()
    page = add_page(home, ContentPage, "About us", og_image=image)
    image.renditions.all().delete()
    default_storage.delete(image.file.name)
    soup = soup_of(client, page)
    assert "/sharing-cards/" in meta(soup, "og:image")[0]
    image.delete()
    assert "/sharing-cards/" in meta(soup_of(client, ContentPage.objects.get(pk=page.pk)), "og:image")[0]


def test_staff_names_are_never_published(client: Client, home: HomePage) -> None:
    user = get_user_model().objects.create_user("owner", first_name="Secret", last_name="Staffperson")
    page = add_page(home, ContentPage, "About us", owner=user)
    assert "Staffperson" not in client.get(page.get_url()).content.decode()


def test_the_switches_of_wagtail_seo_work(client: Client, home: HomePage) -> None:
    SeoSettings.objects.create(site=home.get_site(), og_meta=False, twitter_meta=False, struct_meta=False)
    soup = soup_of(client, home)
    assert not soup.find_all("meta", property=True)
    assert not meta(soup, "twitter:card")
    assert not soup.find("script", type="application/ld+json")
    SeoSettings.objects.update(og_meta=True, twitter_meta=True, twitter_site="@branch", struct_meta=True)
    soup = soup_of(client, home)
    assert meta(soup, "twitter:site") == ["@branch"]
    assert graph_of(soup)


def test_codes_of_search_engines_stand_on_the_home_page_only(client: Client, home: HomePage) -> None:
    ClinicSettings.objects.update(google_verification="abc-DEF_123456", bing_verification="0123456789ABCDEF")
    page = add_page(home, ContentPage, "About us")
    soup = soup_of(client, home)
    assert meta(soup, "google-site-verification") == ["abc-DEF_123456"]
    assert meta(soup, "msvalidate.01") == ["0123456789ABCDEF"]
    assert meta(soup_of(client, page), "google-site-verification") == []


def test_the_preview_of_wagtail_seo_shows_the_resolved_words(home: HomePage) -> None:
    page = add_page(home, ContentPage, "About us", introduction="Who we are and how we work.")
    response = page.make_preview_request(preview_mode="wagtail-seo")
    text = BeautifulSoup(response.render().content, "html5lib").get_text(" ")
    assert "About us – Branch Clinic" in text
    assert "Who we are and how we work." in text


def test_search_results_and_errors_are_not_listed(client: Client, home: HomePage) -> None:
    for path in ("/search/?q=pain", "/no-such-page/"):
        soup = BeautifulSoup(client.get(path).content, "html5lib")
        assert "noindex" in meta(soup, "robots")[0]
        assert soup.title.get_text().strip()
        assert soup.find("link", rel="canonical") is None

"""The newsroom: articles, filters, years, pages and the feed, as visitors get them."""

import datetime
import json
import re
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from home.models import HomePage
from news.models import NewsArticlePage, NewsIndexPage, Topic
from tests.pages import add_page, count_queries, full_base_fields, full_body, make_home, make_image, make_reference

QUERY_BUDGET = 25

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


@pytest.fixture
def newsroom(home: HomePage) -> NewsIndexPage:
    return add_page(home, NewsIndexPage, "Ketamine in the news", slug="news")


def add_article(newsroom: NewsIndexPage, title: str, **fields: object) -> NewsArticlePage:
    defaults = {
        "kind": "press",
        "outlet": "The Daily Example",
        "source_url": "https://example.com/story",
        "published_on": datetime.date(2025, 10, 6),
    }
    return add_page(newsroom, NewsArticlePage, title, **{**defaults, **fields})


def add_many(newsroom: NewsIndexPage, last: int, first: int = 0) -> None:
    for number in range(first, last):
        article = NewsArticlePage(
            title=f"Item {number}", slug=f"item-{number}", kind="press", outlet="The Daily Example"
        )
        article.source_url = "https://example.com/story"
        article.published_on = datetime.date(2024, 1, 1) + datetime.timedelta(days=number)
        newsroom.add_child(instance=article)


def titles_of(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").find("main")
    return [link.get_text(strip=True) for link in main.select(".news-item__title a")]


def test_an_article_needs_outlet_kind_and_link(client: Client, newsroom: NewsIndexPage) -> None:
    article = add_article(newsroom, "A study of pain", published_on=None)
    soup = BeautifulSoup(client.get(article.get_url()).content, "html.parser")
    assert soup.h1.get_text(strip=True) == "A study of pain"
    link = soup.find("main").find("a", href="https://example.com/story")
    assert "The Daily Example" in link.get_text()
    assert not soup.find("main").find("time")


def test_a_full_article_shows_author_date_and_body(client: Client, newsroom: NewsIndexPage) -> None:
    image, reference = make_image(), make_reference()
    article = add_article(
        newsroom,
        "A study of pain",
        **full_base_fields(image),
        coverage_author="Kara Example",
        stance="critical",
        link_checked_on=datetime.date(2026, 1, 1),
        body=json.dumps(full_body(image, reference, newsroom)),
    )
    article.topics.set([Topic.objects.create(name="Chronic pain", slug="chronic-pain")])
    article.save_revision().publish()
    soup = BeautifulSoup(client.get(article.get_url()).content, "html.parser")
    words = soup.find("main").get_text(" ", strip=True)
    for expected in ("Kara Example", "October 6, 2025", "The short answer comes first.", "Critical"):
        assert expected in words
    assert soup.find("main").find("a", string="Chronic pain")["href"] == f"{newsroom.get_url()}?topic=chronic-pain"


def test_only_the_clinics_own_news_goes_without_outlet_and_link(newsroom: NewsIndexPage) -> None:
    add_article(newsroom, "Our news", kind="clinic", outlet="", source_url="")
    with pytest.raises(ValidationError) as caught:
        add_article(newsroom, "Their news", kind="press", outlet="", source_url="")
    assert set(caught.value.message_dict) == {"outlet", "source_url"}


def test_the_clinics_own_news_is_ours_and_leans_nowhere(client: Client, newsroom: NewsIndexPage) -> None:
    """What was typed before the kind was chosen is not shown either; without a date it is of today."""
    article = add_article(
        newsroom, "We open on Saturdays", kind="clinic", stance="critical", published_on=None, date_precision="year"
    )
    soup = BeautifulSoup(client.get(article.get_url()).content, "html.parser")
    words = soup.find("main").get_text(" ", strip=True)
    for absent in ("The Daily Example", "leans", "Critical", "Read it at"):
        assert absent not in words
    assert "Clinic news" in words
    today = timezone.localdate()
    assert soup.select_one("main time")["datetime"] == today.isoformat()
    graph = json.loads(soup.find("script", type="application/ld+json").string)["@graph"]
    ours = next(node for node in graph if node["@type"] == "NewsArticle")
    organization = next(node["@id"] for node in graph if node["@type"] == "MedicalOrganization")
    assert (ours["headline"], ours["datePublished"]) == ("We open on Saturdays", today.isoformat())
    assert ours["author"] == ours["publisher"] == {"@id": organization}
    assert "citation" not in json.dumps(graph)
    item = BeautifulSoup(client.get(newsroom.get_url()).content, "html.parser").select_one(".news-item")
    assert "The Daily Example" not in item.get_text()
    assert "Clinic news" in item.get_text()


def test_articles_stand_by_year_newest_first_undated_last(client: Client, newsroom: NewsIndexPage) -> None:
    add_article(newsroom, "Undated", published_on=None)
    add_article(newsroom, "Older", published_on=datetime.date(2019, 3, 5))
    add_article(newsroom, "Newer", published_on=datetime.date(2025, 11, 4))
    add_article(newsroom, "Hidden").unpublish()
    assert titles_of(client, newsroom.get_url()) == ["Newer", "Older", "Undated"]
    words = BeautifulSoup(client.get(newsroom.get_url()).content, "html.parser").find("main").get_text(" ", strip=True)
    assert words.index("2025") < words.index("2019")


@pytest.mark.parametrize(
    ("precision", "shown", "iso"),
    [("day", "Oct 6, 2025", "2025-10-06"), ("month", "October 2025", "2025-10"), ("year", "2025", "2025")],
)
def test_no_more_of_a_date_is_shown_than_its_source_tells(newsroom, client, precision, shown, iso):
    article = add_article(newsroom, "Coverage", date_precision=precision)
    listed = BeautifulSoup(client.get(newsroom.url).content, "html.parser").select_one(".news-item__meta time")
    assert (listed.get_text(), listed["datetime"]) == (shown, iso)
    assert (
        "2025"
        in BeautifulSoup(client.get(newsroom.url).content, "html.parser").select_one(".news-year__title").get_text()
    )
    page = client.get(article.url).content.decode()
    assert f'<time datetime="{iso}">' in page
    assert ('"datePublished":"2025-10-06"' in page) is (precision == "day")


def test_filters_narrow_the_list_and_combine(client: Client, newsroom: NewsIndexPage) -> None:
    topic = Topic.objects.create(name="Safety", slug="safety")
    study = add_article(newsroom, "Study", kind="study", published_on=datetime.date(2025, 1, 31))
    study.topics.set([topic])
    study.save_revision().publish()
    add_article(newsroom, "Press 2025", kind="press", published_on=datetime.date(2025, 12, 31))
    add_article(newsroom, "Press 2023", kind="press", published_on=datetime.date(2023, 1, 1))
    url = newsroom.get_url()
    assert titles_of(client, f"{url}?kind=press") == ["Press 2025", "Press 2023"]
    assert titles_of(client, f"{url}?year=2025") == ["Press 2025", "Study"]
    assert titles_of(client, f"{url}?topic=safety") == ["Study"]
    assert titles_of(client, f"{url}?kind=press&year=2023") == ["Press 2023"]
    assert titles_of(client, f"{url}?kind=&year=&topic=") == ["Press 2025", "Study", "Press 2023"]
    assert titles_of(client, f"{url}?kind=study&year=2023") == []

    def found(query: str) -> str:
        sentence = BeautifulSoup(client.get(url + query).content, "html.parser").select_one(".filters__found")
        return sentence.get_text(" ", strip=True) if sentence else ""

    assert found("?kind=press") == "2 reports: Press. Show everything"
    assert found("?topic=safety&year=2025") == "1 report: Safety, 2025. Show everything"
    assert found("") == found("?kind=study&year=2023") == ""


@pytest.mark.parametrize(
    "query",
    [
        "?page=abc", "?page=0", "?page=-1", "?page=999999", "?page=", "?page=1e3", "?page=%C2%B2", "?page=1.0",
        "?kind=blog", "?kind=%22", "?topic=none", "?topic=' OR 1=1 --", "?year=1", "?year=abcd", "?year=99999999999999",
        "?year=%00", "?kind=press&page=2",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client: Client, newsroom: NewsIndexPage, query: str) -> None:
    add_article(newsroom, "One")
    assert client.get(f"{newsroom.get_url()}{query}").status_code in {400, 404}


def test_an_empty_newsroom_and_a_filter_without_match_read_well(client: Client, newsroom: NewsIndexPage) -> None:
    assert titles_of(client, newsroom.get_url()) == []
    main = BeautifulSoup(client.get(newsroom.get_url()).content, "html.parser").find("main")
    assert "No report is listed at the moment." in main.get_text()
    assert not main.find("form"), "nothing is there to be filtered"
    add_article(newsroom, "Study", kind="study", published_on=datetime.date(2025, 1, 1))
    add_article(newsroom, "Press", kind="press", published_on=datetime.date(2023, 1, 1))
    soup = BeautifulSoup(client.get(f"{newsroom.get_url()}?kind=study&year=2023").content, "html.parser")
    assert soup.find("main").find("a", href=newsroom.get_url()), "there is no way back to the whole list"


def test_long_lists_are_split_into_pages_that_keep_the_filters(client: Client, newsroom: NewsIndexPage) -> None:
    add_many(newsroom, 45)
    url = newsroom.get_url()
    pages = [titles_of(client, url), titles_of(client, f"{url}?page=2"), titles_of(client, f"{url}?page=3")]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [title for page in pages for title in page] == [f"Item {number}" for number in reversed(range(45))]
    soup = BeautifulSoup(client.get(f"{url}?kind=press&page=2").content, "html.parser")
    assert soup.find("a", rel="prev")["href"] == f"{url}?kind=press"
    assert soup.find("a", rel="next")["href"] == f"{url}?kind=press&page=3"


def test_the_feed_is_valid_atom_with_our_own_pages(client: Client, newsroom: NewsIndexPage) -> None:
    article = add_article(newsroom, "A <b>bold</b> & true title", introduction="Our summary.")
    add_article(newsroom, "Hidden").unpublish()
    response = client.get(f"{newsroom.get_url()}feed/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(response.content)
    entries = feed.findall(f"{atom}entry")
    assert [entry.find(f"{atom}title").text for entry in entries] == ["A <b>bold</b> & true title"]
    assert entries[0].find(f"{atom}link").get("href") == article.get_full_url()
    assert entries[0].find(f"{atom}summary").text == "Our summary."
    assert entries[0].find(f"{atom}published").text.startswith("2025-10-06")


ATOM = "{http://www.w3.org/2005/Atom}"


def feed_ids(client: Client, newsroom: NewsIndexPage) -> dict[str, str]:
    """The ids of the feed and of its entries, by title."""
    feed = ET.fromstring(client.get(f"{newsroom.get_url()}feed/").content)
    parts = [feed, *feed.findall(f"{ATOM}entry")]
    return {part.find(f"{ATOM}title").text.partition(" – ")[0]: part.find(f"{ATOM}id").text for part in parts}


def test_feed_ids_outlive_every_change_of_address(client: Client, newsroom: NewsIndexPage) -> None:
    article = add_article(newsroom, "A study of pain")
    add_article(newsroom, "Another study")
    before = feed_ids(client, newsroom)
    assert len(set(before.values())) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", value) for value in before.values())
    article.slug = "renamed"
    article.save_revision().publish()
    newsroom.slug = "press"
    newsroom.save_revision().publish()
    Site.objects.update(hostname="clinic.example", port=443)
    Site.clear_site_root_paths_cache()
    cache.clear()
    newsroom.refresh_from_db()
    after = feed_ids(client, NewsIndexPage.objects.get())
    assert after == before


def test_an_alias_stands_once_in_list_filters_and_feed(client: Client, newsroom: NewsIndexPage) -> None:
    article = add_article(newsroom, "A study of pain")
    article.create_alias(update_slug="again")
    assert titles_of(client, newsroom.get_url()) == ["A study of pain"]
    assert titles_of(client, f"{newsroom.get_url()}?kind=press") == ["A study of pain"]
    words = client.get(f"{newsroom.get_url()}?kind=press").content.decode()
    assert "1 report: Press." in BeautifulSoup(words, "html.parser").get_text(" ", strip=True)
    feed = ET.fromstring(client.get(f"{newsroom.get_url()}feed/").content)
    assert [entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")] == [article.get_full_url()]


@pytest.mark.full
def test_the_newsroom_costs_the_same_at_any_size(client: Client, newsroom: NewsIndexPage) -> None:
    add_many(newsroom, 3)
    few = count_queries(client, newsroom.get_url())
    add_many(newsroom, 300, first=3)
    assert count_queries(client, newsroom.get_url()) == few
    assert few <= QUERY_BUDGET


class TestTreeRules:
    def test_articles_live_only_in_the_newsroom(self) -> None:
        assert NewsArticlePage.allowed_parent_page_models() == [NewsIndexPage]
        assert NewsIndexPage.allowed_subpage_models() == [NewsArticlePage]
        assert NewsArticlePage.allowed_subpage_models() == []

    def test_there_is_one_newsroom_below_home(self, newsroom: NewsIndexPage) -> None:
        assert NewsIndexPage.allowed_parent_page_models() == [HomePage]
        assert not NewsIndexPage.can_create_at(newsroom.get_parent().specific)

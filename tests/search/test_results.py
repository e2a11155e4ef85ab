"""The result page as a visitor gets it: order, facets, excerpts, pages, what is said when nothing is found."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import PageViewRestriction

from home.models import ContentPage
from search.excerpts import excerpt
from search.indexing import rebuild
from search.models import PromotedResult

Find = Callable[..., list[str]]


@pytest.fixture
def soup(client: Client) -> Callable[..., BeautifulSoup]:
    def get(query: str, **values: str) -> BeautifulSoup:
        return BeautifulSoup(client.get("/search/", {"q": query, **values}).content, "html.parser").find("main")

    return get


def test_it_is_never_cached_listed_or_tracked(pages: dict[str, Any], client: Client) -> None:
    for query in ("", "migraine", "zzzz"):
        response = client.get("/search/", {"q": query})
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex' in response.content.decode()
        assert not response.cookies


def test_typing_mistakes_are_corrected_and_the_visitor_is_told(pages: dict[str, Any], soup: Any, find: Find) -> None:
    main = soup("migrane")
    assert "Showing results for migraine" in " ".join(main.get_text().split())
    link = main.find("a", string=lambda text: text and "as typed" in text)
    assert link["href"] == "/search/?q=migrane&exact=1"
    assert find("migrane")[0] == "/conditions/migraine/"
    assert find("migrane", exact="1") == []


def test_synonyms_lead_to_the_page_first(pages: dict[str, Any], find: Find) -> None:
    assert find("culebrilla") == ["/conditions/phn/"]
    assert find("How much is a visit?")[0] == "/cost/"
    assert find("¿precio?")[0] == "/cost/"


def test_facets_count_and_narrow(pages: dict[str, Any], soup: Any, find: Find) -> None:
    links = {link.get_text(" ", strip=True): link["href"] for link in soup("migraine").select(".search-results__facet")}
    assert set(links) == {"Everything 2", "Conditions 1", "Other pages 1"}
    assert links["Other pages 1"] == "/search/?q=migraine&kind=other"
    assert find("migraine", kind="other") == ["/cost/"]
    assert soup("migraine", kind="other").select_one("[aria-current]").get_text(" ", strip=True) == "Other pages 1"


def test_results_show_trail_and_the_pages_own_words_marked_and_escaped(pages: dict[str, Any], soup: Any) -> None:
    item = soup("itching").select_one(".search-results__item")
    assert item.select_one(".search-results__trail").get_text(strip=True) == "Conditions"
    assert item.select_one(".search-results__excerpt mark").get_text() == "itching"
    assert "Burning skin & itching. A light touch hurts." in item.get_text()
    assert not item.select(".search-results__excerpt b")


def test_excerpts_take_the_sentence_that_answers() -> None:
    text = (
        "About us.\nWe open early. "
        + "Filler words stand here. " * 30
        + "The price depends on <you> & others. The end."
    )
    shown = excerpt(text, {"price", "depend"})
    assert "The <mark>price</mark> <mark>depends</mark> on &lt;you&gt; &amp; others." in shown
    assert excerpt("No match at all stands here.", {"price"}) == "No match at all stands here."
    assert excerpt("", {"price"}) == ""
    assert excerpt("It is quiet here. You and Dr. Tilak talk about pain first.", {"pain"}) == (
        "You and Dr. Tilak talk about <mark>pain</mark> first."
    )
    long = excerpt("word " * 100 + "price " + "word " * 100, {"price"})
    assert "<mark>price</mark>" in long
    assert len(long) < 300


def test_many_results_come_in_pages(pages: dict[str, Any], soup: Any, find: Find) -> None:
    for number in range(12):
        pages["home"].add_child(instance=ContentPage(title=f"Okapi {number}", slug=f"okapi-{number}", introduction="x"))
    rebuild()
    first, second = find("okapi"), find("okapi", page="2")
    assert len(first) == 10
    assert len(second) == 2
    assert not set(first) & set(second)
    assert soup("okapi").select_one("a[rel=next]")["href"] == "/search/?q=okapi&page=2"
    assert soup("okapi", page="2").select_one("a[rel=prev]")["href"] == "/search/?q=okapi"
    assert soup("okapi", page="2").find("ol")["start"] == "11"


def test_nothing_found_is_no_dead_end(pages: dict[str, Any], soup: Any) -> None:
    pages["conditions"].show_in_menus = True
    pages["conditions"].save()
    main = soup("zzzzqqq")
    assert "Nothing found for “zzzzqqq”" in main.get_text()
    links = [link["href"] for link in main.find_all("a")]
    assert "/conditions/" in links
    assert main.find("a", string="Request an appointment")
    assert main.find("input", {"name": "q"})["value"] == "zzzzqqq"


def test_a_rare_spelling_beside_a_frequent_one_is_offered(pages: dict[str, Any], soup: Any) -> None:
    for number in range(9):
        pages["home"].add_child(instance=ContentPage(title=f"Ketamine {number}", slug=f"k{number}", introduction="x"))
    pages["home"].add_child(instance=ContentPage(title="Ketamina", slug="ketamina", introduction="x"))
    rebuild()
    main = soup("ketamina")
    assert main.select_one(".search-results__note a")["href"] == "/search/?q=ketamine"


@pytest.fixture
def promote(pages: dict[str, Any]) -> Callable[..., PromotedResult]:
    def made(phrase: str, page: Any, **values: Any) -> PromotedResult:
        return PromotedResult.objects.create(query=Query.get(phrase), page=page, description="Look <here>", **values)

    return made


def test_promoted_results_come_first_for_the_same_words(pages: dict[str, Any], soup: Any, promote: Any) -> None:
    promote("the migraine prices", pages["cost"])
    box = soup("price migraines").select_one(".search-results__promoted")
    assert box.find("a")["href"] == "/cost/"
    assert "Look <here>" in box.get_text()
    assert soup("migraine").select_one(".search-results__promoted") is None
    assert soup("price migraines", kind="other").select_one(".search-results__promoted") is None


def test_promoted_results_keep_to_their_days(pages: dict[str, Any], soup: Any, promote: Any) -> None:
    promotion = promote("migraine", pages["cost"])
    day = datetime.timedelta(days=1)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    for starts, ends, shown in [
        (None, None, True),
        (None, today - 3 * day, False),
        (today + 3 * day, None, False),
        (today - 3 * day, today + 3 * day, True),
    ]:
        PromotedResult.objects.filter(pk=promotion.pk).update(starts_on=starts, ends_on=ends)
        assert bool(soup("migraine").select_one(".search-results__promoted")) is shown


def test_promoted_pages_must_be_live_and_public(pages: dict[str, Any], soup: Any, promote: Any) -> None:
    promote("migraine", pages["cost"])
    restriction = PageViewRestriction.objects.create(page=pages["cost"], restriction_type="login")
    assert soup("migraine").select_one(".search-results__promoted") is None
    restriction.delete()
    pages["cost"].unpublish()
    assert soup("migraine").select_one(".search-results__promoted") is None


@pytest.mark.usefixtures("at_the_start_of_a_window")
def test_who_asks_too_often_is_told_when_to_come_back(pages: dict[str, Any], client: Client, settings: Any) -> None:
    settings.SEARCH_LIMITS = {"results": 2, "suggestions": 2}
    for path in ("/search/", "/search/suggestions/"):
        answers = [client.get(path, {"q": "migraine"}) for _each in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 1 <= int(answers[-1]["Retry-After"]) <= 61
        assert client.get(path, {"q": "migraine"}, REMOTE_ADDR="203.0.113.9").status_code == 200
        # One customer's IPv6 network is one sender.
        statuses = [client.get(path, {"q": "x"}, REMOTE_ADDR=f"2001:db8::{each}").status_code for each in (1, 2, 3)]
        assert statuses == [200, 200, 429]


def test_the_list_costs_the_same_queries_for_few_and_many(
    pages: dict[str, Any], client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/search/", {"q": "migraine"})
    with django_assert_max_num_queries(32):
        client.get("/search/", {"q": "pain migraine jacksonville insurance"})


def test_suggestions_complete_the_word_being_typed(pages: dict[str, Any], client: Client) -> None:
    def titles(text: str) -> list[str]:
        response = client.get("/search/suggestions/", {"q": text})
        assert response["Cache-Control"] == "private, max-age=120"
        assert "noindex" in response["X-Robots-Tag"]
        return [each["title"] for each in response.json()["suggestions"]]

    assert titles("mig")[0] == "Migraine"
    assert titles("cule") == ["Postherpetic neuralgia"]
    assert titles("how mu") == ["Cost and insurance"]
    assert titles("postherp neu") == ["Postherpetic neuralgia"]
    assert titles("m") == []
    assert client.get("/search/suggestions/", {"q": "mig"}).json()["suggestions"][0] == {
        "title": "Migraine",
        "url": "/conditions/migraine/",
        "kind": "Conditions",
    }


def test_suggestions_never_show_a_private_page(pages: dict[str, Any], client: Client) -> None:
    PageViewRestriction.objects.create(page=pages["phn"], restriction_type="login")
    assert client.get("/search/suggestions/", {"q": "postherpetic"}).json()["suggestions"] == []

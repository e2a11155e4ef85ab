"""Views, entries and origins are counted where pages are answered, cached or not; what must not be counted is not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from appointments.models import AppointmentPage
from core.analytics import counter as counter_module
from core.analytics import writing
from core.analytics.counter import Counter, counter
from core.analytics.models import OriginCount, PageCount
from core.analytics.reading import Event, Reader, View
from home.models import ContentPage, HomePage
from tests.core.analytics.conftest import HOST, LAPTOP, PHONE, Visit, sums_of
from tests.pages import add_page

pytestmark = pytest.mark.django_db


def origins(kind: str, page_id: int = 0) -> dict[str, int]:
    counter.flush()
    return dict(OriginCount.objects.filter(kind=kind, page_id=page_id).values_list("label", "entries"))


def test_a_view_counts_cached_or_not_and_also_when_the_browser_has_the_page(visit: Visit, about: ContentPage) -> None:
    first = visit("/about/")
    second = visit("/about/", PHONE)
    third = visit("/about/", if_none_match=second.headers["etag"])
    assert [first.outcome, second.outcome, third.status] == ["MISS", "HIT", 304]
    visit("/about/", method="HEAD")
    assert sums_of(about.pk) == {"views": 3, "entries": 3, "phone_views": 1}
    assert sums_of() == {"views": 3, "entries": 3, "phone_views": 1}


def test_sums_of_several_writes_and_processes_add_up(visit: Visit, about: ContentPage) -> None:
    for _ in range(2):
        visit("/about/")
        counter.flush()
    other = Counter()
    other.view({"HTTP_USER_AGENT": LAPTOP, "PATH_INFO": "/about/", "HTTP_HOST": HOST})
    other.flush()
    assert sums_of(about.pk)["views"] == 3
    assert PageCount.objects.filter(page_id=about.pk).count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"dnt": "1"},
        {"sec_gpc": "1"},
        {"sec_purpose": "prefetch"},
        {"sec_fetch_dest": "iframe"},
        {"cookie": "session=abc"},
        {"authorization": "Basic eDp5"},
    ],
)
def test_who_does_not_want_it_or_is_no_visitor_is_not_counted(
    visit: Visit, about: ContentPage, headers: dict[str, str]
) -> None:
    assert visit("/about/", **headers).status == 200
    assert sums_of() == {}


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (compatible; Googlebot/2.1)", "GPTBot/1.0", "curl/8.5.0", ""])
def test_programs_stand_apart(visit: Visit, about: ContentPage, agent: str) -> None:
    visit("/about/", agent, referer="https://www.google.com/")
    assert sums_of() == {"crawler_views": 1}
    assert origins("source") == {}


def test_what_is_no_page_is_not_counted(visit: Visit, about: ContentPage) -> None:
    for path in ("/nothing/", "/robots.txt", "/search/?q=pain", "/health/live", "/admin/login/", "/sitemap.xml"):
        visit(path)
    assert sums_of() == {"searches": 1}


def test_a_referrer_is_a_host_and_our_own_pages_are_none(visit: Visit, about: ContentPage) -> None:
    visit("/about/", referer="https://www.Google.com/search?q=jane+doe+pain")
    visit("/about/", referer="http://google.com:8080/")
    visit("/about/", referer="android-app://com.google.android.gm/")
    visit("/about/", referer=f"http://{HOST}/?secret=1")
    visit("/about/", sec_fetch_site="same-origin")
    visit("/about/")
    assert sums_of(about.pk) == {"views": 6, "entries": 4}
    assert origins("source") == {"google.com": 2, "com.google.android.gm": 1, "": 1}
    assert origins("source", about.pk) == origins("source")


@pytest.mark.parametrize(
    "referer",
    [
        "not an address",
        "https://",
        "http://192.0.2.7/",
        "https://x@y/",
        "\x00\xff",
        "https://9045550187.example/",
        "a" * 9000,
    ],
)
def test_referrers_that_are_no_addresses_are_others(visit: Visit, about: ContentPage, referer: str) -> None:
    assert visit("/about/", referer=referer).status == 200
    assert origins("source") == {"other": 1}


def test_campaigns_are_words_and_click_numbers_are_not_kept(visit: Visit, about: ContentPage) -> None:
    visit("/about/?utm_source=Newsletter&utm_medium=email&utm_campaign=Spring%202027")
    visit("/about/?gclid=EAIaIQobChMIx")
    visit("/about/?utm_source=google&gclid=abc&utm_campaign=jane%40example.org")
    visit("/about/?utm_campaign=904-5550187&utm_source=" + "x" * 60)
    assert origins("campaign") == {
        "newsletter / email / spring 2027": 1,
        "(ad)": 1,
        "google / other / (ad)": 1,
        "other / other": 1,
    }


def test_where_people_went_on_to_the_form_from(visit: Visit, home: HomePage, about: ContentPage) -> None:
    form = add_page(home, AppointmentPage, "Request")
    visit("/request/", referer=f"http://{HOST}/about/?utm_source=x")
    visit("/request/", referer=f"http://{HOST}/request/")
    visit("/request/", referer="https://example.org/about/")
    assert sums_of(about.pk) == {"form_visits": 1}
    assert sums_of(form.pk) == {"views": 3, "entries": 1}


def test_a_page_beyond_its_address_and_in_another_language(visit: Visit, about: ContentPage, home: HomePage) -> None:
    found = writing.pages_at(["/about/", "/about/2026/", "/", "/nothing/at/all/", "//", "/%zz/", "/ä/"])
    assert {path: page.page_id for path, page in found.items()} == {
        "/about/": about.pk,
        "/about/2026/": about.pk,
        "/": home.pk,
        "//": home.pk,
    }


# -- Bad input ---------------------------------------------------------------------------------------------------------


@given(referer=st.text(max_size=60), query=st.text(max_size=60), agent=st.text(max_size=40), path=st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_a_request_says_breaks_counting(
    home: HomePage, referer: str, query: str, agent: str, path: str
) -> None:
    one = Counter()
    said = [text.encode("utf-8", "surrogatepass").decode("latin-1") for text in (referer, query, agent, path)]
    environ = {
        "HTTP_REFERER": f"http://{said[0]}",
        "QUERY_STRING": f"utm_source={said[1]}",
        "HTTP_USER_AGENT": f"x{said[2]}",
        "PATH_INFO": f"/{said[3]}",
        "HTTP_HOST": HOST,
    }
    one.view(environ)
    assert one.flush()


def test_a_flood_of_made_up_campaigns_and_referrers_is_bounded(
    home: HomePage, about: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_LABELS_A_DAY", 20)
    monkeypatch.setattr(writing, "MOST_PAGE_ROWS_A_DAY", 10)
    monkeypatch.setattr(counter_module, "MOST_WAITING", 300)
    one = Counter()
    for number in range(500):
        query = f"utm_source=s{number}"
        referer = f"https://made-up-{number % 250}.example/"
        base = {"HTTP_USER_AGENT": LAPTOP, "PATH_INFO": "/about/", "HTTP_HOST": HOST}
        one.view({**base, "QUERY_STRING": query, "HTTP_REFERER": referer})
        if number % 100 == 99:
            assert one.flush()
    whole = OriginCount.objects.filter(page_id=0)
    assert {kind: whole.filter(kind=kind).count() for kind in ("source", "campaign")} == {"source": 21, "campaign": 21}
    assert OriginCount.objects.exclude(page_id=0).count() <= 20
    assert sum(row.entries for row in whole.filter(kind="campaign")) == 500, "none is lost, the rest is other"
    assert PageCount.objects.get(page_id=about.pk).views == 500


def test_what_waits_in_memory_is_bounded_and_the_whole_sum_stays_right(
    home: HomePage, about: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter_module, "MOST_WAITING", 10)
    one = Counter()
    for number in range(50):
        one.view({"HTTP_USER_AGENT": LAPTOP, "PATH_INFO": "/about/", "QUERY_STRING": f"utm_source=s{number}"})
    assert len(one._views) <= 11
    one.flush()
    assert sum(PageCount.objects.filter(page_id=0).values_list("views", flat=True)) == 50


def test_who_names_another_browser_each_time_is_a_program(home: HomePage, about: ContentPage) -> None:
    one = Counter()
    for number in range(250):
        one.view({"HTTP_USER_AGENT": f"{LAPTOP} {number}", "PATH_INFO": "/about/"})
    one.flush()
    counted = PageCount.objects.get(page_id=about.pk)
    assert (counted.views, counted.crawler_views) == (200, 50)


def test_a_database_that_is_away_costs_no_sum(about: ContentPage, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Counter()
    one.view({"HTTP_USER_AGENT": LAPTOP, "PATH_INFO": "/about/"})
    one.add("searches")

    def away(*args: Any) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(counter_module, "write", away)
        assert not one.flush()
    one.view({"HTTP_USER_AGENT": LAPTOP, "PATH_INFO": "/about/"})
    assert one.flush()
    assert sums_of() == {"views": 2, "entries": 2, "searches": 1}


def test_a_write_is_whole_or_not_at_all(about: ContentPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(writing, "bounded", broken)
    with pytest.raises(DatabaseError):
        writing.write({View("/about/", Reader.LARGE): 2}, {Event("searches"): 1})
    assert not PageCount.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_number_of_pages(
    home: HomePage, django_assert_max_num_queries: Any
) -> None:
    pages = [add_page(home, ContentPage, f"Page {number}") for number in range(12)]
    views = {View(f"/{page.slug}/", Reader.LARGE, f"site-{page.pk}.example"): 3 for page in pages}
    with django_assert_max_num_queries(20):
        writing.write(views, {})
    assert PageCount.objects.exclude(page_id=0).count() == 12


def test_counting_makes_no_cached_page_old(visit: Visit, about: ContentPage) -> None:
    visit("/about/")
    counter.flush()
    assert visit("/about/").outcome == "HIT"


# -- What the page's script tells --------------------------------------------------------------------------------------


def test_taps_are_counted_on_the_page_without_a_cookie(client: Client, about: ContentPage) -> None:
    page = {"host": HOST, "referer": f"http://{HOST}{about.get_url()}?q=1", "user-agent": PHONE}
    with override_settings(ALLOWED_HOSTS=[HOST]):
        for what in ("tel:", "directions", "mailto:", "tel:"):
            answer = client.post(f"/count/{what}", headers=page)
            assert (answer.status_code, answer.content, dict(answer.cookies)) == (204, b"", {})
        client.post("/count/tel:", headers={**page, "dnt": "1"})
        client.post("/count/tel:", headers={**page, "sec-fetch-site": "cross-site"})
        client.post("/count/tel:", headers={**page, "referer": "https://elsewhere.example/"})
        client.post("/count/tel:", headers={**page, "user-agent": "curl/8"})
        assert client.get("/count/tel:", headers=page).status_code == 405
        client.post("/count/fax", headers=page)
    assert sums_of(about.pk) == {"phone_taps": 2, "directions_taps": 1, "email_taps": 1}


def test_behind_a_cdn_the_page_tells_and_the_server_does_not_count(client: Client, about: ContentPage) -> None:
    referer = f"http://{HOST}{about.get_url()}?utm_source=leaflet&gclid=123"
    told = {"host": HOST, "referer": referer, "user-agent": PHONE}
    client.post("/count/view", b"https://www.bing.com/", content_type="text/plain", headers=told)
    assert sums_of() == {}, "off unless somebody wants it"
    assert "count/view" not in client.get(about.get_url()).content.decode()
    with override_settings(COUNT_VISITS="beacon"):
        assert 'data-module="/static/analytics/view.js"' in client.get(about.get_url()).content.decode()
        client.post("/count/view", b"https://www.bing.com/", content_type="text/plain", headers=told)
        client.post("/count/view", b"", content_type="text/plain", headers=told)
        client.post("/count/view", b"x" * 90_000, content_type="text/plain", headers=told)
        client.post("/count/view", b"", content_type="text/plain", headers={**told, "sec-gpc": "1"})
    assert sums_of(about.pk) == {"views": 3, "entries": 3, "phone_views": 3}
    assert origins("source") == {"bing.com": 1, "": 1, "other": 1}
    assert origins("campaign") == {"leaflet / (ad)": 3}


def test_a_day_is_the_clinics_own_and_requests_stand_under_their_monday(about: ContentPage) -> None:
    writing.write({}, {Event("requests", "/about/"): 1, Event("searches"): 1})
    assert PageCount.objects.get(page_id=about.pk).day.weekday() == 0
    assert PageCount.objects.filter(searches=1).get().day == timezone.localdate()
    assert timezone.localdate() - timedelta(days=7) < PageCount.objects.get(page_id=about.pk).day <= date.today()  # noqa: DTZ011


def test_pages_that_are_gone_keep_their_sums(about: ContentPage) -> None:
    writing.write({View("/about/", Reader.LARGE): 2}, {})
    key = about.pk
    Page.objects.get(pk=key).delete()
    assert PageCount.objects.get(page_id=key).views == 2

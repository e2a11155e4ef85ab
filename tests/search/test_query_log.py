"""What is kept of a search: a count by week, without whoever asked, and without what may be a name."""

import datetime
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from core.web.page_cache.writes import unshown_tables
from search import lexicon, query_log
from search.models import HeldQuery, QueryCount


def counts() -> dict[str, int]:
    return dict(QueryCount.objects.values_list("text", "searches"))


def test_searches_are_counted_by_week_with_what_they_found(pages: dict[str, Any], client: Client) -> None:
    client.get("/search/", {"q": "Migraine!"})
    client.get("/search/", {"q": "migraine"})
    client.get("/search/", {"q": "migraine", "page": "2"})
    client.get("/search/", {"q": "migraine", "kind": "other"})
    (count,) = QueryCount.objects.all()
    assert (count.text, count.searches, count.results) == ("migraine", 3, 2)
    assert count.week == query_log.week_of(timezone.localdate())
    assert count.week.weekday() == 0
    assert {field.name for field in QueryCount._meta.fields} == {"id", "week", "text", "searches", "results"}


KEPT = {
    "migraine call me 904-555-0123": "migraine call me",
    "migraine (904) 555 0123": "migraine",
    "jane.doe@example.com migraine": "migraine",
    "migraine jennifer qwertz": "migraine […]",
    "my name is zork migraine": "my name is […] migraine",
    "migraine 1965 04 12": "migraine",
    "migraine https://example.com/x?y": "migraine",
    "what is PHN": "what is phn",
}


def test_what_looks_like_a_person_is_never_kept(pages: dict[str, Any]) -> None:
    assert {typed: query_log.scrubbed(typed, lexicon.current())[0] for typed in KEPT} == KEPT


def test_words_that_are_not_the_sites_are_held_back_until_several_ask(pages: dict[str, Any], client: Client) -> None:
    for _each in range(2):
        client.get("/search/", {"q": "lupus"})
    assert counts() == {}
    (held,) = HeldQuery.objects.all()
    assert "lupus" not in held.digest
    client.get("/search/", {"q": "lupus"})
    assert counts() == {"lupus": 3}
    client.get("/search/", {"q": "lupus"})
    assert counts() == {"lupus": 4}
    assert QueryCount.objects.get().results == 0


def test_counts_are_forgotten_after_their_days(pages: dict[str, Any], settings: Any) -> None:
    settings.SEARCH_LOG_DAYS = 30
    today = datetime.date(2026, 11, 23)
    for weeks in (1, 3, 6):
        QueryCount.objects.create(week=today - datetime.timedelta(weeks=weeks), text="migraine", searches=1)
        HeldQuery.objects.create(week=today - datetime.timedelta(weeks=weeks), digest="x", searches=1)
    assert query_log.forget_old(today) == 2
    assert QueryCount.objects.count() == 2


def test_old_counts_go_with_the_next_new_one(pages: dict[str, Any], client: Client) -> None:
    QueryCount.objects.create(week=datetime.date(2020, 1, 6), text="old", searches=1)
    client.get("/search/", {"q": "migraine"})
    assert counts() == {"migraine": 1}


def test_counting_can_be_switched_off(pages: dict[str, Any], client: Client, settings: Any) -> None:
    settings.SEARCH_LOG_DAYS = 0
    client.get("/search/", {"q": "migraine"})
    assert counts() == {}


def test_a_busy_database_costs_the_count_and_not_the_search(
    pages: dict[str, Any], client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(query_log, "_count", locked)
    response = client.get("/search/", {"q": "migraine"})
    assert response.status_code == 200
    assert response.context["results"]
    assert "was not counted" in caplog.text
    assert "migraine" not in caplog.text


def test_the_table_does_not_grow_without_bound(
    pages: dict[str, Any], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_log, "MOST_A_WEEK", 2)
    for word in ("migraine", "insurance", "itching", "headache"):
        client.get("/search/", {"q": word})
    assert len(counts()) == 2
    client.get("/search/", {"q": "migraine"})
    assert counts()["migraine"] == 2


def test_counting_leaves_the_page_cache_alone() -> None:
    assert {QueryCount._meta.db_table, HeldQuery._meta.db_table} <= unshown_tables()

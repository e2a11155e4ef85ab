"""Search in the admin: synonyms, promoted results and the report, for those who may."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client

from core.editorial.roles import MARKETING_EDITOR
from search.models import PromotedResult, QueryCount, Synonym
from search.starter import SYNONYMS, load_synonyms

REPORT = "/admin/reports/search-queries/"


@pytest.fixture
def marketing(client: Client, django_user_model: Any, db: None) -> Client:
    user = django_user_model.objects.create_user("marketing", password="x")
    user.groups.add(Group.objects.get(name=MARKETING_EDITOR))
    client.force_login(user)
    return client


def test_marketing_adds_a_synonym_that_works_at_once(pages: dict[str, Any], marketing: Client) -> None:
    assert marketing.get("/search/", {"q": "jaqueca"}).context["results"] == []
    response = marketing.post(
        "/admin/snippets/search/synonym/add/", {"name": "Jaqueca", "typed": "jaqueca", "means": "migraine"}
    )
    assert response.status_code == 302
    assert marketing.get("/search/", {"q": "jaqueca"}).context["results"][0].url == "/conditions/migraine/"


@pytest.mark.parametrize(("typed", "means"), [("!!!", "migraine"), ("migraine", "—"), ("a b c d e f g h", "migraine")])
def test_synonyms_that_could_never_match_are_refused(typed: str, means: str) -> None:
    with pytest.raises(ValidationError):
        Synonym(name="x", typed=typed, means=means).clean()


def test_marketing_promotes_a_page_for_some_days(pages: dict[str, Any], marketing: Client) -> None:
    add = "/admin/snippets/search/promotedresult/add/"
    values = {"phrase": "Zebra", "page": pages["cost"].pk, "description": "See this"}
    assert marketing.post(add, {**values, "page": ""}).status_code == 200
    assert marketing.post(add, {**values, "phrase": "?"}).status_code == 200
    days = {"starts_on": "2026-03-02", "ends_on": "2026-03-01"}
    assert "cannot come before" in marketing.post(add, values | days).content.decode()
    assert PromotedResult.objects.count() == 0
    assert marketing.post(add, {**values, "starts_on": "", "ends_on": ""}).status_code == 302
    promoted = PromotedResult.objects.get()
    assert promoted.query.query_string == "zebra"
    assert "See this" in marketing.get("/search/", {"q": "zebras"}).content.decode()
    edit = f"/admin/snippets/search/promotedresult/edit/{promoted.pk}/"
    assert 'value="zebra"' in marketing.get(edit).content.decode()
    marketing.post(edit, {**values, "phrase": "giraffe", "starts_on": "", "ends_on": ""})
    promoted.refresh_from_db()
    assert promoted.query.query_string == "giraffe"


def test_the_report_shows_counts_by_week_and_what_found_nothing(marketing: Client) -> None:
    week = datetime.date(2026, 11, 16)
    QueryCount.objects.create(week=week, text="lupus", searches=7, results=0)
    QueryCount.objects.create(week=week - datetime.timedelta(weeks=1), text="migraine", searches=3, results=4)
    everything = marketing.get(REPORT).content.decode()
    assert "lupus" in everything
    assert "migraine" in everything
    nothing = marketing.get(REPORT, {"nothing": "0"}).content.decode()
    assert "lupus" in nothing
    assert "migraine" not in nothing
    assert "lupus" not in marketing.get(REPORT, {"week": "2026-11-09"}).content.decode()
    exported = b"".join(marketing.get(REPORT, {"export": "csv"}).streaming_content).decode()
    assert "2026-11-16,lupus,7,0" in exported


def test_the_report_is_not_for_everybody(client: Client, django_user_model: Any, db: None) -> None:
    user = django_user_model.objects.create_user("desk", password="x")
    client.force_login(user)
    assert client.get(REPORT).status_code in (302, 403)


def test_the_first_synonyms_are_valid_and_added_once(db: None) -> None:
    assert load_synonyms() == len(SYNONYMS)
    Synonym.objects.filter(name="Cost").update(typed="ours")
    assert load_synonyms() == 0
    assert Synonym.objects.get(name="Cost").typed == "ours"

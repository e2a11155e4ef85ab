"""The therapy overview and the condition pages, as visitors get them."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from home.models import ContentPage, HomePage
from news.models import NewsArticlePage
from tests.pages import add_page, count_queries, full_base_fields, full_body, make_home, make_image, make_reference
from therapy.models import ConditionIndexPage, ConditionPage, TherapyPage

QUERY_BUDGET = 25

pytestmark = pytest.mark.django_db


def soup_of(client: Client, page: Page) -> BeautifulSoup:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def home() -> HomePage:
    return make_home()


def test_lists_call_a_condition_as_patients_do_and_its_medical_name_second(client: Client, home: HomePage) -> None:
    index = add_page(home, ConditionIndexPage, "Conditions")
    empty = soup_of(client, index).main
    assert "No condition is listed at the moment." in empty.get_text()
    assert empty.find("a", string="Request an appointment")
    named = {"everyday_name": "Pain after shingles", "other_names": "PHN"}
    page = add_page(index, ConditionPage, "Postherpetic neuralgia", **named)
    add_page(index, ConditionPage, "Migraine")
    home.body = [{"type": "conditions", "value": {"title": "What we treat"}}]
    home.save()
    for lists in (soup_of(client, index), soup_of(client, home)):
        words = lists.main.get_text(" ", strip=True)
        assert 0 <= words.index("Pain after shingles") < words.index("Postherpetic neuralgia")
        assert words.count("Migraine") == 1
    own = soup_of(client, page)
    # Who follows a link finds its words again, and the medical name below them.
    assert own.h1.get_text(" ", strip=True) == "Pain after shingles Postherpetic neuralgia"
    assert own.select_one("h1 .page-head__also").get_text(strip=True) == "Postherpetic neuralgia"
    assert own.select_one(".page-head__names").get_text(strip=True) == "Also called: PHN"


@pytest.fixture
def conditions(home: HomePage) -> ConditionIndexPage:
    return add_page(home, ConditionIndexPage, "Conditions")


def test_a_therapy_page_needs_only_a_title(client: Client, home: HomePage) -> None:
    page = add_page(home, TherapyPage, "Ketamine therapy")
    soup = soup_of(client, page)
    assert soup.h1.get_text(strip=True) == "Ketamine therapy"
    assert soup.find(id="references") is None
    assert "Also called" not in soup.get_text()


def test_a_full_therapy_page_shows_every_block_and_numbers_its_sources(client: Client, home: HomePage) -> None:
    image, reference = make_image(), make_reference()
    page = add_page(
        home,
        TherapyPage,
        "Ketamine therapy",
        **full_base_fields(image),
        body=json.dumps(full_body(image, reference, home)),
        references=json.dumps([{"type": "reference", "value": reference.pk}]),
        written_by="The team",
        last_reviewed="2026-01-02",
        next_review="2027-01-02",
    )
    soup = soup_of(client, page)
    words = soup.get_text(" ", strip=True)
    for expected in (
        "Good to know",
        "Call 911",
        "1970",
        "Does it hurt?",
        "Results differ.",
        "Injection",
        "A visit",
        "Ready?",
    ):
        assert expected in words
    assert soup.find("a", href="#what-to-expect"), "the section is not in the list of contents"
    assert soup.find(id="what-to-expect").name == "h2"
    assert not soup.find("a", href="#on-the-day"), "only sections belong in the list of contents"
    entry = soup.find(id="ref-cohen-2018")
    assert "Consensus guidelines" in entry.get_text()
    assert entry.find("a", href="https://doi.org/10.1097/AAP.0000000000000808")
    citation = soup.find("a", href="#ref-cohen-2018")
    assert "1" in citation.get_text()
    assert "January 2, 2026" in words
    assert "January 2027" in words
    assert not soup.find("iframe"), "nothing may load from the film's host before a click"
    assert soup.find("img", alt="A branch")


def test_a_condition_page_needs_only_a_title(client: Client, conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "Fibromyalgia")
    soup = soup_of(client, page)
    assert soup.h1.get_text(strip=True) == "Fibromyalgia"
    assert not soup.find(id="symptoms")
    assert not soup.find(id="related")


def test_a_full_condition_page_shows_risks_evidence_and_related(client: Client, conditions: ConditionIndexPage) -> None:
    image, reference = make_image(), make_reference()
    other = add_page(conditions, ConditionPage, "CRPS", everyday_name="Pain after an injury")
    hidden = add_page(conditions, ConditionPage, "Draft condition")
    hidden.unpublish()
    page = add_page(
        conditions,
        ConditionPage,
        "RSD",
        **full_base_fields(image),
        other_names="Reflex sympathetic dystrophy\nCRPS type I\n",
        symptoms="<p>Burning pain</p>",
        usual_treatments="<p>Physical therapy</p>",
        how_it_may_help="<p>May ease pain</p>",
        evidence_level="moderate",
        evidence=f'<p>Studied <a href="#{reference.anchor}">Cohen 2018</a></p>',
        risks="<p>Nausea</p>",
        who_should_not="<p>Uncontrolled heart disease</p>",
        body=json.dumps(full_body(image, reference, other)),
        related_conditions=json.dumps(
            [{"type": "condition", "value": other.pk}, {"type": "condition", "value": hidden.pk}]
        ),
        references=json.dumps([{"type": "reference", "value": reference.pk}]),
    )
    soup = soup_of(client, page)
    words = soup.get_text(" ", strip=True)
    for expected in ("CRPS type I", "Burning pain", "Physical therapy", "Nausea", "Moderate evidence", "heart disease"):
        assert expected in words
    for anchor in ("symptoms", "usual-treatments", "how-it-may-help", "evidence", "risks", "who-should-not"):
        assert soup.find("a", href=f"#{anchor}"), f"{anchor} is not in the list of contents"
        assert soup.find(id=anchor)
    related = soup.find(id="related").parent
    assert "Pain after an injury" in related.get_text(), "related conditions are named as in every list"
    assert "Draft condition" not in related.get_text()


def test_the_index_lists_live_conditions_in_tree_order(client: Client, conditions: ConditionIndexPage) -> None:
    add_page(conditions, ConditionPage, "Migraine", introduction="A severe headache.")
    add_page(conditions, ConditionPage, "Cancer pain").unpublish()
    add_page(conditions, ConditionPage, "Fibromyalgia")
    main = soup_of(client, conditions).find("main").get_text(" ", strip=True)
    assert main.index("Migraine") < main.index("Fibromyalgia")
    assert "A severe headache." in main
    assert "Cancer pain" not in main


def test_a_review_cannot_lie_in_the_future(home: HomePage) -> None:
    page = TherapyPage(title="Therapy", slug="therapy", last_reviewed="2999-01-01", next_review="2998-01-01")
    page.set_url_path(home)
    page.path, page.depth = home.path + "0001", home.depth + 1
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert set(caught.value.message_dict) == {"last_reviewed", "next_review"}


def add_many(conditions: ConditionIndexPage, first: int, last: int) -> None:
    for number in range(first, last):
        conditions.add_child(instance=ConditionPage(title=f"Condition {number}", slug=f"condition-{number}"))


@pytest.mark.full
def test_the_index_costs_the_same_at_any_size(client: Client, conditions: ConditionIndexPage) -> None:
    add_many(conditions, 0, 3)
    few = count_queries(client, conditions.get_url())
    add_many(conditions, 3, 300)
    assert count_queries(client, conditions.get_url()) == few
    assert few <= QUERY_BUDGET


class TestTreeRules(WagtailTestUtils):
    def test_conditions_live_only_below_their_index(self) -> None:
        assert ConditionPage.allowed_parent_page_models() == [ConditionIndexPage]
        assert ConditionIndexPage.allowed_subpage_models() == [ConditionPage]
        assert ConditionPage.allowed_subpage_models() == []

    def test_the_therapy_page_lives_below_home_and_holds_its_topics_and_plain_pages(self) -> None:
        assert TherapyPage.allowed_parent_page_models() == [HomePage, TherapyPage]
        assert TherapyPage.allowed_subpage_models() == [TherapyPage, ContentPage]
        assert NewsArticlePage not in TherapyPage.allowed_subpage_models()

    def test_there_is_one_list_of_conditions(self, conditions: ConditionIndexPage) -> None:
        assert not ConditionIndexPage.can_create_at(conditions.get_parent().specific)


def test_a_conditions_trail_says_its_heading(client: Client, conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "CRPS", everyday_name="Pain after an injury")
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    assert soup.select_one(".breadcrumbs [aria-current]").get_text() == "Pain after an injury"  # type: ignore[union-attr]

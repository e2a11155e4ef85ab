"""An alias is a second address of a page, not a second page: lists name it once, and its original keeps its words."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from appointments.choices import condition_choices
from core.editorial.dashboard import review_rows
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage, LocationPage
from tests.pages import add_page, make_home
from therapy.models import ConditionIndexPage, ConditionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home(
        body=[
            {"type": "page_cards", "value": {"title": "", "kind": "conditions", "pages": []}},
            {"type": "page_cards", "value": {"title": "", "kind": "locations", "pages": []}},
            {"type": "conditions", "value": {"title": "What we treat", "text": "", "more": {}}},
        ]
    )


def links_in(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status_code == 200
    return [str(link["href"]) for link in BeautifulSoup(answer.content, "html.parser").select("main a[href^='/']")]


def test_lists_cards_and_the_form_name_a_condition_once(client: Client, home: HomePage) -> None:
    conditions = add_page(home, ConditionIndexPage, "Conditions")
    page = add_page(
        conditions,
        ConditionPage,
        "Fibromyalgia",
        last_reviewed=timezone.localdate() - datetime.timedelta(800),
        next_review=timezone.localdate() - datetime.timedelta(30),
    )
    alias = page.create_alias(update_slug="fms")
    assert client.get(alias.get_url()).status_code == 200
    assert links_in(client, conditions.get_url()).count(page.get_url()) == 1
    for url in (conditions.get_url(), home.get_url()):
        assert alias.get_url() not in links_in(client, url)
    assert [slug for slug, _words in condition_choices()].count("fms") == 0
    assert [row.what for row in review_rows(timezone.localdate())] == ["Fibromyalgia"]


def test_lists_cards_and_the_footer_name_a_place_and_its_doctor_once(client: Client, home: HomePage) -> None:
    locations = add_page(home, LocationIndexPage, "Locations")
    place = add_page(locations, LocationPage, "Jacksonville", phone="+19045550199")
    doctor = add_page(home, ClinicianPage, "Dr. Tilak")
    doctor.locations.set([place])
    doctor.save_revision().publish()
    aliases = [page.create_alias(update_slug=f"{page.slug}-again") for page in (place, doctor)]
    for url in (locations.get_url(), home.get_url(), place.get_url(), doctor.get_url()):
        everything = BeautifulSoup(client.get(url).content, "html.parser").select("a[href]")
        assert {alias.get_url() for alias in aliases}.isdisjoint(link["href"] for link in everything), url
    assert doctor.get_url() in links_in(client, place.get_url())


def test_an_original_behind_its_alias_keeps_its_title_and_description(client: Client, home: HomePage) -> None:
    about = add_page(home, ContentPage, "About us", introduction="Who we are.")
    alias = about.create_alias(update_slug="earlier")
    alias.move(about, pos="left")
    soup = BeautifulSoup(client.get(about.get_url()).content, "html.parser")
    assert soup.title.get_text().startswith("About us")
    assert "(" not in soup.title.get_text()
    assert soup.select_one('meta[name="description"]')["content"] == "Who we are."


def test_an_alias_may_stand_in_the_menu(client: Client, home: HomePage) -> None:
    about = add_page(home, ContentPage, "About us")
    insurance = add_page(about, ContentPage, "Insurance")
    alias = insurance.create_alias(parent=home, update_slug="insurance")
    alias.show_in_menus = True
    alias.save()
    soup = BeautifulSoup(client.get(home.get_url()).content, "html.parser")
    assert "/insurance/" in [link["href"] for link in soup.select(".site-header__list a")]

"""The nearest place by ZIP code, town or position: offline, without JavaScript, and never wrong by much."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from locations.finder import position_of
from locations.gazetteer import Position, miles_between
from locations.models import LocationIndexPage, LocationPage


@pytest.fixture
def two_places(location_index: LocationIndexPage) -> LocationIndexPage:
    """Miami with its position, Jacksonville known by its ZIP code only."""
    location_index.add_child(
        instance=LocationPage(title="Miami", slug="miami", latitude=Decimal("25.775"), longitude=Decimal("-80.194"))
    )
    location_index.add_child(
        instance=LocationPage(title="North", slug="north", city="Jacksonville", postal_code="32256")
    )
    return location_index


def answer(client: Client, page: LocationIndexPage, **query: str) -> BeautifulSoup:
    response = client.get(page.url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in soup.select(".location-card__title")]


class TestLookUp:
    def test_miles(self) -> None:
        """Miami to Jacksonville is some 328 miles in a straight line."""
        miami, jacksonville = Position(25.7617, -80.1918), Position(30.3322, -81.6557)
        assert miles_between(miami, jacksonville) == pytest.approx(328, abs=3)
        assert miles_between(miami, miami) == 0

    @pytest.mark.parametrize(
        "title", ["Middleburg / Orange Park", "Middleburg & Orange Park", "Middleburg and Orange Park"]
    )
    def test_a_title_of_two_towns_lies_between_them(self, title: str) -> None:
        found = position_of(title, None, None, "", "", "FL")
        for town in ("Middleburg", "Orange Park"):
            assert miles_between(found, position_of("", None, None, "", town, "FL")) == pytest.approx(5, abs=0.5)

    @pytest.mark.parametrize(
        "title", ["Springfield", "Jacksonville / Miami", "Middleburg / Nowhere", "/", " / ", "Middleburg /", ""]
    )
    def test_a_title_that_names_no_two_neighbors_says_no_position(self, title: str) -> None:
        assert position_of(title, None, None, "", "", "FL") is None


class TestPage:
    def test_nearest_first_with_distances(self, client: Client, two_places: LocationIndexPage) -> None:
        assert titles(answer(client, two_places)) == ["Miami", "North"]
        soup = answer(client, two_places, near="32068")
        assert titles(soup) == ["North", "Miami"]
        distances = [int(re.sub(r"\D", "", found.get_text())) for found in soup.select(".location-card__distance")]
        assert distances == sorted(distances)
        assert distances[0] < 30
        assert "Middleburg, FL 32068" in soup.select_one(".finder__note").get_text()
        assert soup.select_one("#near")["value"] == "32068"

    def test_a_position_from_the_browser(self, client: Client, two_places: LocationIndexPage) -> None:
        assert titles(answer(client, two_places, near="30.2,-81.6")) == ["North", "Miami"]

    def test_words_that_are_no_place_keep_the_list_and_say_so(
        self, client: Client, two_places: LocationIndexPage
    ) -> None:
        soup = answer(client, two_places, near='"><script>x')
        assert titles(soup) == ["Miami", "North"]
        error = soup.select_one("#near-error")
        assert "We do not know this place" in error.get_text()
        assert soup.select_one("#near")["aria-describedby"] == "near-error"
        assert soup.select_one("#near")["value"] == '"><script>x'

    def test_a_single_place_needs_no_finder(
        self, client: Client, bare_location: LocationPage, location_index: LocationIndexPage
    ) -> None:
        soup = answer(client, location_index, near="32068")
        assert not soup.select(".finder")
        assert titles(soup) == ["Springfield"]

    def test_a_place_of_unknown_position_comes_last_and_the_page_says_so(
        self, client: Client, two_places: LocationIndexPage
    ) -> None:
        two_places.add_child(instance=LocationPage(title="Somewhere", slug="somewhere"))
        soup = answer(client, two_places, near="32068")
        assert titles(soup) == ["North", "Miami", "Somewhere"]
        assert "come last" in soup.select_one(".finder__note").get_text()
        assert len(soup.select(".location-card__distance")) == 2

    def test_many_places_come_in_pages_that_keep_the_search(
        self, client: Client, location_index: LocationIndexPage
    ) -> None:
        for number in range(30):
            location_index.add_child(
                instance=LocationPage(
                    title=f"Place {number}",
                    slug=f"p{number}",
                    latitude=Decimal(f"{26 + number / 10:.1f}"),
                    longitude=Decimal(-81),
                )
            )
        soup = answer(client, location_index, near="33101")
        assert len(titles(soup)) == 24
        following = soup.select_one('a[rel="next"]')["href"]
        rest = client.get(location_index.url + following)
        assert len(titles(BeautifulSoup(rest.content, "html.parser"))) == 6
        assert "near=33101" in following

"""Where somebody is, in the spellings that people use; what is not known is said, never made up."""

import re
import statistics
from decimal import Decimal
from urllib.parse import urlencode

import pytest
import zipcodes
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from locations.finder import position_of
from locations.gazetteer import Position, find_town, find_zip, miles_between, name_key
from locations.models import LocationIndexPage, LocationPage
from locations.origins import read_origin

CLINIC = [Position(30.19, -81.55), Position(30.07, -81.86)]


@pytest.fixture
def clinic(location_index: LocationIndexPage) -> LocationIndexPage:
    """Two places about 20 miles apart, as the clinic has them."""
    for title, point in zip(("Jacksonville", "Middleburg"), CLINIC, strict=True):
        page = LocationPage(title=title, slug=title.lower(), state="FL")
        page.latitude, page.longitude = Decimal(str(point.latitude)), Decimal(str(point.longitude))
        location_index.add_child(instance=page)
    return location_index


def ask(client: Client, index: LocationIndexPage, typed: str) -> BeautifulSoup:
    """The list of places for what somebody typed."""
    response = client.get(f"{index.url}?{urlencode({'near': typed})}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def understood(soup: BeautifulSoup) -> str:
    """What the page says it was asked for; empty when it did not understand."""
    found = re.search(r"Nearest to (.+?) first\.", soup.select_one(".finder__note").get_text())
    return found[1] if found else ""


def miles(soup: BeautifulSoup) -> list[int]:
    """The distances that the page tells."""
    return [int(re.sub(r"\D", "", each.get_text())) for each in soup.select(".location-card__distance")]


# The spellings of the issue, then those that were tried afterwards.
ORANGE_PARK = (
    *("32073", " 32073 ", "32073-1234", "32073 1234", "320731234", "32073, FL", "FL 32073", "Orange Park FL 32073"),
    *("Orange Park, Florida", "orange park, fl.", "Orange Park", "Orange Park , FL", "Orange Park Florida"),
    *("zip code 32073", "ZIP: 32073", "32O73", "FL32073", "32073FL", "32073-", "(32073)", "32073 Orange Park"),
    *("Orange Park, FL, 32073, United States", "orangepark", "ORANGE PARK,FL", "Orange Park / FL", "Orange Park (FL)"),
    *(
        "I live in Orange Park",
        "near Orange Park Florida",
        "Orange Park area",
        "Town of Orange Park",
        "ORANGE PK, FLA.",
    ),
    *("Orange Park, EE. UU.", "orange park fl 3207", "Orange Park 99999", "FL, Orange Park"),
    "2140 Kingsley Ave Ste 9, Orange Park, Florida 32073-5121",
)
OTHERS = {
    "Middleburg, FL 32068": "Middleburg, FL 32068",
    "Jacksonville, FL, USA": "Jacksonville, FL",
    "Jacksonville, Fl 32256-1234": "Jacksonville, FL 32256",
    "10151 Deerwood Park Blvd, Building 200 Suite 250, Jacksonville, FL 32256, USA": "Jacksonville, FL 32256",
    "12058 San Jose Blvd #302, Jacksonville, FL": "Jacksonville, FL",
    "1912 Blanding Blvd Middleburg FL": "Middleburg, FL",
    "Apt 32073, 5 Main St, Middleburg FL 32068": "Middleburg, FL 32068",
    "Port St. Joe": "Port Saint Joe, FL",
    "Port St.Joe": "Port Saint Joe, FL",
    "St. Augustine Beach": "Saint Augustine Beach, FL",
    "St. Augustine": "Saint Augustine, FL",
    "saint-augustine": "Saint Augustine, FL",
    "Ft. Lauderdale": "Fort Lauderdale, FL",
    "Pt. St. Lucie": "Port Saint Lucie, FL",
    "Mt. Dora": "Mount Dora, FL",
    "N. Miami Beach": "North Miami Beach, FL",
    "Green Cove Spgs": "Green Cove Springs, FL",
    "O'Brien": "O Brien, FL",
    "O’Brien": "O Brien, FL",
    "McIntosh": "Mc Intosh, FL",
    "DeLand": "Deland, FL",
    "Villages FL": "The Villages, FL",
    "Clay County": "Clay County, FL",
    "St. Johns County, Florida": "St. Johns County, FL",
    "Brunswick": "Brunswick, GA",
    "Kingsland Georgia": "Kingsland, GA",
    "Savannah, GA": "Savannah, GA",
    "Washington DC": "Washington, DC",
    "30.1588° N, 81.7062° W": "your position",
}


@pytest.mark.parametrize("typed", ORANGE_PARK)
def test_a_town_in_every_usual_spelling(client: Client, clinic: LocationIndexPage, typed: str) -> None:
    soup = ask(client, clinic, typed)
    assert re.fullmatch(r"Orange Park, FL( 32073)?", understood(soup))
    assert all(5 < distance < 20 for distance in miles(soup))


@pytest.mark.parametrize(("typed", "name"), OTHERS.items())
def test_other_towns_and_addresses(client: Client, clinic: LocationIndexPage, typed: str, name: str) -> None:
    soup = ask(client, clinic, typed)
    assert understood(soup) == name
    assert soup.select_one("#near")["value"] == typed
    assert miles(soup) == sorted(miles(soup))


@pytest.mark.parametrize(
    "typed",
    [
        *("", "00000", "nowhere at all", "123", "91,0", "1,181", "<b>", "🙂", "a" * 5000, "904-555-0123", "9045550123"),
        *("100000 Main St", "10151 Deerwood Park Blvd", "FL", "Florida", "USA", ", FL", "st", "near"),
    ],
)
def test_nonsense_is_nowhere(typed: str) -> None:
    found = read_origin(typed, ["FL"], CLINIC)
    assert (found.position, found.unplaced) == (None, "")


@given(st.text(max_size=60) | st.text("0123456789 ,.-FLZipst'°NW", max_size=60))
def test_no_words_break_it(typed: str) -> None:
    found = read_origin(typed, ["FL"], CLINIC).position
    assert found is None or (abs(found.latitude) <= 90 and abs(found.longitude) <= 180)


class TestDigits:
    """The list of ZIP codes is a compiled library that gets ASCII digits alone."""

    @pytest.mark.parametrize("typed", ["٣٢٠٧٣", "३२०७३", "３２０７３", "𝟑𝟐𝟎𝟕𝟑", "3207٣", "²2073", "FL ٣٢٠٧٣", "٣٠,٨١"])
    def test_other_digits_are_no_zip_code(self, client: Client, clinic: LocationIndexPage, typed: str) -> None:
        soup = ask(client, clinic, typed)
        assert "We do not know this place" in soup.select_one("#near-error").get_text()
        assert not miles(soup)

    @pytest.mark.parametrize("code", ["٣٢٠٧٣", "３２０７３", "32256\n", "32256-١٢٣٤", "322561", "3225"])
    def test_a_place_takes_none(self, code: str) -> None:
        with pytest.raises(ValidationError, match="ZIP code such as"):
            LocationPage._meta.get_field("postal_code").run_validators(code)

    def test_a_place_that_came_with_them_from_elsewhere(
        self, client: Client, location_index: LocationIndexPage
    ) -> None:
        """From an import or an older backup."""
        location_index.add_child(instance=LocationPage(title="North", slug="north", city="Yulee"))
        LocationPage.objects.update(postal_code="٣٢٢٥٦")
        assert client.get(location_index.url).status_code == 200
        assert find_zip("٣٢٢٥٦") is None


class TestUnknownPositions:
    """Hundreds of ZIP codes stand at 0,0, in the sea off Africa."""

    @pytest.mark.parametrize(("typed", "name"), [("34001", "34001"), ("31144", "Kennesaw, GA 31144")])
    def test_no_distance_is_made_up(self, client: Client, clinic: LocationIndexPage, typed: str, name: str) -> None:
        soup = ask(client, clinic, typed)
        assert f"We know {name}, but not where on the map it is" in soup.select_one("#near-error").get_text()
        assert not miles(soup)
        assert not soup.select(".map__here")

    def test_none_of_them_has_a_position(self) -> None:
        unplaced = [row for row in zipcodes.list_all() if not (float(row["lat"]) or float(row["long"]))]
        assert len(unplaced) > 800
        assert all(place and place.position is None for place in (find_zip(row["zip_code"]) for row in unplaced))

    def test_a_town_is_measured_by_the_codes_that_have_one(self, client: Client, clinic: LocationIndexPage) -> None:
        for typed in ("Kennesaw, GA", "Kennesaw, GA 31144", "Peachtree City GA"):
            assert all(250 < distance < 330 for distance in miles(ask(client, clinic, typed))), typed

    def test_a_place_known_by_such_a_code_has_its_town(self) -> None:
        found = position_of("", None, None, "31144", "Kennesaw", "GA")
        assert found is not None
        assert found.latitude == pytest.approx(34.0, abs=0.1)

    @pytest.mark.parametrize("state", ["FL", "GA"])
    def test_each_code_lies_near_those_that_begin_alike(self, state: str) -> None:
        """A check of the list itself: a wrong position would stand out among its neighbors."""
        groups: dict[str, list[Position]] = {}
        for row in zipcodes.filter_by(state=state):
            place = find_zip(row["zip_code"])
            if place and place.position:
                groups.setdefault(row["zip_code"][:3], []).append(place.position)
        for code, points in groups.items():
            middle = Position(statistics.median(p.latitude for p in points), statistics.median(p[1] for p in points))
            far = [point.name for point in points if miles_between(point, middle) > 140]  # Key West, of 330
            assert not far, code


class TestNamesakes:
    def test_the_one_near_the_clinic_comes_first_and_the_other_is_offered(
        self, client: Client, clinic: LocationIndexPage
    ) -> None:
        soup = ask(client, clinic, "Nocatee")
        assert understood(soup) == "Nocatee, FL (St. Johns County)"
        assert all(distance < 40 for distance in miles(soup))
        other = soup.select_one('.finder__note a[href*="near="]')
        assert other.get_text() == "Nocatee, FL (DeSoto County)"
        there = BeautifulSoup(client.get(clinic.url + other["href"]).content, "html.parser")
        assert all(180 < distance < 250 for distance in miles(there))

    def test_a_place_whose_town_could_be_either_is_at_neither(self) -> None:
        assert position_of("", None, None, "", "Nocatee", "FL") is None

    def test_an_airport_or_a_space_center_is_part_of_its_town(self) -> None:
        found = read_origin("Orlando", ["FL"], CLINIC)
        assert found.others == ()
        assert found.position is not None
        assert find_town("Orlando", ["FL"]) == found.position

    def test_a_far_town_of_another_state_is_asked_about(self, client: Client, clinic: LocationIndexPage) -> None:
        soup = ask(client, clinic, "Atlanta")
        assert not miles(soup)
        first = soup.select_one("#near-error a")
        assert first.get_text() == "Atlanta, GA"
        assert all(
            250 < each < 350 for each in miles(BeautifulSoup(client.get(clinic.url + first["href"]).content, "lxml"))
        )

    @pytest.mark.parametrize(
        ("typed", "meant"), [("Jaksonville", "Jacksonville, FL"), ("Middelburg", "Middleburg, FL")]
    )
    def test_a_slip_is_asked_about(self, client: Client, clinic: LocationIndexPage, typed: str, meant: str) -> None:
        soup = ask(client, clinic, typed)
        assert "Did you mean" in soup.select_one("#near-error").get_text()
        assert soup.select_one("#near-error a").get_text() == meant

    def test_another_state_is_not_this_one(self) -> None:
        assert read_origin("Orange Park, Georgia", ["FL"], CLINIC).position is None

    def test_spellings_of_one_name(self) -> None:
        spellings = ("Ft. Mc Coy", "fort mccoy", "FORT-MCCOY", "Ft McCoy", "Förť Mc’Coy")
        assert {name_key(spelling) for spelling in spellings} == {"fortmccoy"}

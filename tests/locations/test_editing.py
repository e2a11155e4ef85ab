"""What staff meet in the page editor: messages on the field to change, nothing typed lost, values stored clean."""

from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, HoursException, LocationIndexPage, LocationPage, OpeningPeriod
from locations.validators import validate_npi
from therapy.models import TherapyPage


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    """A logged-in member of staff who may do everything."""
    user: AbstractUser = get_user_model().objects.create_superuser("editor", "editor@example.com", "a long password")
    client.force_login(user)
    return client


def period(weekday: int, opens: str, closes: str) -> dict[str, Any]:
    """A typed row of the weekly hours."""
    return {"weekday": weekday, "opens": opens, "closes": closes}


def special(first: str, *, last: str = "", closed: bool = True, opens: str = "", closes: str = "") -> dict[str, Any]:
    """A typed row of the special days."""
    row = {"date_from": first, "date_to": last, "opens": opens, "closes": closes, "note": ""}
    return row | ({"closed": "on"} if closed else {})


def form_data(hours: list[dict] | None = None, exceptions: list[dict] | None = None, **fields: Any) -> dict[str, Any]:
    """The posted form of a location page."""
    data: dict[str, Any] = {
        "title": "Capital City",
        "slug": "capital-city",
        "state": "FL",
        "country": "US",
        "time_zone": "America/New_York",
        "directions": rich_text("<p>Left.</p>"),
        "parking": rich_text(""),
        "accessibility": rich_text(""),
        "photos": streamfield([]),
        "body": streamfield([]),
        "hours": inline_formset(hours or []),
        "exceptions": inline_formset(exceptions or []),
        "services": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "Publish",
    }
    return nested_form_data(data | fields)


def post(editor: Client, index: LocationIndexPage, **fields: Any) -> Any:
    """Create a location through the admin."""
    url = reverse("wagtailadmin_pages:add", args=["locations", "locationpage", index.pk])
    return editor.post(url, form_data(**fields))


def errors_of(response: Any) -> dict[str, list[str]]:
    """The messages by field name, from the bound form and its rows."""
    form = response.context["form"]
    found = {name: list(messages) for name, messages in form.errors.items()}
    for name, formset in form.formsets.items():
        for number, row in enumerate(formset.forms):
            found |= {f"{name}-{number}-{field}": list(messages) for field, messages in row.errors.items()}
    return found


class TestLocationForm:
    def test_a_name_is_enough(self, editor: Client, location_index: LocationIndexPage) -> None:
        response = post(editor, location_index)
        assert response.status_code == 302
        page = LocationPage.objects.get(slug="capital-city")
        assert (page.live, page.state, page.opening_hours.is_known) == (True, "FL", False)

    def test_stores_hours_and_exceptions(self, editor: Client, location_index: LocationIndexPage) -> None:
        response = post(
            editor,
            location_index,
            hours=[period(7, "08:00", "12:00"), period(7, "13:00", "17:00"), period(5, "22:00", "02:00")],
            exceptions=[
                special("2026-12-25"),
                special("2026-12-24", closed=False, opens="09:00", closes="11:00"),
                special("2026-12-24", closed=False, opens="13:00", closes="15:00"),
                special("2026-12-20", last="2027-01-03"),
            ],
        )
        assert response.status_code == 302, errors_of(response)
        page = LocationPage.objects.get(slug="capital-city")
        assert [row.times for row in page.week_table] == [
            ("8 am to noon", "1 pm to 5 pm"),
            ("10 pm to 2 am",),
            ("Closed",),
        ]
        assert page.exceptions.count() == 4

    @pytest.mark.parametrize(
        ("fields", "field", "words"),
        [
            ({"hours": [period(7, "08:00", "12:00"), period(2, "11:00", "15:00")]}, "hours-1-opens", "Wednesday"),
            ({"hours": [period(6, "20:00", "02:00"), period(0, "01:00", "06:00")]}, "hours-1-opens", "overlap"),
            ({"hours": [period(0, "8 o'clock", "12:00")]}, "hours-0-opens", "valid time"),
            ({"exceptions": [special("2026-12-25", last="2026-12-24")]}, "exceptions-0-date_to", "before"),
            ({"exceptions": [special("2026-12-25", closed=False)]}, "exceptions-0-opens", "opening time"),
            (
                {"exceptions": [special("2026-12-25", closed=False, opens="09:00")]},
                "exceptions-0-closes",
                "closing time",
            ),
            ({"exceptions": [special("2026-12-25", opens="09:00")]}, "exceptions-0-closed", "Untick"),
            ({"exceptions": [special("2026-12-25"), special("2026-12-25")]}, "exceptions-1-date_from", "twice"),
            (
                {"exceptions": [special("2026-12-20", last="2026-12-26"), special("2026-12-25", last="2026-12-30")]},
                "exceptions-1-date_from",
                "share December 25 to 26, 2026",
            ),
            ({"phone": "555"}, "phone", "area code"),
            ({"fax": "call me"}, "fax", "area code"),
            ({"phone": "555-0182"}, "phone", "area code"),
            ({"phone": "324-0182 day"}, "phone", "area code"),
            ({"phone": "904-555-O1OO"}, "phone", "in digits, with its area code"),
            ({"fax": "1-800-FLOWERS"}, "fax", "in digits, with its area code"),
            ({"phone": "904-555-0123 / 904-555-0124"}, "phone", "This stands beside it: / 904-555-0124"),
            ({"phone": "904-555-0123 after 5"}, "phone", "This stands beside it: after 5"),
            ({"email": "desk@localhost"}, "email", "Enter a valid email address"),
            ({"email": "desk@[10.0.0.1]"}, "email", "Enter a valid email address"),
            ({"latitude": "30.1"}, "longitude", "both numbers"),
            ({"longitude": "-81.5"}, "latitude", "both numbers"),
            ({"latitude": "91", "longitude": "0"}, "latitude", "less than or equal to 90"),
            ({"latitude": "0", "longitude": "-181"}, "longitude", "greater than or equal to -180"),
            ({"postal_code": "3225"}, "postal_code", "ZIP code such as"),
            ({"state": "fl"}, "state", "two letters"),
            ({"time_zone": "Mars/Olympus"}, "time_zone", "not one of the available choices"),
            ({"map_url": "javascript:alert(1)"}, "map_url", "Enter a web address"),
        ],
    )
    def test_a_mistake_is_told_on_its_field_and_nothing_is_stored(
        self, editor: Client, location_index: LocationIndexPage, fields: dict[str, Any], field: str, words: str
    ) -> None:
        response = post(editor, location_index, **fields, landmark="Typed with care")
        assert response.status_code == 200
        found = errors_of(response)
        assert list(found) == [field]
        assert words in found[field][0]
        shown = BeautifulSoup(response.content, "html.parser")
        assert words in shown.get_text()
        assert shown.find("input", {"name": "landmark"})["value"] == "Typed with care"
        assert not LocationPage.objects.exists()

    def test_phones_in_any_format_are_stored_as_e164(self, editor: Client, location_index: LocationIndexPage) -> None:
        assert post(editor, location_index, phone="(904) 555.0123", fax="1-904-555-0124").status_code == 302
        page = LocationPage.objects.get()
        assert (page.phone, page.fax, page.phone_display) == ("+19045550123", "+19045550124", "(904) 555-0123")

    @pytest.mark.parametrize("typed", ["904-555-0123 (office)", "001 904 555 0123", "Tel. 904 555 0123"])
    def test_a_phone_is_shown_as_people_write_it_after_saving(
        self, editor: Client, location_index: LocationIndexPage, typed: str
    ) -> None:
        assert post(editor, location_index, phone=typed, fax="904-555-0124 ext 5").status_code == 302
        page = LocationPage.objects.get()
        assert (page.phone, page.fax) == ("+19045550123", "+19045550124;ext=5")
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = BeautifulSoup(editor.get(url).content, "html.parser")
        shown = {name: form.find("input", {"name": name})["value"] for name in ("phone", "fax")}
        assert shown == {"phone": "(904) 555-0123", "fax": "(904) 555-0124 ext. 5"}
        # What is shown can be saved again as it is.
        assert editor.post(url, form_data(**shown)).status_code == 302
        page.refresh_from_db()
        assert (page.phone, page.fax) == ("+19045550123", "+19045550124;ext=5")

    def test_a_removed_row_cannot_clash(self, editor: Client, location_index: LocationIndexPage) -> None:
        page = LocationPage(
            title="Old", slug="capital-city", hours=[OpeningPeriod(weekday=0, opens=time(8), closes=time(12))]
        )
        location_index.add_child(instance=page)
        old = page.hours.get()
        data = form_data(hours=[period(0, "08:00", "12:00"), period(0, "09:00", "17:00")])
        data |= {"hours-INITIAL_FORMS": "1", "hours-0-id": old.pk, "hours-0-DELETE": "1"}
        response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        assert response.status_code == 302
        page = LocationPage.objects.get(pk=page.pk)
        assert page.week_table[0].times == ("9 am to 5 pm",)

    def test_the_editor_has_tabs_and_the_browsers_time_picker(
        self, editor: Client, location_index: LocationIndexPage
    ) -> None:
        url = reverse("wagtailadmin_pages:add", args=["locations", "locationpage", location_index.pk])
        soup = BeautifulSoup(editor.get(url).content, "html.parser")
        tabs = [tab.get_text(" ", strip=True).partition(" (")[0] for tab in soup.select("[role=tab]")]
        for name in ("Content", "Hours", "Getting here", "Search and sharing"):
            assert name in tabs
        template = soup.find(id="id_hours-EMPTY_FORM_TEMPLATE")
        assert 'type="time"' in str(template)
        assert "A lunch break makes two rows" in soup.get_text()


class TestPreview:
    """What is typed is shown before anything is saved."""

    def preview(self, editor: Client, url: str, data: dict[str, Any]) -> str:
        """The words of the preview of posted data."""
        answer = editor.post(url, data).json()
        assert answer["is_valid"], answer
        response = editor.get(url)
        assert response.status_code == 200
        return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())

    def test_of_a_new_place(self, editor: Client, location_index: LocationIndexPage, therapy_page: TherapyPage) -> None:
        url = reverse("wagtailadmin_pages:preview_on_add", args=["locations", "locationpage", location_index.pk])
        data = form_data(
            hours=[period(7, "08:00", "17:00")],
            exceptions=[special("2099-12-25")],
            services=inline_formset([{"page": therapy_page.pk}]),
            phone="904 555 0123",
        )
        words = self.preview(editor, url, data)
        for shown in ("8 am to 5 pm", "December 25, 2099", "(904) 555-0123", "Ketamine therapy"):
            assert shown in words

    def test_of_a_changed_clinician(
        self, editor: Client, clinician: ClinicianPage, bare_location: LocationPage
    ) -> None:
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[clinician.pk])
        data = nested_form_data(
            {
                "title": "Dr. Nick Riviera",
                "slug": "dr-nick",
                "body": streamfield([]),
                "references": streamfield([]),
                "certifications": inline_formset([{"specialty": "Family Medicine", "board_name": ""}]),
                "comments": inline_formset([]),
            }
        )
        words = self.preview(editor, url, data | {"locations": [bare_location.pk]})
        assert "Springfield" in words
        assert "Shelbyville" not in words
        assert "Family Medicine" in words


class TestTreeRules:
    def test_there_is_one_list_of_places_below_the_home_page(
        self, home_page: HomePage, location_index: LocationIndexPage
    ) -> None:
        assert LocationIndexPage.allowed_parent_page_models() == [HomePage]
        assert LocationIndexPage.can_create_at(home_page) is False

    def test_places_stand_only_in_the_list(self, home_page: HomePage, location_index: LocationIndexPage) -> None:
        assert LocationPage.allowed_parent_page_models() == [LocationIndexPage]
        assert LocationPage.can_create_at(location_index)
        assert not LocationPage.can_create_at(home_page)
        assert LocationPage.allowed_subpage_models() == []

    def test_clinicians_stand_in_the_list_on_the_home_page_or_below_a_content_page(self) -> None:
        assert set(ClinicianPage.allowed_parent_page_models()) == {LocationIndexPage, HomePage, ContentPage}
        assert ClinicianPage.allowed_subpage_models() == []


class TestClinicianForm:
    def test_a_mistyped_npi_is_refused_and_a_right_one_stored(
        self, editor: Client, location_index: LocationIndexPage, bare_location: LocationPage
    ) -> None:
        url = reverse("wagtailadmin_pages:add", args=["locations", "clinicianpage", location_index.pk])
        data = nested_form_data(
            {
                "title": "Dr. Hibbert",
                "slug": "dr-hibbert",
                "npi": "1234567890",
                "body": streamfield([]),
                "references": streamfield([]),
                "certifications": inline_formset([{"specialty": "Family Medicine", "board_name": ""}]),
                "comments": inline_formset([]),
                "action-publish": "Publish",
            }
        )
        data["locations"] = [bare_location.pk]
        response = editor.post(url, data)
        assert "not an NPI" in errors_of(response)["npi"][0]
        assert editor.post(url, data | {"npi": "1234567893"}).status_code == 302
        page = ClinicianPage.objects.get()
        assert [place.pk for place in page.listed_locations] == [bare_location.pk]
        assert page.certifications.get().florida_statement

    @pytest.mark.parametrize("npi", ["123456789", "12345678930", "123456789O", "١٢٣٤٥٦٧٨٩٣"])
    def test_an_npi_is_ten_ascii_digits(self, npi: str) -> None:
        with pytest.raises(ValidationError):
            validate_npi(npi)


class TestRevisions:
    def test_a_draft_keeps_its_own_hours_until_it_is_published(self, full_location: LocationPage) -> None:
        draft = LocationPage.objects.get(pk=full_location.pk)
        draft.hours.set([OpeningPeriod(weekday=5, opens=time(10), closes=time(12))])
        revision = draft.save_revision()
        assert LocationPage.objects.get(pk=full_location.pk).week_table[0].times == ("8 am to noon", "1 pm to 5 pm")
        assert revision.as_object().week_table[1].times == ("10 am to noon",)
        revision.publish()
        assert LocationPage.objects.get(pk=full_location.pk).week_table[1].times == ("10 am to noon",)

    def test_a_saved_page_tells_its_new_hours(self, full_location: LocationPage) -> None:
        page = LocationPage.objects.get(pk=full_location.pk)
        assert page.special_table == ()
        page.exceptions.add(HoursException(date_from=date(2099, 12, 25)))
        page.save()
        assert [row.dates for row in page.special_table] == ["December 25, 2099"]

    def test_an_unfinished_exception_in_a_draft_counts_as_closed(self) -> None:
        assert HoursException(date_from=date(2026, 12, 24), closed=False, opens=time(9)).special_days().periods == ()


class TestMissingFacts:
    def test_of_a_place_of_which_only_the_name_is_known(self, bare_location: LocationPage) -> None:
        assert [field for field, words in bare_location.missing_facts()] == [
            "street_address",
            "city",
            "postal_code",
            "phone",
            "hours",
            "latitude",
            "map_url",
            "parking",
            "accessibility",
            "photos",
        ]

    def test_of_a_place_that_is_nearly_complete(self, full_location: LocationPage) -> None:
        assert [str(words) for field, words in full_location.missing_facts()] == [
            "Link to the Google Business Profile",
            "A photo of the place",
        ]

    def test_of_clinicians(self, clinician: ClinicianPage, location_index: LocationIndexPage) -> None:
        assert [field for field, words in clinician.missing_facts()] == ["certifications", "main_image"]
        page = location_index.add_child(instance=ClinicianPage(title="Dr. Hibbert", slug="dr-hibbert", honorific="Dr."))
        assert [str(words) for field, words in page.missing_facts()] == [
            "Full name",
            "Letters after the name",
            "License number",
            "NPI",
            "Board certifications",
            "Portrait",
            "Where the clinician sees patients",
        ]


class TestLinks:
    def test_directions_go_to_the_address_else_to_the_position_else_nowhere(self, full_location: LocationPage) -> None:
        assert "destination=742+Evergreen+Terrace%2C+Shelbyville%2C+FL+32256" in full_location.directions_url
        full_location.street_address = ""
        assert full_location.directions_url.endswith("destination=30.192345%2C-81.554321")
        assert "query=30.192345" in full_location.resolved_map_url
        full_location.latitude = full_location.longitude = None
        assert full_location.directions_url == full_location.resolved_map_url == ""
        full_location.map_url = "https://maps.example/place"
        assert full_location.resolved_map_url == "https://maps.example/place"

    def test_an_unknown_city_makes_no_address_line_of_its_state(self, bare_location: LocationPage) -> None:
        assert bare_location.address_lines == []
        bare_location.postal_code = "32256"
        assert bare_location.address_lines == ["32256"]


class TestSearch:
    def test_places_are_found_by_city_landmark_and_zip(self, full_location: LocationPage, bare_location: Page) -> None:
        for words in ("Shelbyville", "monorail", "32256", "Evergreen"):
            assert list(LocationPage.objects.search(words)) == [full_location], words
        assert list(LocationPage.objects.autocomplete("Shelb")) == [full_location]

    def test_clinicians_are_found_by_specialty_and_board(self, clinician: ClinicianPage) -> None:
        for words in ("Interventional", "American Board", "Physician", "Riviera"):
            assert list(ClinicianPage.objects.search(words)) == [clinician], words


def test_services_are_named_by_their_page(full_location: LocationPage, therapy_page: TherapyPage) -> None:
    assert str(full_location.services.get()) == therapy_page.title

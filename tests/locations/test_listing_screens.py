"""The screens of the listings over HTTP: who may open them, the downloads, the comparison with Google, the ticks."""

import csv
import io
from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from core.site.models import ClinicSettings
from locations.models import HoursException, ListingFile, LocationPage, OpeningPeriod
from locations.models.listing_file import KEPT_FILES
from tests import starter_site

pytestmark = pytest.mark.django_db

LISTINGS = "locations_listings"
SOON = date.today() + timedelta(days=30)  # noqa: DTZ011 - only a day that is not over


@pytest.fixture
def place(full_location: LocationPage, named_clinic: ClinicSettings) -> LocationPage:
    """A place that Google takes, published once, with a special day."""
    full_location.google_category = "Pain control clinic"
    full_location.exceptions.add(HoursException(date_from=SOON, note="A holiday"))
    full_location.save_revision().publish()
    return LocationPage.objects.get(pk=full_location.pk)


@pytest.fixture
def editor(client: Client, place: LocationPage) -> Client:
    """Somebody who may edit and publish places, and nothing else."""
    return log_in(client, place.get_parent(), "change", "publish")


def log_in(client: Client, parent: Page | None, *permissions: str) -> Client:
    """A member of staff who may do these things below a page."""
    user = get_user_model().objects.create_user("staff", "staff@example.com", "a long password")
    group = Group.objects.create(name="staff")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions if parent else ():
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{codename}_page")
        GroupPagePermission.objects.create(group=group, page=parent, permission=permission)
    user.groups.add(group)
    client.force_login(user)
    return client


def text_of(response: object) -> str:
    """The words of a screen."""
    main = BeautifulSoup(response.content, "html.parser").select_one("main")  # type: ignore[attr-defined]
    assert main is not None
    return " ".join(main.get_text(" ").split())


def google_rows(client: Client) -> list[dict[str, str]]:
    """The rows of the file for Google."""
    content = client.get(reverse(f"{LISTINGS}_google")).content.decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def as_file(*rows: dict[str, str], name: str = "google.csv") -> SimpleUploadedFile:
    """A file as Google exports it: ours with other values in it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode("utf-8-sig"), "text/csv")


def upload(client: Client, *rows: dict[str, str]) -> str:
    """Upload a file; the address of its differences."""
    response = client.post(reverse(f"{LISTINGS}_compare"), {"file": as_file(*rows)})
    assert response.status_code == 302, text_of(response)
    return str(response.url)  # type: ignore[attr-defined]


def draft_of(place: LocationPage) -> LocationPage:
    """The newest draft of a place."""
    draft: LocationPage = LocationPage.objects.get(pk=place.pk).get_latest_revision_as_object()
    return draft


# -- Files -------------------------------------------------------------------------------------------------------------


def test_the_starter_places_are_refused_row_by_row(client: Client) -> None:
    starter_site.fill()
    client.force_login(get_user_model().objects.create_superuser("boss", "boss@example.com", "a long password"))
    screen = text_of(client.get(reverse(LISTINGS)))
    google = screen[screen.index("Google Business Profile") : screen.index("Bing Places")]
    for words in ("0 of 2 places are in the file.", "The clinic has no name yet.", "The street address is missing."):
        assert words in google
    assert google.count("The phone number is missing.") == 2
    assert "Download for" not in screen
    response = client.get(reverse(f"{LISTINGS}_google"), follow=True)
    assert "There is no file yet" in response.content.decode()
    codes = LocationPage.objects.listed().values_list("store_code", flat=True)
    assert list(codes) == ["jacksonville", "middleburg-orange-park"]


def test_the_downloads(editor: Client, place: LocationPage) -> None:
    screen = text_of(editor.get(reverse(LISTINGS)))
    assert screen.count("1 of 1 place is in the file.") == 3
    [row] = google_rows(editor)
    assert (row["Store code"], row["Business name"], row["Monday hours"]) == (
        *("shelbyville", "Example Pain Clinic"),
        "08:00-12:00, 13:00-17:00",
    )
    assert row["Special hours"] == f"{SOON.isoformat()}: x"
    assert row["Website"] == place.full_url
    for slug, name in (("google", "google-business-profile.csv"), ("apple", "apple-business.json")):
        response = editor.get(reverse(f"{LISTINGS}_{slug}"))
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "“Suite 5” is not in the file" in screen


def test_a_place_that_lacks_something_leads_to_its_editor_and_the_others_leave(
    editor: Client, place: LocationPage, bare_location: LocationPage
) -> None:
    soup = BeautifulSoup(editor.get(reverse(LISTINGS)).content, "html.parser")
    assert "1 of 2 places are in the file." in soup.get_text()
    link = f"{reverse('wagtailadmin_pages:edit', args=[bare_location.pk])}"
    found = {link["href"].partition("#")[2]: link.get_text() for link in soup.select(f'a[href^="{link}#"]')}
    assert found == {"tab-listings": "The main category is missing."}
    assert [row["Store code"] for row in google_rows(editor)] == ["shelbyville"]


@pytest.mark.parametrize("name", [LISTINGS, f"{LISTINGS}_google", f"{LISTINGS}_compare"])
def test_only_those_who_edit_places_may_open_them(client: Client, place: LocationPage, name: str) -> None:
    log_in(client, None)
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_home"))


# -- Comparison --------------------------------------------------------------------------------------------------------


def test_the_own_file_comes_back_without_a_difference(editor: Client) -> None:
    assert "Google and the site say the same." in text_of(editor.get(upload(editor, *google_rows(editor))))


def test_the_same_in_other_words_is_no_difference(editor: Client) -> None:
    [row] = google_rows(editor)
    workday = "8:00\u202fAM\u20131:00\u202fPM"
    row |= {
        "Address line 1": "742 EVERGREEN TERRACE,",
        "Address line 2": "",
        "Address line 3": "Suite 5",
        "Administrative area": "Florida",
        "Postal code": "32256-0001",
        "Primary phone": "+1 904-555-0123",
        "Website": row["Website"].rstrip("/") + "?utm_source=google&utm_medium=organic",
        "Monday hours": f"1:00 PM-5:00 PM, {workday.replace('1:00', '12:00')}",
        "Sunday hours": "Closed",
    }
    assert "Google and the site say the same." in text_of(editor.get(upload(editor, row)))


def test_each_difference_in_words_and_nothing_changes_without_a_tick(editor: Client, place: LocationPage) -> None:
    [row] = google_rows(editor)
    row |= {
        "Business name": "Example Pain Clinic Florida",
        "Address line 1": "1 Elm Street",
        "Primary phone": "(386) 555-0144",
        "Website": "https://example.com/",
        "Monday hours": "x",
        "Special hours": "",
    }
    url = upload(editor, row)
    screen = text_of(editor.get(url))
    for words in (
        "The site says Example Pain Clinic Google says Example Pain Clinic Florida",
        "The site says 742 Evergreen Terrace Suite 5 Shelbyville, FL 32256 Google says 1 Elm Street Suite 5",
        "The site says (904) 555-0123 Google says (386) 555-0144",
        "Google says https://example.com/",
        "Google says Monday: Closed Tuesday: 8 am to noon, 1 pm to 5 pm",
        "Closed Google says nothing",
        "Which side changed last cannot be told yet",
    ):
        assert words in screen
    ticks = BeautifulSoup(editor.get(url).content, "html.parser").select("input[name=take]")
    assert [tick["value"] for tick in ticks] == [f"{place.pk}-{key}" for key in ("address", "phone", "hours")]
    before = place.get_latest_revision().pk
    assert "Nothing was ticked" in editor.post(url, follow=True).content.decode()
    assert LocationPage.objects.get(pk=place.pk).latest_revision_id == before


def test_what_is_ticked_goes_into_a_draft_and_nothing_else(editor: Client, place: LocationPage) -> None:
    [row] = google_rows(editor)
    later = SOON + timedelta(days=1)
    row |= {
        "Address line 1": "1 Elm Street",
        "Address line 2": "",
        "Primary phone": "(386) 555-0144",
        **{f"{day} hours": "09:00-17:00" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")},
        "Saturday hours": "10:00-02:00",
        "Special hours": f"{SOON}: 08:00-10:00, {SOON}: 12:00-14:00, {later}: x",
    }
    url = upload(editor, row)
    ticked = {"take": [f"{place.pk}-{key}" for key in ("address", "hours", "special_hours")]}
    assert "1 place has a draft with what Google says." in editor.post(url, ticked, follow=True).content.decode()
    draft = draft_of(place)
    assert (draft.street_address, draft.address_line_2, draft.phone) == ("1 Elm Street", "", "+19045550123")
    assert {(row.weekday, row.opens, row.closes) for row in draft.hours.all()} == {
        (7, time(9), time(17)),
        (5, time(10), time(2)),
    }
    assert sorted((each.date_from, each.opens, each.note) for each in draft.exceptions.all() if each.opens) == [
        (SOON, time(8), "A holiday"),
        (SOON, time(12), "A holiday"),
    ]
    assert [each.closed for each in draft.exceptions.all() if each.date_from == later] == [True]
    live = LocationPage.objects.get(pk=place.pk)
    assert (live.street_address, live.week_table[0].times) == (
        "742 Evergreen Terrace",
        ("8 am to noon", "1 pm to 5 pm"),
    )
    assert live.has_unpublished_changes
    draft.get_latest_revision().publish()
    row["Primary phone"] = "(904) 555-0123"
    assert "Google and the site say the same." in text_of(editor.get(upload(editor, row)))


def test_what_would_be_no_valid_place_leaves_it_as_it_is(editor: Client, place: LocationPage) -> None:
    [row] = google_rows(editor)
    url = upload(editor, row | {"Postal code": "ABC", "Administrative area": "Nowhere", "Monday hours": "soon"})
    screen = text_of(editor.get(url))
    assert "We cannot read what Google's file has here: Monday, soon" in screen
    before = LocationPage.objects.get(pk=place.pk).latest_revision_id
    answer = editor.post(url, {"take": [f"{place.pk}-address", f"{place.pk}-hours"]}, follow=True).content.decode()
    assert "Shelbyville was left as it is" in answer
    assert LocationPage.objects.get(pk=place.pk).latest_revision_id == before


def test_a_store_code_of_googles_own_can_be_taken_over(editor: Client, place: LocationPage) -> None:
    [row] = google_rows(editor)
    url = upload(editor, row | {"Store code": "0815 4711"})
    editor.post(url, {"take": f"{place.pk}-store_code"})
    draft_of(place).get_latest_revision().publish()
    assert google_rows(editor)[0]["Store code"] == "0815 4711"


def test_places_without_a_row_and_rows_without_a_place(
    editor: Client, place: LocationPage, bare_location: LocationPage
) -> None:
    [row] = google_rows(editor)
    row = {key: row[key] for key in ("Store code", "Business name")}
    other = {"Store code": "<b>x</b>", "Business name": "Somebody else"}
    response = editor.get(upload(editor, row, other))
    screen = text_of(response)
    assert "Google's file has no row for this place" in screen
    assert (
        "Not compared, because the file has no such columns: Address, Phone, Link, Weekly hours, Special days."
        in screen
    )
    assert "1 row fits no place of this site." in screen
    assert "&lt;b&gt;x&lt;/b&gt;: Somebody else" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"a,b\n1,2\n", "This is not Google&#x27;s file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\r", "This is no text that we can read."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_on_the_form(editor: Client, content: bytes, sentence: str) -> None:
    response = editor.post(reverse(f"{LISTINGS}_compare"), {"file": SimpleUploadedFile("x.csv", content)})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not ListingFile.objects.exists()
    assert "Choose the file" in editor.post(reverse(f"{LISTINGS}_compare"), {}).content.decode()


def test_a_locked_place_takes_nothing_over(editor: Client, place: LocationPage) -> None:
    [row] = google_rows(editor)
    url = upload(editor, row | {"Primary phone": "(386) 555-0144"})
    LocationPage.objects.filter(pk=place.pk).update(
        locked=True,
        locked_by=get_user_model().objects.create_user("other", "other@example.com", "x"),
        locked_at=timezone.now(),
    )
    assert "This place is locked" in text_of(editor.get(url))
    before = LocationPage.objects.get(pk=place.pk).latest_revision_id
    editor.post(url, {"take": f"{place.pk}-phone"})
    assert LocationPage.objects.get(pk=place.pk).latest_revision_id == before


def test_old_files_are_forgotten(editor: Client) -> None:
    ListingFile.objects.bulk_create(ListingFile(name=f"{number}", row_count=1) for number in range(KEPT_FILES + 3))
    upload(editor, *google_rows(editor))
    assert ListingFile.objects.count() == KEPT_FILES


# -- Which side changed last -------------------------------------------------------------------------------------------


def put_file(place: LocationPage, row: dict[str, str], at: datetime) -> ListingFile:
    """A file that was uploaded at another time."""
    file = ListingFile.objects.create(name="old.csv", row_count=1, rows={str(place.pk): row})
    ListingFile.objects.filter(pk=file.pk).update(uploaded_at=at)
    return file


def publish(place: LocationPage, at: datetime, **facts: str) -> None:
    """Publish a change of a place at another time."""
    page = LocationPage.objects.get(pk=place.pk)
    for name, value in facts.items():
        setattr(page, name, value)
    page.save_revision().publish()
    entry = PageLogEntry.objects.filter(page=place.pk, action="wagtail.publish").order_by("-pk").first()
    assert entry is not None
    PageLogEntry.objects.filter(pk=entry.pk).update(timestamp=at)


def phone_verdict(client: Client, place: LocationPage, row: dict[str, str]) -> str:
    """The sentence about the phone number after uploading this row now."""
    soup = BeautifulSoup(client.get(upload(client, row)).content, "html.parser")
    section = soup.select_one(f'section[aria-labelledby="about-{place.pk}-phone"]')
    assert section is not None
    return str(section.select_one("dl + p").get_text())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("site_days", "google_days", "words"),
    [
        (None, [(20, "old"), (10, "new")], "Google changed between"),
        (30, [(20, "old"), (10, "new")], "Google changed last: between"),
        (15, [(20, "old"), (10, "new")], "Both changed between"),
        (5, [(20, "old"), (10, "new")], "The site changed last, on"),
        (5, [(20, "new")], "The site changed last, on"),
        (30, [(20, "new")], "The site changed this on"),
        (None, [], "Which side changed last cannot be told yet"),
        (30, [], "The site changed this on"),
    ],
)
def test_which_side_changed_last(
    editor: Client, place: LocationPage, site_days: int | None, google_days: list[tuple[int, str]], words: str
) -> None:
    [row] = google_rows(editor)
    numbers = {"old": row["Primary phone"], "new": "(386) 555-0144"}
    if site_days is not None:
        PageLogEntry.objects.filter(page=place.pk).update(timestamp=timezone.now() - timedelta(days=90))
        publish(place, timezone.now() - timedelta(days=site_days), phone="+19045550177")
    for ago, said in google_days:
        put_file(place, row | {"Primary phone": numbers[said]}, timezone.now() - timedelta(days=ago))
    assert phone_verdict(editor, place, row | {"Primary phone": numbers["new"]}).startswith(words)


def test_hours_of_the_past_are_compared_too(editor: Client, place: LocationPage) -> None:
    [row] = google_rows(editor)
    put_file(place, row, timezone.now() - timedelta(days=20))
    page = LocationPage.objects.get(pk=place.pk)
    page.hours.set([OpeningPeriod(weekday=7, opens=time(9), closes=time(17))])
    page.save_revision().publish()
    assert "The site changed last, on" in text_of(editor.get(upload(editor, row)))

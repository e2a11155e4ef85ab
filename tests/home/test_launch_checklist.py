"""The dashboard's list of what is missing before launch, as staff of different roles see and use it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from core.editorial.roles import MARKETING_EDITOR
from core.site.models import ClinicSettings
from home.launch.checklist import missing_before_launch, summary
from locations.models import LocationIndexPage, LocationPage
from tests import starter_site


@pytest.fixture
def starter(db: None) -> None:
    starter_site.fill()


@pytest.fixture
def manager(db: None) -> User:
    return User.objects.create_superuser("manager", "manager@clinic.example", "a long password")


def rows(client: Client) -> dict[str, list[tuple[str, str]]]:
    """The dashboard's checklist: {group: [(words, address)]}."""
    response = client.get("/admin/")
    assert response.status_code == 200
    section = BeautifulSoup(response.content, "html.parser").select_one("#launch-checklist-section, #launch-checklist")
    if section is None:
        return {}
    found = {}
    for row in (section.find_parent("section") or section).select("tbody tr"):
        links = [(" ".join(link.get_text().split()), str(link["href"])) for link in row.select("li a")]
        found[" ".join(row.td.get_text().split())] = links
    return found


@pytest.mark.full
def test_every_unknown_fact_is_a_row_that_leads_to_its_field(starter: None, manager: User, client: Client) -> None:
    client.force_login(manager)
    found = rows(client)
    place = dict(found["Jacksonville"])
    assert {"Street address", "ZIP code", "Phone number", "Opening hours", "Position on the map"} <= set(place)
    assert "A photo of the place" in place
    assert {"Clinic name", "Logo", "Main phone"} <= set(dict(found["The clinic"]))
    assert "The name of the board behind each certification" in dict(found["Dr. Tilak"])
    assert "Who is told of new requests" in dict(found["Appointment requests"])
    assert "Privacy" in dict(found["Pages nobody has signed off"])
    assert "Do I need a referral from another doctor?" in dict(found["Questions that wait for an answer"])
    # Every link opens a screen, and its fragment names a tab that is really there and holds the field.
    pages: dict[str, str] = {}
    for _words, address in [link for links in found.values() for link in links]:
        url, _hash, tab = address.partition("#")
        if url not in pages:
            response = client.get(url)
            assert response.status_code == 200, url
            pages[url] = response.content.decode()
        if tab.startswith("block-"):  # drawn by the editor's script from the data of the page
            assert tab.removeprefix("block-").removesuffix("-section") in pages[url], address
        else:
            assert not tab or BeautifulSoup(pages[url], "html.parser").find(id=tab), address
    hours = BeautifulSoup(pages[place["Opening hours"].partition("#")[0]], "html.parser").find(
        id=place["Opening hours"].partition("#")[2]
    )
    assert hours
    assert hours.find(id="id_hours-TOTAL_FORMS")


def test_a_row_goes_away_when_the_fact_is_filled_in(starter: None, manager: User, client: Client) -> None:
    client.force_login(manager)
    assert "Phone number" in dict(rows(client)["Jacksonville"])
    place = LocationPage.objects.get(slug="jacksonville")
    place.phone = "+19045550100"
    place.save()
    assert "Phone number" not in dict(rows(client)["Jacksonville"])
    values = ClinicSettings.for_site(Site.objects.get())
    values.name, values.phone, values.email = "Example Clinic", "+19045550100", "desk@clinic.example"
    values.launched = True
    values.save()
    assert list(dict(rows(client)["The clinic"])) == ["Logo"]
    assert "Still to fill in" in client.get("/admin/").content.decode()


def test_people_see_only_what_they_may_change(starter: None, client: Client) -> None:
    editor = User.objects.create_user("editor", "editor@clinic.example", "a long password")
    editor.groups.add(Group.objects.get(name=MARKETING_EDITOR))
    client.force_login(editor)
    found = rows(client)
    assert "Jacksonville" in found
    assert "The clinic" in found
    assert "Appointment requests" not in found
    nobody = User.objects.create_user("nobody", "nobody@clinic.example", "a long password")
    assert missing_before_launch(Site.objects.get(), nobody) == []


def test_queries_do_not_grow_with_the_number_of_places(starter: None, manager: User) -> None:
    def queries() -> int:
        Site.clear_site_root_paths_cache()
        missing_before_launch(Site.objects.get(), manager)
        with CaptureQueriesContext(connection) as captured:
            missing_before_launch(Site.objects.get(), User.objects.get(pk=manager.pk))
        return len(captured)

    before = queries()
    parent = LocationIndexPage.objects.get()
    for number in range(10):
        parent.add_child(instance=LocationPage(title=f"Place {number}", slug=f"place-{number}"))
    assert queries() == before <= 22


def test_a_site_with_nothing_missing_has_no_panel(db: None, manager: User, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("home.launch.panels.missing_before_launch", lambda site, user: [])
    client.force_login(manager)
    assert rows(client) == {}
    assert summary([]) == "0 things are missing"

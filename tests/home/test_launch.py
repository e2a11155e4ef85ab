"""The page “Launch”: a site manager's decision, asked with what is open, and taken back."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from core.operations.models import BackupRun, ScheduledJob
from core.operations.worker import HEARTBEAT
from core.site.models import ClinicSettings
from home.models import HomePage
from locations.models import ClinicianPage, LocationIndexPage, LocationPage
from tests.pages import add_page, make_home
from tests.staff import login
from therapy.models import TherapyPage

QUESTION = "/admin/launch/question/"


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def clinic(home: HomePage) -> ClinicSettings:
    clinic, _made = ClinicSettings.objects.get_or_create(site=home.get_site())
    return clinic


def musts(client: Client) -> str:
    """What the page says that the launch should wait for."""
    soup = BeautifulSoup(client.get("/admin/launch/").content, "html.parser")
    heading = soup.find("h2", string="What the launch should wait for")
    return " ".join(heading.find_next_sibling().get_text(" ").split())


def test_marketing_can_neither_launch_nor_open_the_page(client: Client, clinic: ClinicSettings) -> None:
    login(client, MARKETING_EDITOR)
    for address in ("/admin/launch/", QUESTION):
        assert client.get(address).status_code == 302, address
    client.post(QUESTION, {"to": "launch", "although_open": "on"})
    settings = client.get(f"/admin/settings/site/clinicsettings/{clinic.site_id}/").content.decode()
    assert 'name="launched"' not in settings
    dashboard = client.get("/admin/").content.decode()
    assert "A site manager launches it." in dashboard
    assert "/admin/launch/" not in dashboard
    clinic.refresh_from_db()
    assert not clinic.launched


def test_the_question_names_what_is_open_and_takes_a_tick(
    client: Client, home: HomePage, clinic: ClinicSettings
) -> None:
    add_page(home, TherapyPage, "Ketamine therapy")
    add_page(add_page(home, LocationIndexPage, "Locations"), LocationPage, "Jacksonville")
    login(client, SITE_MANAGER)
    asked = client.get(QUESTION).content.decode()
    for words in ("Clinic name", "Main phone", "Street address", "ZIP code", "Ketamine therapy"):
        assert words in asked
    assert "Where to park" not in asked
    refused = client.post(QUESTION, {"to": "launch"})
    assert "Tick this to launch all the same, or go back." in refused.content.decode()
    clinic.refresh_from_db()
    assert not clinic.launched
    done = client.post(QUESTION, {"to": "launch", "although_open": "on"}, follow=True).content.decode()
    clinic.refresh_from_db()
    assert clinic.launched
    assert "noindex" not in client.get("/").content.decode()
    assert f'href="{QUESTION}"' in done
    assert "Launched the site: " in " ".join(BeautifulSoup(done, "html.parser").get_text(" ").split())

    # An answer to a question that somebody else has answered meanwhile changes nothing.
    client.post(QUESTION, {"to": "launch", "although_open": "on"})
    clinic.refresh_from_db()
    assert clinic.launched
    client.post(QUESTION, {"to": "take-back"})
    clinic.refresh_from_db()
    assert not clinic.launched
    assert "noindex" in client.get("/").content.decode()
    history = client.get("/admin/reports/site-history/").content.decode()
    assert "Took the launch of the site back" in history


def test_a_must_that_is_met_is_asked_no_more(client: Client, home: HomePage, clinic: ClinicSettings) -> None:
    therapy = add_page(home, TherapyPage, "Ketamine therapy")
    places = add_page(home, LocationIndexPage, "Locations")
    place = add_page(places, LocationPage, "Jacksonville", phone="+19045550123", city="Jacksonville")
    doctor = add_page(places, ClinicianPage, "Dr. Tilak")
    login(client, SITE_MANAGER)
    before = musts(client)
    assert "Main phone" not in before, "a place can be called"
    assert "Street address" in before
    place.address_not_published = True
    place.save()
    clinic.name = "Clinic of the tests"
    clinic.save()
    therapy.stamp_review(doctor, timezone.localdate() + timedelta(days=300))
    therapy.save()
    after = musts(client)
    for words in ("Street address", "ZIP code", "Clinic name", "Ketamine therapy"):
        assert words in before
        assert words not in after


def test_with_every_must_met_one_click_launches(
    client: Client, home: HomePage, clinic: ClinicSettings, settings: Any
) -> None:
    clinic.name, clinic.email = "Clinic of the tests", "desk@clinic.example"
    clinic.save()
    site = home.get_site()
    site.hostname = "clinic.example"
    site.save()
    settings.SITE_URL, settings.BACKUP_KEY, settings.ALLOWED_HOSTS = "http://clinic.example", "k", ["*"]
    ScheduledJob.objects.create(name=HEARTBEAT, started_at=timezone.now(), finished_at=timezone.now())
    BackupRun.objects.create(started_at=timezone.now(), name="backup", size=1)
    login(client, SITE_MANAGER)
    assert musts(client).startswith("Nothing"), musts(client)
    assert "although_open" not in client.get(QUESTION).content.decode()
    client.post(QUESTION, {"to": "launch"})
    clinic.refresh_from_db()
    assert clinic.launched


def test_mail_that_cannot_go_out_holds_the_launch(client: Client, clinic: ClinicSettings, settings: Any) -> None:
    login(client, SITE_MANAGER)
    assert "The mail server" not in musts(client)
    # A port that nobody listens on.
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert "The mail server: It does not take mail" in musts(client)


def test_an_address_that_is_not_published_stays_empty(home: HomePage) -> None:
    place = add_page(add_page(home, LocationIndexPage, "Locations"), LocationPage, "Jacksonville", city="Jacksonville")
    place.address_not_published, place.street_address = True, "12 Main Street"
    with pytest.raises(ValidationError, match="would be published"):
        place.full_clean()

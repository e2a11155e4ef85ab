"""A site with two places and an appointment page, and requests for them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from appointments.models import AppointmentPage, AppointmentRequest, AppointmentSettings, ConsentWording
from home.models import HomePage
from locations.models import LocationIndexPage, LocationPage


@pytest.fixture
def places(home_page: HomePage) -> list[LocationPage]:
    """Two live places."""
    index = home_page.add_child(instance=LocationIndexPage(title="Locations", slug="locations"))
    return [
        index.add_child(instance=LocationPage(title=title, slug=slug))
        for title, slug in (("Jacksonville", "jacksonville"), ("Middleburg", "middleburg"))
    ]


@pytest.fixture
def appointment_page(home_page: HomePage, places: list[LocationPage]) -> AppointmentPage:
    """The page with the form."""
    return home_page.add_child(instance=AppointmentPage(title="Request an appointment", slug="request-an-appointment"))


@pytest.fixture
def appointment_settings(db: None) -> AppointmentSettings:
    """The clinic's decisions, saved with their defaults."""
    row = AppointmentSettings.load()
    row.save()
    return row


@pytest.fixture
def make_request(db: None) -> Callable[..., AppointmentRequest]:
    """Write a request straight to the database."""

    def make(**values: Any) -> AppointmentRequest:
        row = AppointmentSettings.load()
        defaults: dict[str, Any] = {
            "full_name": "Pat Doe",
            "phone": "+19045550123",
            "email": "pat@example.com",
            "patient_type": "new",
            "preferences": '{"days": ["monday"], "times": []}',
            "condition": "",
            "note": "",
            "location_name": "Jacksonville",
            "consent_wording": ConsentWording.remember(row.consent_contact_text, row.consent_voicemail_text),
        }
        return AppointmentRequest.objects.create(**{**defaults, **values})

    return make


ANSWERS = {
    "full_name": "Pat Doe",
    "phone": "(904) 555-0123",
    "email": "pat@example.com",
    "location": "jacksonville",
    "patient_type": "new",
    "days": ["monday", "friday"],
    "times": ["morning"],
    "note": "Please call after nine",
    "consent_contact": "on",
}


@pytest.fixture
def answers() -> dict[str, Any]:
    """What a visitor typed."""
    return dict(ANSWERS)


@pytest.fixture
def send(client: Client, appointment_page: AppointmentPage) -> Callable[..., Any]:
    """Post the form as a browser does from the site's own page; `headers` replace the browser's."""

    def post(data: dict[str, Any] | None = None, headers: dict[str, str] | None = None, **extra: Any) -> Any:
        sent = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
        return client.post("/appointments/request/", ANSWERS if data is None else data, headers=sent, **extra)

    return post


def member(*groups: str, **fields: Any) -> User:
    """Somebody of the staff, in these groups."""
    name = "-".join(groups).lower().replace(" ", "-") or "nobody"
    user = User.objects.create_user(name, f"{name}@example.com", "long-password-1", **fields)
    user.groups.set(Group.objects.get_or_create(name=group)[0] for group in groups)
    return user


@pytest.fixture
def log_in() -> Callable[..., Client]:
    """Log a member of those groups in."""

    def make(*groups: str, **fields: Any) -> Client:
        client = Client()
        client.force_login(member(*groups, **fields))
        return client

    return make


@pytest.fixture
def desk(log_in: Callable[..., Client]) -> Client:
    """The front desk, logged in."""
    return log_in("Front desk")

"""A small tree of places to test with."""

from datetime import time

import pytest
from wagtail.models import Page

from core.site.models import ClinicSettings
from home.models import HomePage
from locations.models import (
    ClinicianPage,
    LocationIndexPage,
    LocationPage,
    LocationService,
    OpeningPeriod,
    SpecialtyCertification,
)
from therapy.models import TherapyPage


@pytest.fixture
def location_index(home_page: HomePage) -> LocationIndexPage:
    """The live list of places."""
    page: LocationIndexPage = home_page.add_child(instance=LocationIndexPage(title="Locations", slug="locations"))
    return page


@pytest.fixture
def bare_location(location_index: LocationIndexPage) -> LocationPage:
    """A place of which only the name is known."""
    page: LocationPage = location_index.add_child(instance=LocationPage(title="Springfield", slug="springfield"))
    return page


@pytest.fixture
def therapy_page(home_page: HomePage) -> TherapyPage:
    """A live page about a therapy."""
    page: TherapyPage = home_page.add_child(instance=TherapyPage(title="Ketamine therapy", slug="therapy"))
    return page


@pytest.fixture
def full_location(location_index: LocationIndexPage, therapy_page: TherapyPage) -> LocationPage:
    """A place with every field filled in (with made-up facts)."""
    page = LocationPage(
        title="Shelbyville",
        slug="shelbyville",
        introduction="On the ground floor.",
        landmark="Near the monorail",
        street_address="742 Evergreen Terrace",
        address_line_2="Suite 5",
        city="Shelbyville",
        postal_code="32256",
        phone="+19045550123",
        fax="+19045550124",
        email="front@example.com",
        latitude="30.192345",
        longitude="-81.554321",
        directions="<p>Take exit 3.</p>",
        parking="<p>Free lot behind the house.</p>",
        accessibility="<p>No steps.</p>",
        body=[("heading", {"text": "More to know", "level": "h2"})],
        hours=[
            OpeningPeriod(weekday=7, opens=time(8), closes=time(12)),
            OpeningPeriod(weekday=7, opens=time(13), closes=time(17)),
        ],
        services=[LocationService(page=therapy_page)],
    )
    location_index.add_child(instance=page)
    return page


@pytest.fixture
def clinician(location_index: LocationIndexPage, full_location: LocationPage) -> ClinicianPage:
    """A clinician with every field filled in (with made-up facts)."""
    page = ClinicianPage(
        title="Dr. Nick Riviera",
        slug="dr-nick",
        introduction="Hello, everybody.",
        honorific="Dr.",
        credentials="MD",
        job_title="Physician",
        npi="1234567893",
        license_number="ME00000",
        locations=[full_location],
        body=[("heading", {"text": "Training", "level": "h2"})],
        certifications=[
            SpecialtyCertification(
                specialty="Internal Medicine",
                board_name="American Board of Internal Medicine",
                recognized_by_florida_board=True,
            ),
            SpecialtyCertification(specialty="Interventional Pain Management"),
        ],
    )
    location_index.add_child(instance=page)
    return page


@pytest.fixture
def named_clinic(home_page: HomePage) -> ClinicSettings:
    """The clinic's settings with a name, which structured data of places needs."""
    clinic = ClinicSettings.for_site(home_page.get_site())
    clinic.name = "Example Pain Clinic"
    clinic.save()
    return clinic


def url_of(page: Page) -> str:
    """The path of a page."""
    return page.get_url() or ""

"""No page says how many places there are in words that a third one, or one alone, makes untrue."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from core.site.models import ClinicSettings, ClinicSettingsTranslation
from home.starter.spanish.drafts import load_spanish_drafts
from locations.models import LocationIndexPage, LocationPage
from tests import starter_site
from tests.pages import add_page

PLACES = r"(?:places?|locations?|clinics?|offices?|sites?|towns?|cities)"
LUGARES = r"(?:lugar(?:es)?|consultorios?|clínicas?|sedes?|ubicaci(?:ón|ones)|ciudad(?:es)?|oficinas?)"
COUNTED = re.compile(
    rf"\b(?:both|two|2|three|3|either|neither)(?: of)?(?: (?:our|the|these))?(?: [a-z]+)? {PLACES}\b"
    rf"|\b(?:our|the) (?:other|second|only) {PLACES}\b"
    rf"|\b(?:dos|ambos|ambas|2|tres|3) (?:de )?(?:nuestr[oa]s |los |las )?{LUGARES}\b"
    rf"|\b(?:nuestr[oa]|el|la) (?:otr[oa]|segund[oa]|únic[oa]) {LUGARES}\b",
    re.IGNORECASE,
)


@pytest.fixture
def site(db: None, two_languages: None) -> LocationIndexPage:
    """The starter site with its Spanish drafts published."""
    starter_site.fill()
    load_spanish_drafts()
    for page in Page.objects.filter(locale__language_code="es").order_by("path").specific():
        page.get_latest_revision().publish()
    return LocationIndexPage.objects.get(locale__language_code="en")


def answers() -> dict[str, BeautifulSoup]:
    """Every page of the site as a visitor gets it, by address."""
    client = Client(headers={"host": "localhost"})
    found = {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific():
        response = client.get(page.get_url())
        assert response.status_code == 200, page
        found[page.get_url()] = BeautifulSoup(response.content, "html.parser")
    return found


def counted(pages: dict[str, BeautifulSoup]) -> dict[str, set[str]]:
    """The counts that pages tell, in what is read, searched or shared, by address."""
    found = {}
    for address, soup in pages.items():
        heads = [meta["content"] for meta in soup.select("meta[content]")]
        data = [script.string or "" for script in soup.select('script[type="application/ld+json"]')]
        for part in soup(["script", "style"]):
            part.extract()
        words = " ".join(" ".join([soup.get_text(" "), *heads, *data]).split())
        if hits := {hit[0] for hit in COUNTED.finditer(words)}:
            found[address] = hits
    return found


@pytest.mark.parametrize(
    "words",
    [
        *("Two places in Northeast Florida", "Both locations", "at both places", "which of our two places suits you"),
        *("Our other clinic is at", "Dos lugares en el noreste", "Los dos consultorios", "nuestros dos lugares"),
    ],
)
def test_what_used_to_count_is_found(words: str) -> None:
    assert COUNTED.search(words)


@pytest.mark.full
def test_no_page_counts_places_when_one_comes_and_others_go(site: LocationIndexPage) -> None:
    third: Any = add_page(site, LocationPage, "St. Augustine", city="St. Augustine", state="FL")
    pages = answers()
    assert {address for address in pages if address.startswith("/es/")} >= {"/es/", "/es/solicitar-una-cita/"}
    assert counted(pages) == {}
    for address in ("/", "/es/", "/locations/"):
        assert "St. Augustine" in pages[address].get_text(), address
    assert len(pages["/locations/"].select(".location-card")) == 3
    assert pages["/locations/"].select_one(".finder")

    for place in LocationPage.objects.exclude(pk=third.pk).filter(locale=site.locale):
        place.unpublish()
    pages = answers()
    assert counted(pages) == {}
    assert len(pages["/locations/"].select(".location-card")) == 1
    assert not pages["/locations/"].select_one(".finder")


@pytest.mark.full
def test_the_clinic_says_no_count_of_places_anywhere_else(site: LocationIndexPage) -> None:
    client = Client(headers={"host": "localhost"})
    for address in ("/llms.txt", "/index.md", "/about/index.md", "/locations/index.md", "/opensearch.xml"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert not COUNTED.search(response.content.decode()), address
    settings = [*ClinicSettings.objects.all(), *ClinicSettingsTranslation.objects.all()]
    assert settings
    for row in settings:
        assert not COUNTED.search(" ".join(str(getattr(row, field.name)) for field in row._meta.fields)), row


def test_the_finder_is_there_from_two_places_on(site: LocationIndexPage) -> None:
    """Middleburg / Orange Park is placed between the towns of its title."""
    client = Client(headers={"host": "localhost"})

    def near(words: str) -> list[str]:
        soup = BeautifulSoup(client.get("/locations/", {"near": words}).content, "html.parser")
        assert soup.select_one(".finder")
        assert len(soup.select(".location-card__distance")) == 2
        return [title.get_text(strip=True) for title in soup.select(".location-card__title")]

    assert near("32068") == ["Middleburg / Orange Park", "Jacksonville"]
    assert near("32256") == ["Jacksonville", "Middleburg / Orange Park"]

"""The starter's Spanish pages, published, in a browser: nothing that a machine can fault, as for the English ones."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from wagtail.models import Page, Site

from core.site.models import ClinicSettings
from home.starter.spanish.drafts import load_spanish_drafts
from tests.browser import axe, nu
from tests.browser.pages import SCHEMES, load_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.full, pytest.mark.django_db(transaction=True)]

# A phone and a desk; the styles of both are the English pages' own, which are looked at in all widths.
WIDTHS = (360, 1280)


def published() -> dict[str, str]:
    """Publish the Spanish drafts, parents first; gives each page's address, and those of what is no page."""
    load_spanish_drafts()
    clinic = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
    clinic.launched = True
    clinic.save()
    for page in Page.objects.filter(locale__language_code="es").order_by("path").specific():
        page.get_latest_revision().publish()
    Site.clear_site_root_paths_cache()
    pages = Page.objects.filter(locale__language_code="es").live().order_by("path")
    found = {page.slug: page.get_url() for page in pages}
    assert len(found) >= 6
    return {**found, "search": "/es/search/?q=dolor", "search-empty": "/es/search/?q=xyzzy", "not-found": "/es/nada/"}


@pytest.mark.browser
def test_spanish_pages_in_a_browser(chromium: "Browser", live_server: Any, two_languages: None) -> None:
    load_site()
    addresses = published()
    form = next(address for address in addresses.values() if "cita" in address)
    complaints: list[str] = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = chromium.new_context(
                base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme
            )
            page = context.new_page()
            for name, address in addresses.items():
                answer = page.goto(address)
                assert answer.status == (404 if name == "not-found" else 200), address
                where = f"{name} at {width} px, {scheme}: "
                assert page.locator("html").get_attribute("lang").startswith("es"), where
                complaints += [where + fault for fault in axe.violations(page)]
                complaints += [f"{where}cut off: {element}" for element in axe.cut_off(page)]
                if wider := axe.overflow(page):
                    complaints.append(f"{where}{wider} px too wide")
                if width == min(WIDTHS):
                    complaints += [f"{where}small target {target}" for target in axe.small_targets(page)]
            page.goto(form)
            page.get_by_role("button", name="Enviar").click()
            page.locator("[data-error-summary]").wait_for()
            complaints += [f"form errors at {width} px, {scheme}: {fault}" for fault in axe.violations(page)]
            context.close()
    assert not complaints, "\n" + "\n".join(complaints)


def test_spanish_markup_is_valid(client: Client, two_languages: None) -> None:
    load_site()
    addresses = published()
    complaints = nu.messages({name: client.get(address).content for name, address in addresses.items()})
    assert not complaints, "\n" + "\n".join(complaints)

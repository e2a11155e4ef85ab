"""The launch: a site manager's decision, asked with what is open, and taken back."""

import pytest
from playwright.sync_api import expect

from core.editorial.roles import SITE_MANAGER
from core.site.models import ClinicSettings
from home.models import HomePage
from tests.browser.tasks.desk import Desk, fetch, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_launch(clinic: HomePage, any_desk: Desk) -> None:
    settings = ClinicSettings.for_site(clinic.get_site())
    settings.launched = False
    settings.save()
    make_staff(SITE_MANAGER, "sam")
    desk = any_desk
    desk.sign_in("sam")
    page = desk.page
    desk.begin()
    desk.click(page.get_by_role("link", name="See what is open, and launch the site"))
    expect(page.get_by_role("heading", name="What the launch should wait for")).to_be_visible()
    desk.no_barriers()
    desk.click(page.get_by_role("link", name="Launch the site …"))
    question = page.locator("main")
    expect(question).to_contain_text("Street address")
    expect(question).to_contain_text("Ketamine therapy")
    desk.no_barriers()
    desk.click(page.get_by_role("checkbox", name="Launch although"))
    desk.click(page.get_by_role("button", name="Launch now"))
    desk.told("The site is launched")
    desk.took("launch", 5)
    assert "noindex" not in fetch(desk.address("/"))

    desk.click(page.locator(".messages").get_by_role("link", name="Undo"))
    desk.click(page.get_by_role("button", name="Take the launch back"))
    desk.told("taken back")
    assert "noindex" in fetch(desk.address("/"))
    assert "/about-us/" in fetch(desk.address("/sitemap.xml"))

"""What the clinic itself has to tell: its own news, and a notice that ends by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.notices.models import Notice
from tests.browser.tasks.desk import Desk, fetch, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# From the login screen. Before there were notices, a holiday at one place took 10 actions, and own news 11.
MOST_FOR_A_NOTICE = 8
MOST_FOR_NEWS = 9


def test_put_up_a_notice_that_closes_the_clinic(any_desk: Desk) -> None:
    desk, page = any_desk, any_desk.page
    desk.sign_in("maria")
    desk.task("Put up a notice")
    expect(desk.field("Message")).to_be_visible()
    desk.no_barriers()
    expect(desk.field("First day")).to_be_hidden()
    desk.fill(desk.field("Message"), "Closed for the storm")
    ends = timezone.localtime(timezone.now() + timedelta(hours=30))
    desk.fill_date(desk.field("Shown until"), ends.strftime("%Y-%m-%d %H:%M"))
    desk.choose(page.get_by_label("Opening hours on these days"), "Closed all day")
    expect(desk.field("First day")).to_be_visible()
    expect(page.locator("#id_opens")).to_be_hidden()
    desk.click(page.get_by_role("button", name="Save"))
    desk.told("showing now")
    desk.done_within(MOST_FOR_A_NOTICE)
    for path in ("/", "/about-us/", "/locations/jacksonville/", "/search/?q=pain"):
        assert "Important: Closed for the storm" in words(desk.visit(path), ".site-notices"), path
    place = desk.visit("/locations/jacksonville/")
    assert "Closed for the storm until" in words(place, ".place__facts .place-notices")
    assert "(Closed for the storm): Closed" in words(place, ".opening-hours__special")
    # The moment comes.
    Notice.objects.update(starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() - timedelta(hours=1))
    assert words(desk.visit("/"), ".site-notices") == ""


def test_tell_the_clinics_own_news(any_desk: Desk) -> None:
    desk, page = any_desk, any_desk.page
    desk.sign_in("maria")
    desk.task("Add an in-the-news item")
    desk.fill(page.get_by_placeholder("Page title*"), "We open on Saturdays")
    desk.choose(page.get_by_label("Kind"), "Clinic news")
    for field in ("Outlet", "Link to the coverage"):
        expect(desk.field(field)).to_be_hidden()
    expect(page.get_by_label("Stance")).to_be_hidden()
    desk.fill(desk.field("Introduction"), "From May you can come on Saturdays, too.")
    desk.action("Publish")
    desk.told("We open on Saturdays")
    desk.done_within(MOST_FOR_NEWS)
    article = words(desk.visit("/news/we-open-on-saturdays/"), "main")
    assert "Clinic news" in article
    assert "leans" not in article
    assert "We open on Saturdays" in fetch(desk.address("/news/feed/"))

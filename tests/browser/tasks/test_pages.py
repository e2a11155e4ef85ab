"""Pages: news, a later date, an older version, another address, another picture."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect
from wagtail.models import Page, Revision

from home.models import ContentPage, HomePage
from tests.browser.tasks.desk import Desk, fetch, words
from tests.pages import make_image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_add_an_in_the_news_item(desk: Desk) -> None:
    page = desk.page
    desk.task("Add an in-the-news item")
    desk.fill(page.get_by_placeholder("Page title*"), "Ketamine for nerve pain: what a new study found")
    desk.fill(desk.field("Outlet"), "The Journal of Pain")
    desk.fill_date(desk.field("Date"), "2026-03-01")
    desk.choose(page.get_by_label("Kind"), "Study")
    desk.fill(desk.field("Link to the coverage"), "https://example.org/study")
    desk.fill(desk.field("Introduction"), "Forty people took part. Pain eased in some of them.")
    desk.action("Publish")
    desk.told("Ketamine for nerve pain")
    article = words(desk.view_live(), "main")
    for shown in ("The Journal of Pain", "March 1, 2026", "Forty people took part."):
        assert shown in article
    assert "Ketamine for nerve pain" in words(desk.visit("/news/"), "main")
    assert "Ketamine for nerve pain" in fetch(desk.address("/news/feed/"))
    assert "/news/ketamine-for-nerve-pain" in fetch(desk.address("/sitemap.xml"))
    assert "Ketamine for nerve pain" in words(desk.visit("/search/?q=journal+of+pain"), "main")


def test_the_previews_and_checks_follow_a_new_page_that_has_saved_itself(desk: Desk) -> None:
    page = desk.page
    desk.task("Add an in-the-news item")
    page.get_by_placeholder("Page title*").press_sequentially("Open house")
    desk.choose(page.get_by_label("Kind"), "Clinic news")
    # What the form holds two seconds after it opened is its beginning for Wagtail; what is typed later saves it.
    for _second in range(300):
        if "/add/" not in page.url:
            break
        page.get_by_placeholder("Page title*").press_sequentially(".")
        page.wait_for_timeout(1000)
    expect(page).to_have_url(re.compile(r"/pages/\d+/edit/"))
    desk.field("Introduction").press_sequentially("Come and see our rooms.")
    desk.tab("Search and sharing")
    expect(page.locator(".sharing__result")).to_contain_text("Come and see our rooms.")
    desk.tab("Checks")
    expect(page.locator("[data-live-result]:visible")).not_to_contain_text("Write an introduction")


def test_schedule_a_page(maria: Desk) -> None:
    desk, page = maria, maria.page
    desk.open_page("Cost and insurance")
    desk.fill(desk.field("Introduction"), "From May a visit costs less.")
    desk.click(page.get_by_role("button", name="Toggle status"))
    desk.click(page.get_by_role("button", name="Set schedule"))
    dialog = page.get_by_role("dialog", name="Schedule")
    desk.fill(dialog.get_by_label("Publish on"), "5/1/2099 at eight")
    # The calendar is open all the while, and covers nothing.
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    desk.click(dialog.get_by_role("button", name="Schedule"))
    # What is no time is said where it was typed, which is still there.
    again = page.get_by_role("dialog", name="Schedule")
    expect(again.get_by_label("Publish on")).to_have_value("5/1/2099 at eight")
    expect(again).to_contain_text("Enter a valid date/time.")
    desk.no_barriers()
    desk.actions = desk.actions[:-2]
    desk.fill(again.get_by_label("Publish on"), "5/1/2099 8:00 AM")
    desk.click(again.get_by_role("button", name="Schedule"))
    desk.told("goes live on 5/1/2099 8:00 AM")
    desk.took("schedule", 9)
    assert "What a visit costs." in words(desk.visit("/cost-and-insurance/"), "main")
    # The day comes.
    scheduled = Revision.objects.get(approved_go_live_at__isnull=False)
    scheduled.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    scheduled.content["go_live_at"] = scheduled.approved_go_live_at.isoformat()
    scheduled.save()
    call_command("publish_scheduled")
    assert "From May a visit costs less." in words(desk.visit("/cost-and-insurance/"), "main")


def test_go_back_to_an_older_version(maria: Desk) -> None:
    about = ContentPage.objects.get(slug="about-us")
    about.save_revision(log_action=True).publish()
    about.introduction = "A sentence nobody should have published."
    about.save_revision(log_action=True).publish()
    desk, page = maria, maria.page
    desk.open_page("About us")
    desk.click(page.get_by_role("link", name="History"))
    expect(page.locator("main tbody")).not_to_contain_text("None")
    desk.no_barriers()
    published = page.locator("main tbody tr", has_text="Published").last
    desk.click(published.get_by_role("button", name="Bring this back"))
    desk.told("is back and published")
    desk.took("bring back a version", 7)
    assert "Who we are." in words(desk.view_live(), "main")
    assert "nobody" not in words(desk.visit("/about-us/"), "main")


def test_replace_a_picture(desk: Desk, clinic: HomePage, tmp_path: Path) -> None:
    picture = make_image("The front door")
    about = ContentPage.objects.get(slug="about-us")
    about.main_image = picture
    about.save_revision().publish()
    before = desk.visit("/about-us/").select_one("main img")["src"]
    new = tmp_path / "door.jpg"
    Image.new("RGB", (1600, 900), "#885511").save(new)
    page = desk.page
    desk.task("Add or replace a picture")
    desk.click(page.get_by_role("link", name="The front door"))
    page.locator("#id_file").set_input_files(new)
    desk.fill(desk.field("Description"), "The new front door, painted brown")
    desk.click(page.get_by_role("button", name="Save"))
    desk.told("The front door")
    shown = desk.visit("/about-us/").select_one("main img")
    assert shown["src"] != before
    assert shown["alt"] == "The new front door, painted brown"
    assert page.request.get(shown["src"]).ok


def test_move_a_page_and_keep_its_old_links(desk: Desk) -> None:
    page = desk.page
    desk.open_page("Cost and insurance")
    desk.click(page.get_by_role("button", name="Actions", exact=True))
    desk.click(page.get_by_role("link", name="Move"))
    desk.click(page.locator(".page-chooser").get_by_role("button", name="Actions"))
    desk.click(page.get_by_role("button", name="Choose another page"))
    dialog = page.get_by_role("dialog")
    desk.fill(dialog.get_by_role("textbox"), "About")
    desk.click(dialog.get_by_role("link", name="About us", exact=True))
    desk.click(page.get_by_role("button", name="Confirm"))
    desk.click(page.get_by_role("button", name="Yes, move this page"))
    desk.told("moved")
    assert Page.objects.get(slug="cost-and-insurance").url == "/about-us/cost-and-insurance/"
    answer = page.request.get("/cost-and-insurance/?from=flyer", max_redirects=0)
    assert answer.status in (301, 302)
    assert "What a visit costs." in words(desk.visit("/cost-and-insurance/"), "main")

"""A move from WordPress by the hand of marketing, who manages the site: files, a look, the move, a page published."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from core.editorial.models.claims import ClaimWord
from core.editorial.roles import SITE_MANAGER
from home.models import ContentPage, HomePage
from home.wordpress import running
from home.wordpress.models import ImportRun
from tests.browser import axe
from tests.browser.tasks.desk import Desk, make_staff, words
from tests.home.wordpress.exports import SITE, attachment, export, item, uploads, zipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "<!-- wp:paragraph --><p>Our first visit takes two hours.</p><!-- /wp:paragraph -->"
    '<!-- wp:image {"id":7} --><figure><img class="wp-image-7" src="a.jpg"/></figure><!-- /wp:image -->'
)
FILE = export(
    attachment(7, "2021/05/a.jpg", alt="A branch"),
    item(1, "Your first visit", TEXT, kind="page", link=f"{SITE}/company/first-visit/"),
    item(2, "We moved", "A guarantee. [contact-form-7 id='1']", terms=(("category", "research", "Research"),)),
)
WIDTHS = (1280, 390)
SHOTS = Path(settings.BASE_DIR) / "var" / "moving-in"


def look_at(page: BrowserPage, name: str) -> None:
    """Find no fault with a screen, on a desk and on a phone; keep a picture of both."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        page.screenshot(path=str(SHOTS / f"{name}-{width}.png"), full_page=True)
        assert axe.violations(page, ("target-size",)) == [], (name, width)
        assert axe.overflow(page) <= 0, (name, width)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def work() -> None:
    """What the worker does meanwhile."""
    while ImportRun.objects.filter(state__in=["waiting", "running"]).exists():
        running.work_off(lambda: False)


def test_move_in_from_wordpress(clinic: HomePage, sit_down: Callable[[], Desk], tmp_path: Path) -> None:
    running._at_work.clear()
    make_staff(SITE_MANAGER, "rosa")
    ClaimWord.objects.get_or_create(phrase="guarantee", defaults={"reason": "Nobody can."})
    desk = sit_down()
    desk.sign_in("rosa")
    page = desk.page
    old = tmp_path / "old.xml"
    old.write_text(FILE, encoding="utf-8")
    media = zipped(uploads(tmp_path / "uploads", "2021/05/a.jpg"), tmp_path / "uploads.zip")

    desk.menu("Settings", "Moving in from WordPress")
    look_at(page, "start")
    page.get_by_label("Export files").set_input_files(old)
    page.get_by_label("Pictures and files").set_input_files(media)
    desk.click(page.get_by_role("button", name="Look at the files"))
    expect(page.get_by_label("Posts (1)")).to_have_value("news")
    look_at(page, "choices")

    desk.click(page.get_by_role("button", name="Only look"))
    expect(page.locator("#wordpress-progress")).to_contain_text("Waits for the worker")
    look_at(page, "waiting")
    work()
    # The screen says so by itself.
    expect(page.get_by_text("This was only a look")).to_be_visible()
    look_at(page, "looked")
    desk.click(page.get_by_role("link", name="Whole report"))
    expect(page.locator("table.listing")).to_contain_text("contact-form-7")
    look_at(page, "report")
    page.go_back()

    desk.click(page.get_by_role("button", name="Bring everything in as drafts"))
    work()
    expect(page.get_by_text("Everything is here, as drafts")).to_be_visible()
    assert page.request.get("/company/first-visit/").status == 404
    desk.click(page.get_by_role("link", name="Whole report"))
    desk.click(page.get_by_role("link", name="Your first visit"))
    expect(page.locator("#id_title")).to_have_value("Your first visit")
    desk.tab("Checks")
    expect(page.locator("[data-live-result]:visible")).to_contain_text(f"{SITE}/company/first-visit/")

    ContentPage.objects.get(slug="your-first-visit").get_latest_revision().publish()
    answer = page.request.get("/company/first-visit/", max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (301, "/your-first-visit/")
    assert "takes two hours" in words(desk.visit("/company/first-visit/"), "main")

    visitor = sit_down().page
    visitor.goto("/company/first-visit/")
    assert visitor.url.endswith("/your-first-visit/")
    for width in WIDTHS:
        visitor.set_viewport_size({"width": width, "height": 900})
        assert axe.violations(visitor) == []
    page.goto("/admin/wordpress/addresses/")
    look_at(page, "addresses")
    desk.click(page.get_by_role("link", name="/author", exact=True))
    look_at(page, "address")
    desk.fill(desk.field("Or an address"), "/news/")
    desk.click(page.get_by_role("button", name="Save"))
    desk.told("/author")
    assert page.request.get("/author/tilak/", max_redirects=0).headers["location"] == "/news/"
    assert re.search("guarantee", str(ImportRun.objects.latest("pk").rows.values_list("why", flat=True)))

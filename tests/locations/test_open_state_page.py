"""A real visitor with a real browser: the page itself tells whether the place is open."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from locations.models import LocationPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 23, 14, 30, tzinfo=UTC), "Open now, closes at noon"),
        (datetime(2026, 11, 27, 22, 0, tzinfo=UTC), "Opens Monday at 8 am"),
    ],
)
def test_the_page_tells_by_the_clock_of_the_place(
    browser_page: Page, full_location: LocationPage, moment: datetime, words: str
) -> None:
    browser_page.clock.set_fixed_time(moment)
    browser_page.goto(full_location.get_url())
    expect(browser_page.locator("main [data-open-state]").first).to_have_text(words)
    expect(browser_page.locator("tr[data-today]")).to_contain_text("Monday to Friday")


def test_without_scripts_the_table_is_there_and_nothing_is_claimed(
    chromium: Browser, live_server: Any, full_location: LocationPage
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(full_location.get_url())
    expect(page.locator("main table")).to_contain_text("8 am to noon")
    expect(page.locator("main [data-open-state]").first).to_be_hidden()
    context.close()

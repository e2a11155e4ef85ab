"""The browser says the same about opening hours as Python does: the very same words, at any instant."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from locations.hours import OpeningHours, for_browser, open_state

from .strategies import FIRST_DAY, hours_of, instants
from .test_hours import SAT, SUN, hours

SCRIPT = Path(__file__).parents[2] / "core/design/static/design/js/open-state.js"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab that has loaded the real module, in a time zone far from the places'."""
    context = chromium.new_context(timezone_id="Asia/Tokyo", locale="de-DE")
    page = context.new_page()
    script = SCRIPT.read_text(encoding="utf-8")
    page.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.route("**/open-state.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.goto("http://clinic.test/")
    page.evaluate("import('/open-state.js').then((module) => { window.openState = module.openState; })")
    yield page
    context.close()


def in_browser(tab: Page, opening: OpeningHours, moments: list[datetime]) -> list[tuple[bool, str]]:
    """What the script says at each instant."""
    answers = tab.evaluate(
        "([hours, moments]) => moments.map((moment) => window.openState(hours, moment))",
        [for_browser(opening, FIRST_DAY), [int(moment.timestamp() * 1000) for moment in moments]],
    )
    return [(answer["open"], answer["text"]) for answer in answers]


def in_python(opening: OpeningHours, moments: list[datetime]) -> list[tuple[bool, str]]:
    """What the server says."""
    states = [open_state(opening, moment) for moment in moments]
    return [(state.is_open, state.words) for state in states]


@settings(max_examples=400)
@given(opening=hours_of(), moments=st.lists(instants(), min_size=4, max_size=12))
def test_any_hours_at_any_instant(tab: Page, opening: OpeningHours, moments: list[datetime]) -> None:
    assert in_browser(tab, opening, moments) == in_python(opening, moments)


@pytest.mark.parametrize("change", [date(2027, 3, 14), date(2027, 11, 7), date(2026, 11, 1)])
@pytest.mark.parametrize(
    "opening",
    [
        hours({SAT: ["20:00-01:30"], SUN: ["01:30-02:30"]}),
        hours({SAT: ["22:00-06:00"], SUN: ["02:15-02:45", "03:00-09:00"]}),
        hours({SAT: ["23:30-00:30"], SUN: ["01:00-01:30", "02:30-02:31"]}, zone="America/Chicago"),
    ],
)
def test_every_minute_of_the_nights_on_which_florida_changes_its_clocks(
    tab: Page, opening: OpeningHours, change: date
) -> None:
    start = datetime(change.year, change.month, change.day, 3, tzinfo=UTC)
    moments = [start + timedelta(minutes=minute) for minute in range(9 * 60)]
    assert in_browser(tab, opening, moments) == in_python(opening, moments)


def test_the_page_shows_the_state_marks_today_and_hides_what_is_over(tab: Page) -> None:
    context = tab.context.browser.new_context(timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.clock.install(time=datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    script = SCRIPT.read_text(encoding="utf-8")
    data = '{"zone":"America/New_York","week":[[[480,1020]],[],[],[],[],[],[]],"special":[]}'
    body = f"""<!doctype html><div data-hours='{data}'><p data-open-state></p>
        <p id=mon data-weekdays="01">a</p><p id=tue data-weekdays="23456">b</p>
        <p id=old data-last="2026-11-22">c</p><p id=now data-last="2026-11-23">d</p></div>"""
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.route("**/open-state.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.goto("http://clinic.test/")
    assert page.locator("[data-open-state]").inner_text() == ""
    page.evaluate("import('/open-state.js').then((module) => module.show())")
    state = page.locator("[data-open-state]")
    assert (state.inner_text(), state.get_attribute("data-open-state")) == ("Open now, closes at 5 pm", "open")
    assert page.locator("[data-today]").evaluate_all("all => all.map((el) => el.id)") == ["mon"]
    assert not page.locator("#old").is_visible()
    assert page.locator("#now").is_visible()
    page.clock.run_for(8 * 60 * 60 * 1000)
    assert (state.inner_text(), state.get_attribute("data-open-state")) == ("Opens November 30 at 8 am", "closed")
    context.close()

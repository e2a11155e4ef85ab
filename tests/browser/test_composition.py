"""How pages are composed: how long they are on a phone, what the first screen says, what stands in the margin."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from appointments.models import AppointmentPage
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage, LocationPage
from tests.pages import add_page, make_image
from tests.site_cms.servers import wait_until

from .pages import PAGES, load_full_site, load_starter

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 780}
# Screens of a phone: the most that a page of the starter site may take, and its foot.
LONGEST = {
    "/": 8,
    "/therapy/": 9,
    "/conditions/fibromyalgia/": 8,
    "/conditions/crps/": 8.5,
    "/locations/jacksonville/": 5,
    "/locations/middleburg-orange-park/": 5,
}
# The same with every field filled in.
LONGEST_FILLED = {"/": 8, "/locations/jacksonville/": 5, "/locations/middleburg-orange-park/": 5}
LONGEST_FOOTER = 0.8


@pytest.fixture
def phone(chromium: "Browser", live_server: Any) -> "BrowserPage":
    """A tab on a phone."""
    return chromium.new_context(base_url=live_server.url, viewport=PHONE, reduced_motion="reduce").new_page()


@pytest.fixture
def small_site(home_page: HomePage) -> HomePage:
    """A home page, a place and the page to request an appointment."""
    index = add_page(home_page, LocationIndexPage, "Locations", show_in_menus=True)
    add_page(index, LocationPage, "Jacksonville", landmark="near the Avenues Mall")
    add_page(home_page, AppointmentPage, "Request an appointment", slug="request-an-appointment")
    return home_page


@pytest.mark.slow
def test_pages_are_no_longer_than_wanted(phone: "BrowserPage") -> None:
    load_starter()
    lengths, feet = {}, {}
    for address in LONGEST:
        phone.goto(address)
        lengths[address] = phone.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
        feet[address] = phone.locator(".site-footer").bounding_box()["height"] / PHONE["height"]  # type: ignore[index]
    assert {address: round(n, 2) for address, n in lengths.items() if n > LONGEST[address]} == {}
    assert {address: round(n, 2) for address, n in feet.items() if n > LONGEST_FOOTER} == {}


@pytest.mark.full
def test_pages_with_every_field_filled_in_are_no_longer_than_wanted(phone: "BrowserPage") -> None:
    load_full_site()
    lengths = {}
    for address in LONGEST_FILLED:
        phone.goto(address)
        lengths[address] = phone.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
    assert {address: round(n, 2) for address, n in lengths.items() if n > LONGEST_FILLED[address]} == {}


SHIFTS = """() => new Promise((done) => { let sum = 0;
    new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 400); })"""


@pytest.mark.full
@pytest.mark.parametrize("fill", [load_starter, load_full_site], ids=["starter", "everything-filled-in"])
def test_nothing_moves_while_a_page_is_read(phone: "BrowserPage", fill: Callable[[], None]) -> None:
    """What a script adds has its room from the first paint (cumulative layout shift, web.dev/articles/cls: 0)."""
    fill()
    shifts = {}
    for address in PAGES.values():
        phone.goto(address, wait_until="load")
        shifts[address] = round(phone.evaluate(SHIFTS), 3)
    assert {address: shift for address, shift in shifts.items() if shift > 0} == {}


def test_the_form_on_a_page_of_its_own_is_folded_on_phones_and_opens_for_a_link(
    small_site: HomePage, phone: "BrowserPage", chromium: "Browser", live_server: Any
) -> None:
    """Without a script too: the styles unfold it."""
    phone.goto("/locations/jacksonville/")
    name = phone.locator("#request-form [name=full_name]")
    assert name.is_hidden()
    phone.locator(".form-section__open").click()
    assert name.is_visible()
    context = chromium.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/locations/jacksonville/")
    page.get_by_role("link", name="Request an appointment").first.click()
    assert page.locator("#request-form [name=full_name]").is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/locations/jacksonville/")
    assert page.locator("#request-form [name=full_name]").is_visible()
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_link_to_an_answer_opens_it_below_its_question(
    small_site: HomePage, chromium: "Browser", live_server: Any, scripts: bool
) -> None:
    """HTML, ancestor revealing algorithm: browsers open what is folded around the target, without a script."""
    items = [{"question": f"Question {number}?", "answer": f"<p>Answer {number}.</p>"} for number in range(30)]
    add_page(small_site, ContentPage, "Questions", body=[{"type": "faq", "value": {"title": "", "items": items}}])
    context = chromium.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/questions/#question-20")
    assert page.get_by_text("Answer 20.").is_visible()
    assert page.get_by_text("Answer 19.").is_hidden()
    question = page.get_by_text("Question 20?", exact=True)
    # Browsers scroll there softly.
    wait_until(
        lambda: 0 <= question.bounding_box()["y"] < PHONE["height"] / 2 or page.wait_for_timeout(100),
        "the question is out of sight",
        60,
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#question-20"
    context.close()


def test_a_portrait_stands_beside_the_name(small_site: HomePage, phone: "BrowserPage") -> None:
    add_page(small_site, ClinicianPage, "Dr. Branch", job_title="Physician", main_image=make_image(size=(800, 1000)))
    for width in (360, 1280):
        phone.set_viewport_size({"width": width, "height": 780})
        phone.goto("/dr-branch/")
        name, portrait = phone.locator("h1").bounding_box(), phone.locator(".clinician-head__image").bounding_box()
        assert name
        assert portrait
        assert max(name["y"], portrait["y"]) < 300, "not on the first screen"
        assert name["x"] >= portrait["x"] + portrait["width"] or portrait["x"] >= name["x"] + name["width"]


@pytest.mark.slow
def test_the_form_begins_on_the_first_screen_of_a_phone(phone: "BrowserPage") -> None:
    """People come to the page for the form: what stands before it is short."""
    load_starter()
    phone.goto("/request-an-appointment/")
    label = phone.locator("label[for=request-full_name]").bounding_box()
    assert label
    assert label["y"] + label["height"] < PHONE["height"]


@pytest.mark.slow
def test_the_field_for_a_zip_code_and_its_button_share_a_line_of_a_phone(phone: "BrowserPage") -> None:
    """So that the places themselves are on the first screen; a screen reader hears what the button finds."""
    load_starter()
    phone.goto("/locations/", timeout=120_000)  # the first request of a process reads the list of ZIP codes
    field, button = phone.locator("#near"), phone.get_by_role("button", name="Find the nearest")
    assert field.bounding_box()["y"] == button.bounding_box()["y"]  # type: ignore[index]
    last = phone.locator(".location-card__link").last.bounding_box()
    assert last
    assert last["y"] < PHONE["height"]


def test_the_foot_of_a_short_page_stands_at_the_foot_of_the_screen(
    small_site: HomePage, browser_page: "BrowserPage"
) -> None:
    browser_page.set_viewport_size({"width": 1280, "height": 1600})
    browser_page.goto("/no-such-page/")
    foot = browser_page.locator(".site-footer").bounding_box()
    assert foot
    assert foot["y"] + foot["height"] == pytest.approx(1600, abs=1)


@pytest.mark.slow
def test_no_page_shows_two_emergency_boxes() -> None:
    load_starter()
    boxes = {}
    for name, address in PAGES.items():
        boxes[name] = Client().get(address).content.decode().count('class="callout callout--emergency"')
    assert {name: count for name, count in boxes.items() if count > 1} == {}


def test_the_first_screen_has_one_button_and_the_bar_comes_when_it_has_left(
    small_site: HomePage, phone: "BrowserPage"
) -> None:
    for address in ("/", "/locations/jacksonville/"):
        phone.set_viewport_size(PHONE)
        phone.goto(address)
        bar = phone.locator(".call-bar")
        first = phone.locator("[data-call-bar-after] .button")
        assert first.bounding_box()["y"] < PHONE["height"]  # type: ignore[index]
        assert bar.is_hidden(), "two buttons on one screen"
        phone.set_viewport_size({"width": 360, "height": 480})
        phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        bar.wait_for(state="visible")
        assert bar.bounding_box()["height"] < 66, "the bar is one line"  # type: ignore[index]
        phone.evaluate("scrollTo(0, 0)")
        bar.wait_for(state="hidden")


def test_the_bar_is_there_from_the_start_without_scripts(
    small_site: HomePage, chromium: "Browser", live_server: Any
) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    assert page.locator(".call-bar").is_visible()
    context.close()


def test_the_phone_stands_in_the_header_and_in_the_page_once_it_is_known(
    small_site: HomePage, browser_page: "BrowserPage"
) -> None:
    browser_page.goto("/")
    assert browser_page.locator("a[href^='tel:']").count() == 0
    clinic = ClinicSettings.for_site(small_site.get_site())
    clinic.phone = "+19045550100"
    clinic.save()
    for address in ("/", "/locations/", "/locations/jacksonville/"):
        browser_page.goto(address)
        for part in ("header.site-header", "main"):
            link = browser_page.locator(f"{part} a[href='tel:+19045550100']").first
            assert "(904) 555-0100" in link.inner_text()
            assert link.bounding_box()["y"] < 800, f"{address}: not on the first screen"  # type: ignore[index]


@pytest.mark.slow
def test_sources_stand_in_the_margin_and_are_folded_on_phones(phone: "BrowserPage") -> None:
    load_starter()
    phone.goto("/conditions/crps/")
    sources = phone.locator(".references__list")
    assert sources.is_hidden()
    phone.locator(".cite a").first.click()
    assert sources.is_visible(), "a number leads to nothing"
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.goto("/conditions/crps/")
    words, margin = phone.locator(".article__body").bounding_box(), sources.bounding_box()
    assert words
    assert margin
    assert margin["x"] > words["x"] + words["width"]
    assert margin["y"] < words["y"] + words["height"]
    phone.evaluate("scrollTo(0, 1500)")
    contents, notes = phone.locator(".article__sticky"), phone.locator(".article__notes")
    assert contents.bounding_box()["y"] >= 0, "the list of contents has scrolled away"  # type: ignore[index]
    phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = contents.bounding_box()
    assert last
    assert last["y"] + last["height"] <= notes.bounding_box()["y"] + 1, "it lies on the sources"  # type: ignore[index]


def test_tab_never_goes_on_behind_an_open_menu(small_site: HomePage, phone: "BrowserPage") -> None:
    """WCAG 2.2, 2.4.11 Focus Not Obscured."""
    for width in (360, 700):
        phone.set_viewport_size({"width": width, "height": 640})
        phone.goto("/")
        phone.get_by_role("button", name="Menu").click()
        for _ in range(12):
            phone.keyboard.press("Tab")
            covered = phone.evaluate(
                """() => { const el = document.activeElement;
                  if (el === document.body || el === document.documentElement) return "";
                  el.scrollIntoView({ block: "nearest" });
                  const box = el.getBoundingClientRect();
                  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                  return el.contains(top) || top?.contains(el) ? "" : el.outerHTML.slice(0, 90); }"""
            )
            assert not covered, f"{width} px: {covered}"


def test_the_form_stands_under_a_heading_of_its_own(small_site: HomePage, browser_page: "BrowserPage") -> None:
    """What a screen reader says stands before a field: never the notice about emergencies."""
    small_site.body = [{"type": "appointment_request", "value": {"title": "Request an appointment"}}]
    small_site.save()
    for address in ("/", "/locations/jacksonville/", "/request-an-appointment/"):
        browser_page.goto(address)
        heading = browser_page.evaluate(
            """() => { const form = document.querySelector("#request-form");
              const before = [...document.querySelectorAll("h1, h2, h3, h4")]
                .filter((el) => el.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING);
              return before.at(-1).textContent.trim(); }"""
        )
        assert heading == "Your request", address


@pytest.mark.slow
def test_on_paper_the_evidence_is_drawn_and_buttons_are_dark_on_white(phone: "BrowserPage") -> None:
    """Browsers leave backgrounds out when they print: what depends on one needs to ask for it, or a border."""
    load_starter()
    phone.goto("/conditions/crps/")
    phone.emulate_media(media="print")
    picture = phone.locator(".evidence .evidence__picture")
    assert picture.is_visible()
    bars = "(el) => [...el.children].map((bar) => getComputedStyle(bar).fill !== 'none')"
    assert picture.evaluate(bars) == [True, True, True, False], "moderate evidence; what SVG fills is printed"
    style = "(el) => { const { color, borderColor } = getComputedStyle(el); return [color, borderColor]; }"
    black = "rgb(0, 0, 0)"
    assert phone.locator("main .call-to-action .button").evaluate(style) == [black, black]
    assert phone.locator(".references__list").is_visible()

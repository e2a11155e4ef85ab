"""Every page type, on a phone, a tablet and a desktop, by day and by night: nothing that a machine can fault.

`make test` looks at every page on the narrowest screen; `make test-full` on all of them, and at the hard cases.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from . import axe, nu
from .pages import PAGES, SCHEMES, WIDTHS, load_full_site, load_site, stress

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def tab(chromium: "Browser", live_server: Any, width: int, scheme: str = "light", **more: Any) -> "BrowserPage":
    """A fresh tab of a width, in a colour scheme."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, **more
    )
    return context.new_page()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """A list to write faults to; the test fails with all of them."""
    found: list[str] = []
    yield found
    assert not found, "\n" + "\n".join(found)


def test_every_page_on_a_phone(chromium: "Browser", live_server: Any, complaints: list[str]) -> None:
    """The narrowest screen by day, in every run: there the most goes wrong."""
    load_site()
    page = tab(chromium, live_server, min(WIDTHS))
    _listen(page, live_server.url, complaints)
    for name, address in PAGES.items():
        page.goto(address)
        complaints += [f"{name}: {fault}" for fault in _faults(page)]
    page.goto("/request-an-appointment/")
    page.get_by_role("button", name="Send request").click()
    page.locator("[data-error-summary]").wait_for()
    complaints += [f"form errors: {fault}" for fault in axe.violations(page)]
    assert page.context.cookies() == []
    page.context.close()


# Where everything is filled in, the rules are asked on the two screens that differ most; the widths on all.
ALL_SCREENS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
TWO_SCREENS = [ALL_SCREENS[0], ALL_SCREENS[-1]]


@pytest.mark.full
@pytest.mark.parametrize(
    ("load", "screens"),
    [(load_site, ALL_SCREENS[1:]), (load_full_site, TWO_SCREENS)],
    ids=["starter", "everything-filled-in"],
)
def test_every_page_at_every_width_in_both_schemes(
    chromium: "Browser",
    live_server: Any,
    complaints: list[str],
    load: Callable[[], Any],
    screens: list[tuple[int, str]],
) -> None:
    load()
    page = tab(chromium, live_server, min(WIDTHS))
    _listen(page, live_server.url, complaints)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for name, address in PAGES.items():
            page.goto(address)  # anew for each scheme: colors change slowly on a page that is shown
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                faults = _faults(page) if (width, scheme) in screens else _too_wide(page)
                complaints += [f"{name}, {width} px, {scheme}: {fault}" for fault in faults]


def _faults(page: "BrowserPage") -> list[str]:
    """What a machine can fault on a page as it is shown."""
    faults = axe.violations(page) + _too_wide(page)
    if page.viewport_size["width"] == min(WIDTHS):  # type: ignore[index]
        faults += [f"small target {target}" for target in axe.small_targets(page)]
    return faults


def _too_wide(page: "BrowserPage") -> list[str]:
    wider = axe.overflow(page)
    return [f"{wider} px too wide"] if wider else []


def _listen(page: "BrowserPage", ours: str, complaints: list[str]) -> None:
    """Write down script errors, refusals of the security policy, and requests to anybody else."""
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda message: "Policy" in message.text and complaints.append(message.text[:200]))
    page.on(
        "request",
        lambda request: request.url.startswith((ours, "data:")) or complaints.append(f"third party: {request.url}"),
    )


@pytest.mark.full
def test_hard_cases_fit_at_320_pixels_and_with_200_percent_text(
    chromium: "Browser", live_server: Any, complaints: list[str]
) -> None:
    """WCAG 2.2, 1.4.10 Reflow, 1.4.4 Resize Text and 1.4.12 Text Spacing, with the longest words and forty places."""
    stress(load_site())
    spacing = (
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
        " p { margin-block-end: 2em !important }"
    )
    page = tab(chromium, live_server, 320, bypass_csp=True)
    for name, address in PAGES.items():
        page.goto(address)
        if wider := axe.overflow(page):
            complaints.append(f"{name}: {wider} px too wide at 320 px")
        complaints += [f"{name}: cut off at 320 px: {element}" for element in axe.cut_off(page)]
        page.add_style_tag(content=spacing)
        if wider := axe.overflow(page):
            complaints.append(f"{name}: {wider} px too wide with wide text spacing")
    page.set_viewport_size({"width": 640, "height": 800})
    for name, address in PAGES.items():
        page.goto(address)
        page.add_style_tag(content="html { font-size: 200% }")
        if wider := axe.overflow(page):
            complaints.append(f"{name}: {wider} px too wide with text at 200 %")
        complaints += [f"{name}: cut off with text at 200 %: {element}" for element in axe.cut_off(page)]


@pytest.mark.full
def test_every_text_at_its_longest_and_as_one_word_fits(
    chromium: "Browser", live_server: Any, complaints: list[str]
) -> None:
    """WCAG 2.2, 1.4.10 Reflow, with what staff enter: e-mail addresses, towns, outlets, titles, table cells."""
    load_full_site(longest=True)
    page = tab(chromium, live_server, 320)
    for name, address in PAGES.items():
        page.goto(address)
        for width in (320, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            if wider := axe.overflow(page):
                complaints.append(f"{name}: {wider} px too wide at {width} px")
            complaints += [f"{name}: cut off at {width} px: {element}" for element in axe.cut_off(page)]


@pytest.mark.full
def test_markup_and_styles_are_valid(client: Client, complaints: list[str], db: None) -> None:
    """The Nu HTML checker has neither errors nor warnings, also for the styles in the page."""
    load_site()
    documents = {name: client.get(address).content for name, address in PAGES.items()}
    answer = client.post(reverse("appointments:request"), {}, headers={"Sec-Fetch-Site": "same-origin"})
    assert b"There is a problem" in answer.content
    documents["request-errors"] = answer.content
    complaints += nu.messages(documents)


def test_everything_is_there_without_scripts_and_styles(chromium: "Browser", live_server: Any) -> None:
    load_site()
    page = tab(chromium, live_server, 360, java_script_enabled=False)
    page.goto("/")
    assert page.locator("nav#menu").is_hidden()
    page.get_by_role("button", name="Menu").click()
    menu = page.locator("nav#menu a")
    assert menu.count() >= 5
    assert all(link.is_visible() for link in menu.all())
    page.get_by_role("button", name="Close").click()
    assert page.locator("nav#menu").is_hidden()

    page.goto("/conditions/crps/")
    page.get_by_text("On this page").last.click()
    page.get_by_role("link", name="Usual treatments").click()
    assert page.url.endswith("#usual-treatments")

    page.goto("/therapy/questions/")
    question = page.locator(".faq__item").first
    assert not question.locator(".faq__answer").is_visible()
    question.locator("summary").click()
    assert question.locator(".faq__answer").is_visible()

    html = Client().get("/therapy/").content.decode()
    bare = re.sub(r"<(style|svg).*?</\1>", "", html, flags=re.DOTALL)
    assert bare.index("<h1") < bare.index('id="what-ketamine-is"')


def test_keyboard_alone_reaches_everything_and_sees_where_it_is(chromium: "Browser", live_server: Any) -> None:
    load_site()
    page = tab(chromium, live_server, 1280, reduced_motion="reduce")
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    assert skip.evaluate("el => el === document.activeElement")
    assert skip.bounding_box()["height"] >= 44
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    page.goto("/therapy/")
    links = page.evaluate(
        "[...document.querySelectorAll('a[href], button, summary')].filter(el => el.checkVisibility()).length"
    )
    hidden_marks = []
    for _ in range(links + 5):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const el = document.activeElement; if (el === document.body) return null;
              const box = el.getBoundingClientRect();
              const seen = [el, el.closest('article')].some((marked) => {  // a card is marked as a whole
                const style = marked && getComputedStyle(marked);
                return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; });
              const inside = box.bottom > 0 && box.top < innerHeight;
              return seen && inside ? '' : el.outerHTML.slice(0, 90); }"""
        )
        if state is None:
            break
        if state:
            hidden_marks.append(state)
    assert not hidden_marks


def test_the_bar_on_phones_covers_nothing_that_has_the_focus(
    chromium: "Browser", live_server: Any, complaints: list[str]
) -> None:
    load_site()
    page = tab(chromium, live_server, 360, reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 640})
    for address in ("/", "/locations/?near=32068", "/conditions/crps/"):
        page.goto(address)
        complaints += [f"{address}: {element}" for element in axe.covered_focus(page, 120)]


def test_a_phone_on_its_side_and_large_text_keep_room_to_read(chromium: "Browser", live_server: Any) -> None:
    """The bar leaves low screens; with text twice as large the name stays in words and nothing scrolls sideways."""
    load_site()
    page = tab(chromium, live_server, 740, bypass_csp=True)
    page.set_viewport_size({"width": 740, "height": 360})
    page.goto("/conditions/crps/")
    bar = page.locator(".call-bar")
    assert bar.bounding_box()["y"] > page.locator(".site-footer").bounding_box()["y"]  # type: ignore[index]
    assert page.locator(".site-header__action").is_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    assert bar.bounding_box()["y"] < 844  # type: ignore[index]
    for address in ("/", "/conditions/crps/", "/request-an-appointment/", "/therapy/"):
        page.goto(address)
        page.locator(".site-header__brand > span").evaluate("(name) => { name.textContent = 'Ketamine Pain Clinic'; }")
        page.add_style_tag(content="html { font-size: 200% }")
        assert not axe.overflow(page), address
        name = page.locator(".site-header__brand > span").bounding_box()
        assert name["height"] < 100, address  # type: ignore[index]


def test_motion_forced_colours_and_print(chromium: "Browser", live_server: Any) -> None:
    load_site()
    page = tab(chromium, live_server, 1280, reduced_motion="reduce", forced_colors="active")
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.locator(".site-header__action").evaluate("el => getComputedStyle(el).borderStyle") == "solid"
    page.goto("/therapy/")
    page.emulate_media(media="print")
    assert page.locator(".site-header__menu").is_hidden()
    assert page.locator(".site-header__search").is_hidden()
    assert page.locator(".call-bar").is_hidden()
    assert page.locator("main h1").is_visible()
    assert page.locator(".references").is_visible()

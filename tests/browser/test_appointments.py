"""The request form in a real browser: with and without JavaScript, by keyboard alone, on a phone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from appointments.models import AppointmentPage, AppointmentRequest, AppointmentSettings
from locations.models import LocationIndexPage, LocationPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = "/request-an-appointment/"


@pytest.fixture(autouse=True)
def _site(home_page: Any) -> None:
    index = home_page.add_child(instance=LocationIndexPage(title="Locations", slug="locations"))
    for title, slug in (("Jacksonville", "jacksonville"), ("Middleburg / Orange Park", "middleburg")):
        index.add_child(instance=LocationPage(title=title, slug=slug))
    home_page.add_child(instance=AppointmentPage(title="Request an appointment", slug="request-an-appointment"))
    AppointmentSettings.load()


@pytest.fixture(params=["script", "no script"])
def visitor(request: pytest.FixtureRequest, chromium: Browser, live_server: Any) -> Iterator[Page]:
    """A tab on a phone, once with JavaScript and once without; whatever the page complains about fails the test."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=request.param == "script"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert context.cookies() == [], "an anonymous visitor has no cookie"
    context.close()
    assert complaints == []


def fill(page: Page, name: str = "Pat Doe") -> None:
    page.get_by_label("Full name").fill(name)
    page.get_by_role("textbox", name="Phone number").fill("904 555 0123")
    page.get_by_role("radio", name="Jacksonville").check()
    page.get_by_label("I am a new patient").check()


def confirmed(page: Page) -> str:
    page.wait_for_url("**/appointments/received/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your request")
    return page.locator(".confirmation__reference").inner_text()


def test_errors_are_mended_and_the_request_arrives_once(visitor):
    visitor.goto(FORM)
    visitor.get_by_role("button", name="Send request").click()
    assert visitor.title().startswith("Error: ")
    expect(visitor.get_by_role("heading", name="There is a problem")).to_be_visible()
    visitor.get_by_role("link", name="Choose the location you would like to visit").click()
    fill(visitor)
    visitor.get_by_role("button", name="Send request").click()
    confirmed(visitor)
    assert AppointmentRequest.objects.count() == 1


def test_reload_back_and_sending_again_never_make_a_second_request(visitor):
    visitor.goto(FORM)
    fill(visitor)
    visitor.get_by_role("button", name="Send request").click()
    reference = confirmed(visitor)
    visitor.reload()
    assert confirmed(visitor) == reference
    visitor.go_back()
    expect(visitor.get_by_label("Full name")).to_be_visible()
    visitor.go_forward()
    assert confirmed(visitor) == reference
    visitor.goto(FORM)
    fill(visitor)
    visitor.get_by_role("button", name="Send request").click()
    assert confirmed(visitor) == reference, "the same answers are the same request"
    assert AppointmentRequest.objects.get().reference == reference


def test_a_double_click_is_one_request(visitor):
    visitor.goto(FORM)
    fill(visitor)
    visitor.get_by_role("button", name="Send request").dblclick()
    confirmed(visitor)
    assert AppointmentRequest.objects.count() == 1


def test_script_moves_the_focus_to_the_problems(browser_page):
    browser_page.goto(FORM)
    browser_page.get_by_role("button", name="Send request").click()
    expect(browser_page.locator("[data-error-summary]")).to_be_focused()
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_label("Full name")).to_be_focused()


def test_a_link_can_choose_the_place(browser_page):
    browser_page.goto(f"{FORM}?location=middleburg")
    expect(browser_page.get_by_role("radio", name="Middleburg / Orange Park")).to_be_checked()


def test_keys_alone_are_enough_and_the_focus_is_always_seen(browser_page):
    page = browser_page
    page.goto(FORM)
    page.get_by_label("Full name").focus()
    page.keyboard.type("Keyboard Person")

    def tab_to(label: str) -> None:
        for _step in range(40):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                "() => { const e = document.activeElement, s = getComputedStyle(e);"
                " const seen = s.outlineStyle !== 'none' || s.boxShadow !== 'none';"
                " return [e.labels?.[0]?.innerText ?? e.innerText, seen] }"
            )
            assert seen[1], f"no focus to be seen on {seen[0]!r}"
            assert "Leave this empty" not in (seen[0] or ""), "the trap can be reached by Tab"
            if label in (seen[0] or ""):
                return
        raise AssertionError(f"Tab never came to {label!r}")

    tab_to("Phone number")
    page.keyboard.type("9045550123")
    tab_to("Jacksonville")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Middleburg / Orange Park")).to_be_checked()
    tab_to("I am a new patient")
    page.keyboard.press("Space")
    tab_to("Days, times and your reason")
    page.keyboard.press("Enter")
    tab_to("Wednesday")
    page.keyboard.press("Space")
    tab_to("Anything else")
    page.keyboard.type("Afternoons please")
    tab_to("Calls, texts and voicemail")
    page.keyboard.press("Enter")
    tab_to("You may call and text me")
    page.keyboard.press("Space")
    tab_to("Send request")
    page.keyboard.press("Enter")
    confirmed(page)
    stored = AppointmentRequest.objects.get()
    assert stored.full_name == "Keyboard Person"
    assert stored.location.slug == "middleburg"
    assert stored.days == ["Wednesday"]
    assert stored.consent_contact
    assert not stored.consent_voicemail


def test_script_makes_the_token_and_solves_the_puzzle(browser_page):
    row = AppointmentSettings.load()
    row.require_proof_of_work = True
    row.save()
    browser_page.goto(FORM)
    expect(browser_page.locator('[name="token"]')).to_have_value(re.compile(r"^\S{32}$"))  # made after the first paint
    fill(browser_page)
    browser_page.get_by_role("button", name="Send request").click()
    confirmed(browser_page)
    assert AppointmentRequest.objects.get().status == "new"


def test_without_script_the_puzzle_only_sets_the_request_aside(chromium, live_server):
    row = AppointmentSettings.load()
    row.require_proof_of_work = True
    row.save()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(FORM)
    fill(page)
    page.get_by_role("button", name="Send request").click()
    confirmed(page)
    context.close()
    stored = AppointmentRequest.objects.get()
    assert (stored.status, stored.suspicions) == ("spam", ["no_proof"])


def test_form_errors_and_confirmation_pass_axe_and_fit_a_phone(browser_page):
    page = browser_page
    page.set_viewport_size({"width": 320, "height": 700})

    def judge(what: str) -> None:
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert results.violations_count == 0, f"{what}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{what} scrolls sideways"

    page.goto(FORM)
    judge("form")
    small = page.evaluate(
        "() => [...document.querySelectorAll('form.form .form__choice, form.form button, form.form select,"
        " form.form textarea, .form__group > input')].filter((e) => e.getBoundingClientRect().height < 44)"
        ".map((e) => e.outerHTML.slice(0, 80))"
    )
    assert small == [], "targets of at least 44 px"
    page.get_by_role("button", name="Send request").click()
    judge("errors")
    fill(page)
    page.get_by_role("button", name="Send request").click()
    confirmed(page)
    judge("confirmation")


def test_the_inbox_works_under_the_admins_policy(browser_page, admin_user, live_server, settings):
    complaints: list[str] = []
    browser_page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.goto(FORM)
    fill(browser_page, "Inbox Person")
    browser_page.get_by_role("button", name="Send request").click()
    reference = confirmed(browser_page)
    client = Client()
    client.force_login(admin_user)
    name = settings.SESSION_COOKIE_NAME
    browser_page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    browser_page.goto("/admin/")
    browser_page.get_by_role("link", name="Requests (1 new)").click()
    browser_page.get_by_role("link", name="Inbox Person").click()
    browser_page.get_by_label("Status").select_option("contacted")
    browser_page.get_by_role("button", name="Save", exact=True).click()
    expect(browser_page.get_by_text("Saved.")).to_be_visible()
    browser_page.get_by_label("New note").fill("Called")
    browser_page.get_by_role("button", name="Add note").click()
    expect(browser_page.get_by_text("Called", exact=True)).to_be_visible()
    assert AppointmentRequest.objects.get(reference=reference).status == "contacted"
    assert complaints == []

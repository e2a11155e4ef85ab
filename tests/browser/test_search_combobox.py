"""Suggestions while typing, with the keyboard, as ARIA 1.2's combobox asks; and the form without any script."""

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from home.models import HomePage
from search import lexicon, limits
from search.starter import load_synonyms
from therapy.models import ConditionPage

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(transactional_db: None, home_page: HomePage) -> Iterator[None]:
    """Two conditions that can be found."""
    lexicon.forget()
    limits.forget()
    for title in ("Migraine", "Migraine in children", "Postherpetic neuralgia"):
        home_page.add_child(instance=ConditionPage(title=title, slug=title.split()[-1].lower(), introduction="Pain."))
    load_synonyms()
    call_command("rebuild_search", stdout=StringIO())
    yield
    lexicon.forget()


def field_of(page: "BrowserPage") -> Any:
    page.goto("/search/")
    field = page.get_by_role("combobox", name="Search this site")
    field.wait_for()
    return field


def test_suggestions_are_chosen_with_the_keyboard(site: None, browser_page: "BrowserPage") -> None:
    problems: list[str] = []
    browser_page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    browser_page.on("pageerror", lambda error: problems.append(str(error)))
    field = field_of(browser_page)
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("migr")
    options = browser_page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert options.count() == 2
    assert browser_page.get_by_role("status").first.text_content() == "Suggestions to choose with the arrow keys: 2"

    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    field.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert options.first.get_attribute("aria-selected") == "false"
    field.press("ArrowDown")  # past the last one is the field itself
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert field.input_value() == "migr"

    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert options.count() == 0
    field.press("ArrowDown")
    options.first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    browser_page.wait_for_url("**/migraine/")
    assert problems == []


def test_enter_without_a_choice_searches_and_tab_closes(site: None, browser_page: "BrowserPage") -> None:
    field = field_of(browser_page)
    field.press_sequentially("shingles")
    browser_page.get_by_role("option").first.wait_for()
    field.press("Tab")
    assert field.get_attribute("aria-expanded") == "false"
    field.focus()
    field.press("Enter")
    browser_page.wait_for_url("**/search/?q=shingles")
    assert browser_page.get_by_role("link", name="Postherpetic neuralgia").count() == 1


def test_a_suggestion_can_be_clicked(site: None, browser_page: "BrowserPage") -> None:
    field_of(browser_page).press_sequentially("culebr")
    browser_page.get_by_role("option", name="Postherpetic neuralgia").click()
    browser_page.wait_for_url("**/neuralgia/")


def test_the_server_is_asked_once_for_a_word_typed_at_once(site: None, browser_page: "BrowserPage") -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    field = field_of(browser_page)
    field.press_sequentially("migraine", delay=10)
    browser_page.get_by_role("option").first.wait_for()
    assert len(asked) == 1
    with browser_page.expect_response("**/search/suggestions/**"):
        field.press("Backspace")
    field.press_sequentially("e", delay=10)
    browser_page.wait_for_timeout(400)  # by when it would have asked
    assert len(asked) == 2  # the whole word was kept


def test_a_server_that_fails_leaves_the_plain_form(site: None, browser_page: "BrowserPage") -> None:
    browser_page.route("**/search/suggestions/**", lambda route: route.abort())
    field = field_of(browser_page)
    with browser_page.expect_event("requestfailed"):
        field.press_sequentially("migraine")
    assert field.get_attribute("aria-expanded") == "false"
    field.press("Enter")
    browser_page.wait_for_url("**/search/?q=migraine")


def test_it_works_without_a_script(site: None, chromium: Any, live_server: Any) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_role("searchbox", name="Search this site").fill("migrane")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=migrane")
    assert page.get_by_role("heading", name="Migraine", exact=True).count() == 1
    context.close()

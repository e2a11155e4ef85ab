"""What search is taught: a word of the patients, and a page that comes first."""

import pytest

from tests.browser.tasks.desk import Desk, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def results(desk: Desk, query: str) -> list[str]:
    """The titles of the results of a search, as a visitor sees them."""
    soup = desk.visit(f"/search/?q={query}")
    return [title.get_text(" ", strip=True) for title in soup.select("main li h2, main li h3")]


def test_add_a_synonym(desk: Desk) -> None:
    assert "Migraine" not in results(desk, "zapping")
    page = desk.page
    desk.task("Teach the search a word")
    desk.fill(desk.field("Name"), "Zapping")
    desk.fill(desk.field("What people type"), "zapping")
    desk.fill(desk.field("What our pages say"), "migraine")
    desk.click(page.get_by_role("button", name="Save"))
    desk.told("Zapping")
    assert results(desk, "zapping") == ["Migraine"]


def test_promote_a_search_result(desk: Desk) -> None:
    assert results(desk, "headache")[0] == "Migraine"
    page = desk.page
    desk.menu("Search words", "Promoted results")
    desk.click(page.get_by_role("link", name="Add").first)
    desk.fill(desk.field("For the words"), "headache")
    desk.click(page.get_by_role("button", name="Choose a page"))
    dialog = page.get_by_role("dialog")
    desk.fill(dialog.get_by_role("textbox").first, "Cost")
    desk.click(dialog.get_by_role("link", name="Cost and insurance", exact=True))
    desk.click(page.get_by_role("button", name="Save"))
    desk.told("headache")
    shown = words(desk.visit("/search/?q=headache"), "main")
    assert shown.index("Cost and insurance") < shown.index("Migraine")

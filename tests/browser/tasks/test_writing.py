"""Writing: the home page is found, a source is cited, a finding leads to its field, a long page loses nothing."""

import json
import re

import pytest
from playwright.sync_api import expect

from core.editorial.models.claims import ClaimWord
from home.models import ContentPage, HomePage
from tests.browser.tasks.desk import Desk, words
from tests.pages import make_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What a form holds, without what changes by itself.
FORM = """() => [...new FormData(document.querySelector('[data-edit-form]'))]
  .filter(([name]) => name.startsWith('body') || name.startsWith('references'))"""


def text(words_of_it: str) -> dict[str, str]:
    return {"type": "text", "value": f"<p>{words_of_it}</p>"}


def fill_about(*blocks: dict[str, str], references: tuple[int, ...] = ()) -> None:
    """Give “About us” a body and sources."""
    about = ContentPage.objects.get(slug="about-us")
    about.body = json.dumps(blocks)
    about.references = json.dumps([{"type": "reference", "value": key} for key in references])
    about.save_revision().publish()


def test_find_the_home_page(desk: Desk, clinic: HomePage) -> None:
    before = len(desk.actions)
    desk.task("Edit the home page")
    expect(desk.page.locator("#id_title")).to_have_value(clinic.title)
    assert len(desk.actions) - before == 1
    # The list of pages begins below it, in the order of the menu, and has a pencil for it.
    desk.page.goto(f"/admin/pages/{clinic.pk}/")
    titles = desk.page.locator("td.title .title-wrapper").all_inner_texts()
    assert [title.strip() for title in titles][:3] == ["Ketamine therapy", "Conditions", "Locations"]
    desk.click(desk.page.get_by_role("link", name=f"Edit “{clinic.title}”"))
    expect(desk.page.locator("#id_title")).to_have_value(clinic.title)


def test_cite_a_source(maria: Desk) -> None:
    desk = maria
    fill_about(text("Studies of ketamine disagree."), references=(make_reference().pk,))
    desk.open_page("About us")
    desk.page.locator("[data-contentpath=body]").first.scroll_into_view_if_needed()
    before = len(desk.actions)
    desk.click(desk.page.locator("[data-contentpath=body] [contenteditable=true]").first)
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.press("Shift+Home")
    button = desk.page.get_by_role("button", name="Cite a source of this page").locator("visible=true").first
    desk.work(button, "Control+Alt+q")
    dialog = desk.page.get_by_role("dialog", name="Cite a source of this page")
    desk.no_barriers()
    desk.click(dialog.get_by_role("button", name="cohen-2018"))
    # With Wagtail's link dialog these were six: the words, the link, “Anchor link”, the field, its text, the button.
    assert len(desk.actions) - before == 3
    expect(desk.page.locator("[name=body-0-value]")).to_have_value(re.compile("#ref-cohen-2018"))
    desk.action("Publish")
    desk.told("About us")
    page = desk.view_live()
    assert page.select_one("main sup.cite a")["href"] == "#ref-cohen-2018"
    assert "Studies of ketamine disagree." in words(page, "main")


def test_a_finding_leads_to_the_words_it_speaks_of(desk: Desk) -> None:
    ClaimWord.objects.get_or_create(phrase="miracle", defaults={"reason": "It raises hopes."})
    fill_about(*(text(f"Sentence {number}.") for number in range(9)), text("A miracle on every day."))
    desk.open_page("About us")
    desk.tab("Checks")
    desk.click(desk.page.get_by_role("link", name="It raises hopes"))
    block = desk.page.locator("[data-streamfield-child]", has_text="A miracle on every day.").last
    expect(block).to_be_in_viewport()
    expect(block.locator("[contenteditable=true]")).to_be_focused()


def test_a_long_page_is_whole_however_soon_it_is_saved(desk: Desk) -> None:
    fill_about(*(text(f"Sentence {number}.") for number in range(40)))
    page = desk.page
    address = f"/admin/pages/{ContentPage.objects.get(slug='about-us').pk}/edit/"
    page.goto(address, wait_until="domcontentloaded")
    # Asked before the blocks further down are made: all are there, each once, in their order.
    early = page.evaluate(FORM)
    values = [value for name, value in early if name.endswith("-value")]
    assert [json.loads(value)["blocks"][0]["text"] for value in values] == [f"Sentence {n}." for n in range(40)]
    assert ["body-count", "40"] in early
    # Starting the editors is no change to be saved.
    for block in page.locator("[data-contentpath=body] [data-streamfield-child]").all()[::8]:
        block.scroll_into_view_if_needed()
        expect(block.locator("[contenteditable=true]")).to_be_visible()
    assert page.evaluate(FORM) == early


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.full
def test_the_screens_are_fit_for_everybody(desk: Desk, clinic: HomePage, width: int) -> None:
    fill_about(text("We cure everything."))
    about = ContentPage.objects.get(slug="about-us")
    desk.page.set_viewport_size({"width": width, "height": 844})
    screens = (
        "",
        f"pages/{clinic.pk}/",
        f"pages/{about.pk}/edit/",
        f"pages/{about.pk}/history/",
        "images/",
        "snippets/notices/notice/add/",
        "reports/questions/mend/",
        "reports/page-findings/",
    )
    for screen in screens:
        desk.page.goto(f"/admin/{screen}")
        expect(desk.page.locator("main")).to_be_visible()
        if screen.endswith("edit/"):
            desk.page.locator("[data-contentpath=body] [data-streamfield-child]").first.scroll_into_view_if_needed()
            expect(desk.page.get_by_role("textbox", name="Text")).to_be_visible()
            # What the header covers half while one scrolls is no small target.
            desk.page.locator("#id_title").evaluate("title => title.scrollIntoView({ block: 'center' })")
        desk.no_barriers()
    if width == 390:
        expect(desk.page.locator("table.clinic-cards")).to_be_visible()
        desk.page.goto(f"/admin/pages/{about.pk}/edit/")
        expect(desk.page.get_by_label("Toggle checks")).to_be_visible()
        expect(desk.page.locator("[data-minimap-container]")).to_be_hidden()

"""Pictures: a photo that was left behind is found again, and one that is too small is not taken."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from core.pictures.models import ClinicImage
from tests.browser.tasks.desk import Desk
from tests.pages import make_image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def add_photo(desk: Desk, file: Path) -> None:
    """Choose a file on the screen for new pictures."""
    desk.task("Add or replace a picture")
    desk.click(desk.page.get_by_role("link", name="Add an image"))
    desk.page.locator("#fileupload").set_input_files(file)


def test_lose_and_find_a_photo(maria: Desk, tmp_path: Path) -> None:
    door = tmp_path / "front-door.jpg"
    Image.new("RGB", (1600, 900), "#885511").save(door)
    desk, page, asked = maria, maria.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    add_photo(desk, door)
    form = page.locator("#upload-list form")
    expect(form).to_contain_text("Not in the library yet.")
    expect(page.locator("#upload-list")).not_to_contain_text("Please update this image")
    desk.no_barriers()

    # A mistake far below is brought into view, at the form's beginning.
    desk.click(form.get_by_label("Shows people who can be recognized"))
    desk.click(form.get_by_role("button", name="Save picture"))
    alert = page.locator("#upload-list [role=alert]")
    expect(alert).to_contain_text("Say who agreed that the picture is shown.")
    expect(alert).to_be_focused()
    expect(alert).to_be_in_viewport()
    desk.no_barriers()

    # Leaving is asked about. Whoever leaves all the same finds the photo where they look for it.
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    assert not ClinicImage.objects.exists()
    desk.begin()
    desk.task("Add or replace a picture")
    desk.click(page.get_by_role("link", name="Add an image"))
    form = page.locator("#upload-list form")
    desk.fill(form.get_by_label("Description"), "The front door, painted brown")
    desk.click(form.get_by_role("button", name="Save picture"))
    expect(page.locator(".messages")).to_contain_text("The picture is in the library.")
    desk.took("find a photo", 4)
    expect(form).to_have_count(0)
    page.goto("/admin/images/")
    assert asked == ["beforeunload"]
    expect(page.locator("main")).to_contain_text("front-door")


def test_a_picture_that_is_too_small_is_refused_where_it_is_chosen(desk: Desk, tmp_path: Path) -> None:
    make_image("The large door")
    make_image("The small door", (400, 300))
    small = tmp_path / "sign.jpg"
    Image.new("RGB", (400, 300), "#885511").save(small)
    page = desk.page
    desk.open_page("About us")
    desk.click(page.locator("#id_main_image-chooser").get_by_role("button", name="Choose an image"))
    dialog = page.locator(".modal-content")
    expect(dialog).to_contain_text("Only pictures of at least 1200 by 630 pixels are shown")
    expect(dialog.get_by_role("link", name="The large door")).to_be_visible()
    expect(dialog.get_by_role("link", name="The small door")).to_have_count(0)
    desk.click(dialog.get_by_role("tab", name="Upload"))
    dialog.locator("input[type=file]").set_input_files(small)
    desk.fill(dialog.get_by_label("Title"), "Sign")
    desk.fill(dialog.get_by_label("Description"), "The sign at the door")
    desk.click(dialog.get_by_role("button", name="Upload"))
    expect(dialog).to_contain_text("This picture has 400 by 300 pixels.")
    desk.click(dialog.get_by_role("tab", name="Search"))
    desk.click(dialog.get_by_role("link", name="The large door"))
    expect(page.locator("#id_main_image-chooser")).to_contain_text("The large door")

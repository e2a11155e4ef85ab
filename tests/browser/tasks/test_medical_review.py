"""A condition on its way to the public: marketing writes, a reviewer signs, the site manager sees what changed."""

from collections.abc import Callable

import pytest
from django.utils import formats, timezone
from playwright.sync_api import expect

from core.editorial.models.workflow import MEDICAL_REVIEWER, next_review_default
from core.editorial.roles import SITE_MANAGER
from tests.browser.tasks.desk import Desk, make_staff, words
from therapy.models import ConditionPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHANGED = "Changed since this review"


def test_a_condition_is_written_signed_and_changed(desk: Desk, sit_down: Callable[[], Desk]) -> None:
    make_staff(MEDICAL_REVIEWER, "dora")
    make_staff(SITE_MANAGER, "sam")

    # Marketing writes a new condition. It cannot be published, only submitted.
    desk.task("Add a condition")
    desk.fill(desk.page.get_by_placeholder("Page title*"), "Sciatica")
    desk.fill(desk.field("Introduction"), "Pain that runs from the back down one leg.")
    desk.write("risks", "Nausea and a rise in blood pressure.")
    desk.action("Submit to Medical review")
    # It names no source and no strength of evidence: that is said first.
    expect(desk.page.locator("main")).to_contain_text("Say how strong the evidence is.")
    desk.click(desk.page.get_by_role("button", name="Submit all the same"))
    desk.told("submitted for moderation")
    assert "Sciatica" not in words(desk.visit("/conditions/"), "main")

    # The reviewer finds it waiting on the dashboard, reads it and signs it.
    reviewer = sit_down()
    reviewer.sign_in("dora")
    reviewer.click(reviewer.page.locator("main").get_by_role("link", name="Sciatica").first)
    expect(reviewer.page.locator(".messages")).to_contain_text("This page was submitted with 2 things to mend:")
    reviewer.action("Sign and Publish")
    dialog = reviewer.page.locator(".modal-content")
    expect(dialog.get_by_label("Reviewed by")).to_contain_text("Dr. Tilak")
    reviewer.click(dialog.get_by_role("button", name="Sign"))
    reviewer.told("Sciatica")
    page = words(desk.visit("/conditions/sciatica/"), "main")
    for shown in (
        "Nausea and a rise in blood pressure.",
        "Dr. Tilak",
        formats.date_format(timezone.localdate(), "F j, Y"),
        formats.date_format(next_review_default(), "F Y"),
    ):
        assert shown in page
    assert "Sciatica" in words(desk.visit("/conditions/"), "main")
    assert CHANGED not in page

    # Marketing changes the words: the draft differs from what was signed, and nothing changes in public.
    desk.page.goto("/admin/")
    desk.open_page("Sciatica")
    desk.fill(desk.field("Introduction"), "Pain from the back down one leg, or both.")
    desk.action("Submit to Medical review")
    # It names no source and no strength of evidence: that is said first.
    expect(desk.page.locator("main")).to_contain_text("Say how strong the evidence is.")
    desk.click(desk.page.get_by_role("button", name="Submit all the same"))
    desk.told("submitted for moderation")
    assert "or both" not in words(desk.visit("/conditions/sciatica/"), "main")

    # The site manager sees it in the list of reviews.
    manager = sit_down()
    manager.sign_in("sam")
    manager.menu("Reports", "Which medical reviews are due?")
    row = manager.page.locator("main tr", has_text="Sciatica")
    expect(row).to_contain_text("the draft has changed since")

    # Should it go live without a new signature, visitors are told, and the list says so.
    ConditionPage.objects.get(slug="sciatica").get_latest_revision().publish()
    page = words(desk.visit("/conditions/sciatica/"), "main")
    assert "or both" in page
    assert CHANGED in page
    manager.page.reload()
    expect(row).to_contain_text("Changed since review")

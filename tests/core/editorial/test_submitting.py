"""A page that promises too much, or names no risk or source, is asked about before it goes to its reviewer."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR
from tests.pages import add_page, make_home, make_reference
from tests.staff import login
from therapy.models import ConditionIndexPage, ConditionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def conditions() -> ConditionIndexPage:
    return add_page(make_home(), ConditionIndexPage, "Conditions")


def form(**more: object) -> dict[str, str]:
    texts = {name: rich_text("") for name in ("symptoms", "usual_treatments", "how_it_may_help", "evidence", "risks")}
    data = {"title": "Migraine", "slug": "migraine", "introduction": "It cures migraine. 100% safe and guaranteed."}
    streams = {name: streamfield([]) for name in ("body", "references", "related_conditions")}
    streams["comments"] = inline_formset([])
    return nested_form_data({**data, **texts, "who_should_not": rich_text(""), **streams, **more})


def sound(reference: int) -> dict[str, object]:
    return {
        "introduction": "Attacks of headache. It may help some people.",
        "risks": rich_text("<p>Nausea</p>"),
        "evidence_level": "limited",
        "references": streamfield([("reference", str(reference))]),
    }


def test_a_page_of_promises_is_kept_as_a_draft_and_asked_about(client: Client, conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "Migraine", live=False)
    login(client, MARKETING_EDITOR)
    data = form(**{"action-submit": "1"})
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    page.refresh_from_db()
    assert page.current_workflow_state is None
    assert page.get_latest_revision_as_object().introduction.startswith("It cures")
    html = answer.content.decode()
    for said in ("“cures”", "“guaranteed”", "names risks", "at least one reference", "how strong the evidence"):
        assert said in html
    assert "#field=introduction&amp;words=cures" in html


def test_a_new_page_is_asked_about_too(client: Client, conditions: ConditionIndexPage) -> None:
    login(client, MARKETING_EDITOR)
    address = reverse("wagtailadmin_pages:add", args=["therapy", "conditionpage", conditions.pk])
    answer = client.post(address, form(**{"action-submit": "1"}))
    page = Page.objects.get(slug="migraine")
    assert answer.url == reverse("submit_anyway", args=[page.pk])
    assert page.current_workflow_state is None


def test_a_sound_page_is_submitted_without_a_question(client: Client, conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "Migraine", live=False)
    login(client, MARKETING_EDITOR)
    data = form(**sound(make_reference().pk), **{"action-submit": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    page.refresh_from_db()
    assert page.current_workflow_state is not None


def test_whoever_submits_all_the_same_is_named_and_the_reviewer_is_told(
    client: Client, conditions: ConditionIndexPage
) -> None:
    page = add_page(conditions, ConditionPage, "Migraine", live=False, introduction="It cures migraine.")
    page.save_revision()
    login(client, MARKETING_EDITOR)
    client.post(reverse("submit_anyway", args=[page.pk]))
    page.refresh_from_db()
    assert page.current_workflow_state is not None
    entry = PageLogEntry.objects.get(page=page.pk, action="editorial.submitted_anyway")
    assert entry.user.username == MARKETING_EDITOR
    assert any("cures" in message for message in json.loads(json.dumps(entry.data))["findings"])
    login(client, MEDICAL_REVIEWER)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "This page was submitted with 4 things to mend:" in html


def test_nobody_without_the_right_to_submit_gets_there(client: Client, conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "Migraine")
    login(client, "Front desk")
    address = reverse("submit_anyway", args=[page.pk])
    assert "Submit all the same" not in client.get(address).content.decode()
    client.post(address)
    page.refresh_from_db()
    assert page.current_workflow_state is None


def test_the_tab_says_how_much_there_is_to_mend(client: Client, conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "Migraine", introduction="It cures migraine.")
    login(client, MARKETING_EDITOR)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    count = html.count("data-finding>")
    assert count >= 5
    assert f"Checks\u00a0<span data-findings-count>({count})</span>" in html

"""Marketing submits, a medical reviewer signs, and later changes show."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import BadRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR
from locations.models import ClinicianPage, LocationIndexPage
from tests.pages import add_page, make_home
from therapy.models import ConditionIndexPage, ConditionPage

pytestmark = pytest.mark.django_db


def make_user(role: str) -> AbstractUser:
    user = get_user_model().objects.create_user(role, email="staff@example.com", password="a long enough password")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def submitted() -> ConditionPage:
    """A live condition page with a change that marketing submitted for review."""
    home = make_home()
    page = add_page(add_page(home, ConditionIndexPage, "Conditions"), ConditionPage, "Migraine", risks="<p>Nausea</p>")
    page.risks = "<p>Nausea and dizziness</p>"
    page.save_revision()
    page.get_workflow().start(page, make_user(MARKETING_EDITOR))
    return page


@pytest.fixture
def doctor(submitted: ConditionPage) -> ClinicianPage:
    home = submitted.get_site().root_page.specific
    return add_page(add_page(home, LocationIndexPage, "Locations"), ClinicianPage, "Dr. Tilak")


def act(client: Client, page: ConditionPage, action: str, **data: object) -> object:
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, page.current_workflow_task_state.pk])
    return client.post(url, data)


def test_signing_publishes_and_stamps_the_review(
    client: Client, submitted: ConditionPage, doctor: ClinicianPage
) -> None:
    client.force_login(make_user(MEDICAL_REVIEWER))
    due = timezone.localdate() + datetime.timedelta(days=200)
    act(client, submitted, "approve", reviewed_by=doctor.pk, next_review=due.isoformat(), comment="Read in full.")
    page = ConditionPage.objects.get(pk=submitted.pk)
    assert page.live
    assert page.risks == "<p>Nausea and dizziness</p>"
    assert page.reviewed_by == doctor
    assert page.last_reviewed == timezone.localdate()
    assert page.next_review == due
    assert not page.changed_since_review
    assert not page.workflow_in_progress


@pytest.mark.parametrize("due", ["", "2020-01-01", "soon"])
def test_signing_without_a_future_date_signs_nothing(
    client: Client, submitted: ConditionPage, doctor: ClinicianPage, due: str
) -> None:
    client.force_login(make_user(MEDICAL_REVIEWER))
    act(client, submitted, "approve", reviewed_by=doctor.pk, next_review=due)
    page = ConditionPage.objects.get(pk=submitted.pk)
    assert page.risks == "<p>Nausea</p>"
    assert page.last_reviewed is None
    assert page.workflow_in_progress


def test_the_dialog_of_the_editor_carries_the_signature_through_the_browser(
    client: Client, submitted: ConditionPage, doctor: ClinicianPage
) -> None:
    client.force_login(make_user(MEDICAL_REVIEWER))
    due = timezone.localdate() + datetime.timedelta(days=200)
    data = {"reviewed_by": doctor.pk, "next_review": due.isoformat(), "comment": ""}
    state = submitted.current_workflow_task_state
    url = reverse("wagtailadmin_pages:collect_workflow_action_data", args=[submitted.pk, "approve", state.pk])
    assert client.post(url, data).json() == {"step": "success", "cleaned_data": data}


def test_what_the_dialog_would_refuse_is_not_signed(submitted: ConditionPage, doctor: ClinicianPage) -> None:
    state, reviewer = submitted.current_workflow_task_state, make_user(MEDICAL_REVIEWER)
    for forged in ({"reviewed_by": submitted.pk, "next_review": "2099-01-01"}, {"reviewed_by": doctor.pk}, {}):
        with pytest.raises(BadRequest):
            state.task.specific.on_action(state, reviewer, "approve", **forged)
    assert ConditionPage.objects.get(pk=submitted.pk).workflow_in_progress


def test_marketing_cannot_sign(client: Client, submitted: ConditionPage, doctor: ClinicianPage) -> None:
    client.force_login(get_user_model().objects.get(username=MARKETING_EDITOR))
    due = timezone.localdate() + datetime.timedelta(days=200)
    act(client, submitted, "approve", reviewed_by=doctor.pk, next_review=due.isoformat())
    page = ConditionPage.objects.get(pk=submitted.pk)
    assert page.last_reviewed is None
    assert page.risks == "<p>Nausea</p>"


def test_a_reviewer_can_send_it_back(client: Client, submitted: ConditionPage) -> None:
    client.force_login(make_user(MEDICAL_REVIEWER))
    act(client, submitted, "reject", comment="Name the bladder too.")
    page = ConditionPage.objects.get(pk=submitted.pk)
    assert page.risks == "<p>Nausea</p>"
    assert page.current_workflow_state.status == "needs_changes"


def test_a_change_after_the_review_shows(submitted: ConditionPage, doctor: ClinicianPage) -> None:
    page = ConditionPage.objects.get(pk=submitted.pk)
    page.stamp_review(doctor, timezone.localdate() + datetime.timedelta(days=1))
    page.save()
    assert not ConditionPage.objects.get(pk=page.pk).changed_since_review
    page.search_description = "Not what the reviewer read for."
    assert not page.changed_since_review
    page.risks = "<p>None at all</p>"
    assert page.changed_since_review


def test_a_review_falls_due(submitted: ConditionPage) -> None:
    submitted.next_review = timezone.localdate()
    assert not submitted.review_overdue
    submitted.next_review -= datetime.timedelta(days=1)
    assert submitted.review_overdue

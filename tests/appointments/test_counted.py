"""A request is counted on the page that its form stood on, once, and nothing leads from the one to the other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings

from appointments.models import AppointmentPage, AppointmentRequest
from core.analytics.counter import counter
from tests.core.analytics.conftest import sums_of

pytestmark = pytest.mark.django_db(transaction=True)

Send = Callable[..., Any]
HOST = "localhost"


@pytest.fixture
def from_page(appointment_page: AppointmentPage) -> dict[str, str]:
    """The headers of a browser that sends the form from its page."""
    counter.__init__()  # type: ignore[misc]
    referer = f"http://{HOST}{appointment_page.get_url()}?location=jacksonville"
    return {"Sec-Fetch-Site": "same-origin", "Host": HOST, "Referer": referer}


def test_a_request_counts_once_on_its_page(
    send: Send, answers: dict[str, Any], appointment_page: AppointmentPage, from_page: dict[str, str]
) -> None:
    with override_settings(ALLOWED_HOSTS=[HOST]):
        for _ in range(3):
            assert send(answers, headers=from_page).status_code == 303
        assert send({**answers, "phone": "1"}, headers=from_page).status_code == 422
        assert send({**answers, "full_name": "A program", "website": "x"}, headers=from_page).status_code == 303
    assert AppointmentRequest.objects.count() == 2
    assert sums_of(appointment_page.pk) == {"requests": 1}, "no repeat, no mistake, nothing that was set aside"
    fields = {field.name for field in AppointmentRequest._meta.get_fields()}
    assert not fields & {"page", "from_page", "referrer", "source", "campaign"}


@pytest.mark.parametrize("wish", [{"DNT": "1"}, {"Sec-GPC": "1"}, {"Referer": ""}])
def test_who_does_not_want_it_sends_a_request_all_the_same(
    send: Send, answers: dict[str, Any], from_page: dict[str, str], wish: dict[str, str]
) -> None:
    with override_settings(ALLOWED_HOSTS=[HOST]):
        assert send(answers, headers={**from_page, **wish}).status_code == 303
    assert sums_of() == {}

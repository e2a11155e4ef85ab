"""However often the same request arrives, it is stored once, and everybody gets the same confirmation.

Posts at the very same moment are in test_drills.py, against a real server.
"""

from datetime import timedelta

import pytest

from appointments.models import AppointmentRequest, AuditEvent, OutboxMessage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]

TOKEN = "0123456789abcdef0123456789abcdef"  # pragma: allowlist secret


@pytest.mark.parametrize("token", ["", TOKEN])
def test_the_same_post_again_gets_the_first_ones_confirmation(send, answers, token):
    places = {send({**answers, "token": token})["Location"] for _time in range(6)}
    assert len(places) == 1
    assert AppointmentRequest.objects.count() == 1
    assert AuditEvent.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


def test_differences_that_mean_nothing_make_no_second_request(send, answers):
    send(answers)
    send(
        {**answers, "full_name": "  pat   DOE ", "phone": "+1 904.555.0123", "email": "PAT@example.com", "elapsed": "9"}
    )
    assert AppointmentRequest.objects.count() == 1


def test_a_correction_is_a_request_of_its_own_even_with_the_same_token(send, answers):
    first = send({**answers, "token": TOKEN})
    second = send({**answers, "token": TOKEN, "phone": "904-555-0199"})
    assert first["Location"] != second["Location"]
    assert AppointmentRequest.objects.count() == 2


def test_without_script_the_same_answers_count_as_new_after_a_day(send, answers):
    send(answers)
    AppointmentRequest.objects.update(created_at=AppointmentRequest.objects.get().created_at - timedelta(hours=25))
    assert send(answers).status_code == 303
    assert AppointmentRequest.objects.count() == 2


def test_with_script_a_token_counts_for_good(send, answers):
    send({**answers, "token": TOKEN})
    AppointmentRequest.objects.update(created_at=AppointmentRequest.objects.get().created_at - timedelta(days=30))
    send({**answers, "token": TOKEN})
    assert AppointmentRequest.objects.count() == 1


def test_a_repeat_is_confirmed_even_when_the_limit_is_reached(send, answers, settings):
    settings.APPOINTMENTS_LIMIT_PER_ADDRESS = "1/3600"
    first = send(answers)
    assert send(answers)["Location"] == first["Location"]
    assert send({**answers, "full_name": "Somebody Else"}).status_code == 429

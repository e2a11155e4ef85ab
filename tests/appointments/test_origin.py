"""A post must come from our own pages; no cookie tells, the browser's headers do."""

import pytest
from bs4 import BeautifulSoup

from appointments.models import AppointmentRequest

pytestmark = pytest.mark.django_db

OWN = "http://testserver"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": OWN},
        {"Referer": f"{OWN}/request-an-appointment/"},
    ],
)
def test_our_own_form_is_taken(send, headers):
    assert send(headers=headers).status_code == 303
    assert AppointmentRequest.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
        {"Sec-Fetch-Site": "something-new"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8080"},
        {"Origin": "https://evil.example", "Referer": f"{OWN}/"},
        {"Referer": "https://evil.example/testserver"},
        {"Referer": "http://testserver.evil.example/"},
    ],
)
def test_another_sites_form_is_refused_and_its_answers_are_not_repeated(send, headers):
    response = send(headers=headers)
    assert response.status_code == 403
    assert response["Cache-Control"] == "no-store, private"
    assert "Pat Doe" not in response.content.decode()
    assert "It came from another website" in response.content.decode()
    assert not AppointmentRequest.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}])
def test_a_browser_that_says_nothing_gets_a_second_try_with_every_answer(send, answers, headers):
    response = send(headers=headers)
    assert response.status_code == 403
    assert not AppointmentRequest.objects.exists()
    page = BeautifulSoup(response.content, "html.parser")
    assert "send them once more" in page.select_one("[data-error-summary]").get_text()
    assert page.select_one('[name="full_name"]')["value"] == "Pat Doe"
    proof = page.select_one('[name="sent_from"]')["value"]

    assert send({**answers, "sent_from": proof}, headers=headers, REMOTE_ADDR="203.0.113.9").status_code == 403
    assert send({**answers, "sent_from": f"{proof}x"}, headers=headers).status_code == 403
    assert send({**answers, "sent_from": proof}, headers=headers).status_code == 303
    assert AppointmentRequest.objects.count() == 1


def test_a_second_try_does_not_open_the_door_to_other_sites(send, answers):
    page = BeautifulSoup(send(headers={}).content, "html.parser")
    proof = page.select_one('[name="sent_from"]')["value"]
    response = send({**answers, "sent_from": proof}, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert not AppointmentRequest.objects.exists()


def test_no_answer_sets_a_cookie(send, answers):
    for response in (send(), send({}), send(headers={}), send(headers={"Origin": "https://evil.example"})):
        assert not response.cookies

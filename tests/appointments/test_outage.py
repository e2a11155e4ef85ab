"""While the database is away: every answer stays in the page, and nothing that is not true is said.

tests/browser/test_outage.py does it in a real browser, with a database that really goes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import Error, InterfaceError, OperationalError, connection

from appointments.models import AppointmentRequest

pytestmark = pytest.mark.django_db


@contextmanager
def database_away(error: type[Error] = OperationalError) -> Iterator[None]:
    """Let every query fail."""

    def fail(*args: object) -> None:
        raise error("gone")

    with connection.execute_wrapper(fail):
        yield


def kept(response: Any) -> dict[str, list[str]]:
    """What the page's form sends when its button is pressed."""
    fields: dict[str, list[str]] = {}
    for field in BeautifulSoup(response.content, "html.parser").select("form input"):
        fields.setdefault(field["name"], []).append(field["value"])
    return fields


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_one_press_sends_what_was_kept(send, answers, error):
    with database_away(error):
        first = send({**answers, "token": "a" * 32})
        second = send(kept(first))
    for response in (first, second):
        assert response.status_code == 503
        assert response["Cache-Control"] == "no-store, private"
        assert "The request was not sent" in response.content.decode()
    assert send(kept(second)).status_code == 303
    stored = AppointmentRequest.objects.get()
    assert (stored.full_name, stored.note) == ("Pat Doe", "Please call after nine")
    assert stored.days == ["Monday", "Friday"]
    assert send(kept(first)).status_code == 303
    assert AppointmentRequest.objects.count() == 1


def test_a_browser_that_says_nothing_is_not_asked_once_more(send, answers):
    with database_away():
        response = send(answers, headers={})
    page = kept(response)
    assert send(page, headers={}, REMOTE_ADDR="203.0.113.9").status_code == 403, "it is bound to the address"
    assert send(page, headers={}).status_code == 303


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_sites_answers_are_not_repeated_here(send, headers):
    with database_away():
        response = send(headers=headers)
    assert response.status_code == 503
    assert not kept(response)
    assert "Pat Doe" not in response.content.decode()


def not_a_form(send: Callable[..., Any]) -> Any:
    return send("{}", content_type="application/json")


@pytest.mark.parametrize("ask", [not_a_form, lambda send: send({})])
def test_where_nothing_was_kept_nothing_is_promised(send, client, ask):
    with database_away():
        responses = [ask(send), client.get("/appointments/request/")]
    for response in responses:
        assert response.status_code == 503
        assert "Your answers are still on this page" not in response.content.decode()
        assert "not available right now" in response.content.decode()


def test_a_confirmation_that_cannot_be_shown_does_not_say_that_nothing_was_saved(send, client):
    address = send()["Location"]
    with database_away():
        response = client.get(address)
    text = response.content.decode()
    assert response.status_code == 503
    assert "Your confirmation cannot be shown right now" in text
    assert "not been saved" not in text
    assert not kept(response)
    assert AppointmentRequest.objects.get().reference in client.get(address).content.decode()

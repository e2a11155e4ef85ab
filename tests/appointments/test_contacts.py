"""How patients say they can be reached: every usual spelling is read, what nobody can call is refused in words."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from appointments.models import AppointmentRequest

pytestmark = pytest.mark.django_db

AREA_CODE = "Enter a phone number with its area code, like 904-555-0123"
IN_DIGITS = "Write your phone number in digits, with its area code, like 904-555-0123"


def problem_beside(response, name):
    """What the form says beside a field, and what still stands in it."""
    page = BeautifulSoup(response.content, "html.parser")
    field = page.select_one(f'[name="{name}"]')
    said = field.find_parent(class_="form__group").select_one(".form__error").get_text()
    return said.replace("Error:", "").strip(), field["value"]


@pytest.mark.parametrize(
    "typed",
    [
        "001 904 555 0123",
        "0019045550123",
        "011 1 904 555 0123",
        "904_555_0123",
        "904,555,0123",
        "904 • 555 • 0123",
        "９０４５５５０１２３",
        "\u202a(904) 555\u20110123\u202c",
        "[904] 555-0123.",
        "1(904)5550123",
    ],
)
def test_a_number_alone_leaves_no_note(send, answers, typed):
    assert send({**answers, "phone": typed, "email": "", "note": ""}).status_code == 303
    stored = AppointmentRequest.objects.get()
    assert (stored.phone, stored.note) == ("+19045550123", "")


@pytest.mark.parametrize(
    "typed",
    [
        "904-555-0123 cell",
        "904-555-0123cell",
        "cell: 904-555-0123",
        "904-555-0123 (work)",
        "904-555-0123 after 5",
        "(904) 555-0123 9-5",
        "904-555-0123 before 12/5",
        "904-555-0123 / 904-555-0124",
        "904-555-0123/0124",
        "904-555-0123 or 904 555 0124",
        "H 904-555-0123 C 904-555-0124",
        "555-0182 / 904-555-0123",
        "my number is 904 555 0123",
        "001 904 555 0123 cell",
    ],
)
def test_words_and_second_numbers_are_kept_for_staff(send, answers, typed):
    """The first number that can be called is called; nothing of the rest is lost."""
    assert send({**answers, "phone": typed, "email": "", "note": "Please call"}).status_code == 303
    stored = AppointmentRequest.objects.get()
    assert (stored.phone, stored.note) == ("+19045550123", f"Please call\nPhone, as typed: {typed}")


def test_what_stood_beside_the_number_is_read_in_the_inbox(send, answers, admin_client):
    send({**answers, "phone": "904-555-0123 after 5", "note": ""})
    stored = AppointmentRequest.objects.get()
    shown = admin_client.get(reverse("appointments_inbox:detail", args=[stored.pk])).content.decode()
    assert "(904) 555-0123" in shown
    assert "904-555-0123 after 5" in shown


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("904-555-0123 ext. 5", "+19045550123;ext=5"),
        ("904.555.0123x5", "+19045550123;ext=5"),
        ("904 555 0123 extension 12", "+19045550123;ext=12"),
        ("904-555-0123 #5", "+19045550123;ext=5"),
        ("011 52 55 1234 5678", "+525512345678"),
        ("0052 55 1234 5678", "+525512345678"),
        ("787-555-0123", "+17875550123"),
        ("242-555-0123", "+12425550123"),
    ],
)
def test_extensions_and_other_countries_are_read(send, answers, typed, number):
    assert send({**answers, "phone": typed}).status_code == 303
    assert AppointmentRequest.objects.get().phone == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("555-0182", AREA_CODE),
        ("5550182", AREA_CODE),
        ("+1 555 0182", AREA_CODE),
        ("324-0182 day", AREA_CODE),
        ("555-0182 (work)", AREA_CODE),
        ("904-555-O1OO", IN_DIGITS),
        ("1-800-FLOWERS", IN_DIGITS),
        ("904-CALL-NOW", IN_DIGITS),
        ("123-456-7890", AREA_CODE),
        ("000-000-0000", AREA_CODE),
        ("555-555-5555", AREA_CODE),
        ("904-155-0123", AREA_CODE),
        ("904-555-01234", AREA_CODE),
        ("911", AREA_CODE),
        ("call me", AREA_CODE),
    ],
)
def test_what_nobody_can_call_is_refused_and_stays_in_the_field(send, answers, typed, words):
    """No letter becomes a digit of a keypad: that would be somebody else's number."""
    response = send({**answers, "phone": typed, "email": ""})
    assert response.status_code == 422
    assert problem_beside(response, "phone") == (words, typed)
    assert not AppointmentRequest.objects.exists()


@pytest.mark.parametrize("typed", ["jane@localhost", "jane@[127.0.0.1]", "jane@[::1]", "jane@nas.local", "jane@pc.lan"])
def test_an_address_that_no_mail_reaches_is_refused(send, answers, typed):
    response = send({**answers, "phone": "", "email": typed})
    assert response.status_code == 422
    said, kept = problem_beside(response, "email")
    assert "in the right format" in said
    assert kept == typed
    assert not AppointmentRequest.objects.exists()


@pytest.mark.parametrize(
    "typed", ["pat@exam\u200bple.com", " pat@example.com\u00a0", "\ufeffpat@example.com", "pat @example.com"]
)
def test_invisible_characters_in_an_address_are_left_out(send, answers, typed):
    assert send({**answers, "email": typed}).status_code == 303
    assert AppointmentRequest.objects.get().email == "pat@example.com"


@pytest.mark.parametrize(
    "typed", ["\u200b", "\u2060\u200d", "\u3164", "\u2800 \u2800", "\u0301", "\u00ad", "\U000e0041", "\x0b"]
)
def test_a_name_that_nobody_sees_is_no_name(send, answers, typed):
    response = send({**answers, "full_name": typed, "note": "Kept"})
    assert response.status_code == 422
    assert problem_beside(response, "full_name")[0] == "Enter your full name"
    assert "Kept" in response.content.decode()
    assert not AppointmentRequest.objects.exists()

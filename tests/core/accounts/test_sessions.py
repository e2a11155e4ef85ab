"""Sessions end: after a rest, after a day's work, with the password, with the login, at signing out."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from core.accounts import sessions
from core.editorial.roles import SITE_MANAGER
from tests.core.accounts.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def signed_in(client, make_person):
    make_person("anna", SITE_MANAGER)
    sign_in(client, "anna")
    assert client.get(HOME).status_code == 200
    return client


def turn_back(client, **seconds):
    session = client.session
    for key, value in seconds.items():
        session[f"accounts_{key}"] -= value
    session.save()


def is_out(client):
    response = client.get(HOME)
    return response.status_code == 302 and response["Location"].startswith("/admin/login/")


def test_a_session_that_rested_half_an_hour_is_over_and_says_so(signed_in):
    turn_back(signed_in, seen=29 * 60)
    assert not is_out(signed_in)
    turn_back(signed_in, seen=31 * 60)
    key = signed_in.session.session_key
    page = signed_in.get(HOME, follow=True)
    assert "signed out because nothing was done" in page.content.decode()
    assert not Session.objects.filter(pk=key).exists(), "it is over on the server"


def test_work_keeps_a_session_but_not_past_half_a_day(signed_in):
    for _ in range(3):
        turn_back(signed_in, seen=20 * 60, started=20 * 60)
        assert not is_out(signed_in)
    turn_back(signed_in, started=12 * 3600)
    assert is_out(signed_in)


def test_what_an_open_editor_asks_by_itself_is_no_work(signed_in):
    turn_back(signed_in, seen=20 * 60)
    before = signed_in.session[sessions.SEEN]
    signed_in.post("/admin/editing-sessions/release/1/")
    assert signed_in.session[sessions.SEEN] == before
    signed_in.get(HOME)
    assert signed_in.session[sessions.SEEN] > before


def test_a_script_of_an_old_session_is_refused(signed_in):
    turn_back(signed_in, seen=31 * 60)
    assert signed_in.get(HOME, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


def test_signing_out_ends_the_session_on_the_server(signed_in):
    stolen = Client()
    stolen.cookies["session"] = signed_in.cookies["session"].value
    assert not is_out(stolen)
    signed_in.post(reverse("wagtailadmin_logout"))
    assert is_out(stolen)


def test_a_new_password_ends_the_other_sessions(signed_in):
    other = Client()
    sign_in(other, "anna")
    new = "a wholly different passphrase"
    account = reverse("wagtailadmin_account")
    form = {
        "password-old_password": PASSWORD, "password-new_password1": new, "password-new_password2": new,
        "name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "anna@clinic.example",
        "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }  # fmt: skip
    assert signed_in.post(account, form).status_code == 302
    assert not is_out(signed_in)
    assert is_out(other)


def test_a_login_that_is_switched_off_is_out_at_once(signed_in, django_user_model):
    django_user_model.objects.update(is_active=False)
    assert is_out(signed_in)


def test_the_worker_forgets_sessions_that_are_over(signed_in):
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    sessions.forget_old()
    assert not Session.objects.exists()


def test_visitors_without_a_session_get_no_cookie(client, home_page):
    response = client.get("/")
    assert not response.cookies

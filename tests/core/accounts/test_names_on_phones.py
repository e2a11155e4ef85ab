"""Signing in on a phone: fields that browsers fill in and do not "correct", and names that ignore case."""

from html.parser import HTMLParser
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core.accounts.mail import send_due
from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from core.operations.health.checks import run_checks
from tests.core.accounts.conftest import PASSWORD, make_app, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]
HOME = "/admin/"


class Fields(HTMLParser):
    """The attributes of every field by its name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        values = dict(attrs)
        if tag == "input" and values.get("type") != "hidden" and values.get("name"):
            self.found[str(values["name"])] = values


def fields(response):
    return Fields(response.content.decode()).found


def purposes(response, *names):
    found = fields(response)
    return {name: (found[name].get("autocomplete"), found[name].get("autocapitalize")) for name in names}


def test_browsers_know_what_the_login_asks_for(client):
    assert purposes(client.get(reverse("wagtailadmin_login")), "username", "password") == {
        "username": ("username", "none"),
        "password": ("current-password", None),
    }
    name = fields(client.get(reverse("wagtailadmin_login")))["username"]
    assert (name["autocorrect"], name["spellcheck"]) == ("off", "false")


def test_and_every_other_field_about_a_login(client, make_person):
    asked = client.get(reverse("wagtailadmin_password_reset"))
    assert purposes(asked, "email") == {"email": ("email", "none")}
    user = make_person("mia", SITE_MANAGER)
    client.post(reverse("wagtailadmin_password_reset"), {"email": user.email})
    send_due()
    link = next(line for line in mail.outbox[0].body.splitlines() if "/password_reset/confirm/" in line)
    new = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    names = ("new_password1", "new_password2")
    assert purposes(new, *names) == dict.fromkeys(names, ("new-password", None))
    app = make_app(user)
    sign_in(client, "mia")
    assert purposes(client.get(reverse("accounts:verify")), "code") == {"code": ("one-time-code", "none")}
    app.delete()
    assert purposes(client.get(reverse("accounts:confirm")), "password") == {"password": ("current-password", None)}
    own = purposes(
        client.get(reverse("wagtailadmin_account")), "name_email-first_name", "name_email-last_name",
        "name_email-email", "password-old_password", "password-new_password1", "password-new_password2",
    )  # fmt: skip
    assert [purpose for purpose, _case in own.values()] == [
        "given-name", "family-name", "email", "current-password", "new-password", "new-password",
    ]  # fmt: skip
    assert own["name_email-email"][1] == "none"
    # Somebody else's login: the browser must not fill in the manager's own.
    other = purposes(client.get(reverse("wagtailusers_users:add")), "username", "email", "password1", "password2")
    assert other == {
        "username": ("off", "none"), "email": ("off", "none"),
        "password1": ("new-password", None), "password2": ("new-password", None),
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["Sara", "sara", "SARA", "sara ", "\uff33ara"])
def test_a_name_is_known_however_it_is_written(client, make_person, typed):
    make_person("Sara", MARKETING_EDITOR)
    assert sign_in(client, typed)["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_also_beyond_ascii(client, make_person):
    make_person("Änne", MARKETING_EDITOR)
    assert sign_in(client, "äNNE")["Location"] == HOME


def test_names_that_differ_only_by_case_stay_two_people(make_person):
    make_person("Sara").set_password("x")
    big, small = make_person("Sara2"), make_person("sara2")
    small.set_password("another long passphrase")
    small.save()
    assert sign_in(Client(), "Sara2").status_code == 302
    assert sign_in(Client(), "sara2").status_code == 200, "not with the other one's password"
    assert sign_in(Client(), "sara2", "another long passphrase").status_code == 302
    for password in (PASSWORD, "another long passphrase"):
        assert sign_in(Client(), "SARA2", password).status_code == 200, "it could be either"
    assert big.pk != small.pk


def test_spellings_of_a_name_are_one_name_to_the_lock(client, make_person):
    make_person("Sara")
    spellings = ["Sara", "sara", "SARA", "sArA", "saRA"]
    assert [sign_in(client, name, "wrong").status_code for name in spellings] == [200] * 4 + [429]
    assert sign_in(client, "SaRa").status_code == 429
    call_command("unlock_login", "sara", stdout=StringIO())
    assert sign_in(client, "sara").status_code == 302
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("name", ["\u0390" * 254, "\ufdfa" * 254, "a" * 254])
def test_a_name_that_grows_when_it_is_folded_is_refused_calmly(client, name):
    assert [sign_in(client, name, "wrong").status_code for _ in range(6)] == [200] * 4 + [429] * 2


def new_person(name):
    return {
        "username": name, "email": "new@clinic.example", "first_name": "N", "last_name": "W",
        "password1": PASSWORD, "password2": PASSWORD,
    }  # fmt: skip


def test_a_second_login_that_differs_only_by_case_is_refused(client, make_person, django_user_model):
    make_person("mia", SITE_MANAGER)
    make_person("Sara")
    sign_in(client, "mia")
    refused = client.post(reverse("wagtailusers_users:add"), new_person("sARA"))
    assert refused.status_code == 200
    assert "differs only in capital letters" in refused.content.decode()
    assert django_user_model.objects.count() == 2
    bert = make_person("bert")
    edit = reverse("wagtailusers_users:edit", args=[bert.pk])
    assert client.post(edit, new_person("SARA") | {"password1": "", "password2": ""}).status_code == 200
    assert client.post(edit, new_person("Bert") | {"password1": "", "password2": ""}).status_code == 302, "itself"
    with pytest.raises(CommandError, match="differs only in capital letters"):
        call_command("createsuperuser", username="SARA", email="s@clinic.example", interactive=False)


def test_two_that_exist_already_can_be_edited_and_health_asks_for_a_new_name(client, make_person):
    make_person("mia", SITE_MANAGER)
    sign_in(client, "mia")

    def answer():
        return next(result for result in run_checks() if result.name == "login_names")

    make_person("Sara")
    assert answer().ok
    small = make_person("sara")
    assert not answer().ok
    assert "capital letters" in answer().why
    assert "ara" not in answer().why.replace("capital letters", "")
    assert not answer().vital
    edit = reverse("wagtailusers_users:edit", args=[small.pk])
    assert client.post(edit, new_person("sara") | {"password1": "", "password2": ""}).status_code == 302
    small.refresh_from_db()
    assert small.first_name == "N"
    assert client.post(edit, new_person("sara.b") | {"password1": "", "password2": ""}).status_code == 302
    assert answer().ok


def test_commands_take_a_name_in_any_case(make_person):
    make_app(make_person("Sara"))
    out = StringIO()
    call_command("reset_second_step", "SARA", stdout=out)
    assert "Sara has no second step any more" in out.getvalue()

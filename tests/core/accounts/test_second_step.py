"""The second step: who must, nobody gets round it, codes work once, and losing the phone is not the end."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document

from core.accounts import factors, sessions
from core.accounts.mail import send_due
from core.accounts.models import (
    AuthenticatorApp,
    Passkey,
    RecoveryCode,
    RecoveryCodes,
    SignInSettings,
)
from core.accounts.secret_box import Unreadable
from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from tests.core.accounts.conftest import code_of, make_app, sign_in
from tests.pages import make_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]
HOME = "/admin/"
VERIFY = "/admin/second-step/verify/"
FACTORS = "/admin/second-step/"
CODES = "/admin/second-step/recovery-codes/"


def verify(client, code, **extra):
    return client.post(VERIFY, {"code": code, **extra})


def test_the_front_desk_is_led_to_set_it_up_and_gets_in_then(client, make_person, second_step_required):
    make_person("anna", "Front desk")
    page = client.get(sign_in(client, "anna").url, follow=True)
    assert page.redirect_chain[-1][0].startswith(FACTORS)
    assert "Set up a second step" in page.content.decode()
    form = client.get(reverse("accounts:add_app"))
    app = AuthenticatorApp.objects.get()
    assert "no-store" in form["Cache-Control"]
    assert "data:image/svg+xml" in form.content.decode()
    wrong = client.post(reverse("accounts:add_app"), {"code": "000000", "name": "Phone"})
    assert "not right" in wrong.content.decode()
    done = client.post(reverse("accounts:add_app"), {"code": code_of(app), "name": "Phone"})
    assert done["Location"] == CODES
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", client.post(CODES).content.decode())
    assert len(set(codes)) == 10
    assert client.get(HOME).status_code == 200
    send_due()
    assert any("second step" in message.subject for message in mail.outbox)
    assert not any(code in message.body for message in mail.outbox for code in codes)


def test_before_it_nothing_of_the_admin_can_be_reached(client, make_person, second_step_required):
    home = make_home()
    make_person("anna", "Front desk", MARKETING_EDITOR)
    sign_in(client, "anna")
    closed = [
        HOME,
        "/admin/pages/",
        "/admin/api/main/pages/",
        f"/admin/pages/{home.pk}/edit/",
        f"/admin/pages/{home.pk}/edit/preview/",
        f"/admin/pages/{home.pk}/view_draft/",
        reverse("appointments_inbox:list"),
        "/admin/documents/",
        "/admin/account/",
        "/admin/second-step/recovery-codes/",
        "/admin/nothing-here/",
    ]
    for path in closed:
        response = client.get(path)
        assert response.status_code == 302, path
        assert response["Location"].startswith(VERIFY), path
        assert client.get(path, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403, path
        assert client.post(path).status_code == 302, path


def test_outside_the_admin_the_password_alone_is_nobody(client, make_person, second_step_required):
    home = make_home()
    document = Document.objects.create(title="Paper", file=ContentFile(b"text", name="paper.txt"))
    document.collection = document.collection.add_child(name="Staff")
    document.save()
    from wagtail.models import CollectionViewRestriction

    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    make_person("anna", "Front desk")
    sign_in(client, "anna")
    assert client.get(document.url).status_code == 302
    assert "details" not in client.get("/health/ready", REMOTE_ADDR="203.0.113.1").content.decode()
    assert "userbar" not in client.get(home.url).content.decode()


def test_an_app_that_is_set_up_is_asked_for_though_nobody_requires_it(client, make_person):
    user = make_person("anna", MARKETING_EDITOR)
    app = make_app(user)
    first = client.get(sign_in(client, "anna").url)
    assert first["Location"].startswith(VERIFY)
    key = client.session.session_key
    assert client.get(FACTORS)["Location"].startswith(VERIFY), "it cannot be got round by a second one"
    assert client.get(reverse("accounts:add_app"))["Location"].startswith(VERIFY)
    assert client.post(reverse("accounts:add_passkey_options"))["Location"].startswith(VERIFY)
    answer = verify(client, code_of(app), next="/admin/pages/")
    assert answer["Location"] == "/admin/pages/"
    assert client.get(HOME).status_code == 200
    assert client.session.session_key != key
    assert verify(client, code_of(app), next="https://evil.example/")["Location"] == HOME


def test_a_code_works_once_also_for_two_at_the_same_moment(make_person):
    app = make_app(make_person("anna"))
    same = AuthenticatorApp.objects.get(pk=app.pk)
    code = code_of(app)
    assert app.verify_token(code)
    assert not same.verify_token(code), "the copy read before the first use"
    fresh = AuthenticatorApp.objects.get(pk=app.pk)
    assert not fresh.verify_token(code)
    assert not fresh.verify_token(code_of(app, -1)), "nor an older one after it"
    assert fresh.verify_token(code_of(app, 1))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", " ", "-12345", "1e5000", "x" * 500])
def test_odd_codes_are_refused_calmly(client, make_person, code):
    make_app(make_person("anna", MARKETING_EDITOR))
    sign_in(client, "anna")
    assert verify(client, code).status_code == 200
    assert client.get(HOME).status_code == 302


def test_codes_two_steps_away_are_refused(make_person):
    app = make_app(make_person("anna"))
    assert not app.verify_token(code_of(app, 3))
    assert not app.verify_token(code_of(app, -3))


def test_guessing_codes_is_stopped_whatever_the_address(make_person):
    app = make_app(make_person("anna", MARKETING_EDITOR))
    statuses = []
    for number in range(7):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        sign_in(client, "anna")
        statuses.append(verify(client, "000000").status_code)
    assert statuses == [200] * 5 + [429] * 2
    assert verify(client, code_of(app)).status_code == 429
    call_command("unlock_login", "anna", stdout=StringIO())
    assert verify(client, code_of(app)).status_code == 302


def test_a_recovery_code_works_once_and_is_told(client, make_person):
    user = make_person("anna", MARKETING_EDITOR)
    make_app(user)
    codes = RecoveryCodes.replace(user)
    sign_in(client, "anna")
    assert verify(client, codes[0].upper()).status_code == 302
    assert "9 are left" in client.get(HOME).content.decode()
    other = Client()
    sign_in(other, "anna")
    assert verify(other, codes[0]).status_code == 200
    assert verify(other, codes[1].replace("-", " ")).status_code == 302
    send_due()
    assert sum("recovery code" in message.subject for message in mail.outbox) == 2
    RecoveryCodes.replace(user)
    third = Client()
    sign_in(third, "anna")
    assert verify(third, codes[2]).status_code == 200, "new codes make the old ones worthless"


def test_neither_secrets_nor_codes_are_in_the_database(make_person):
    import base64

    user = make_person("anna")
    app = make_app(user)
    codes = RecoveryCodes.replace(user)
    with connection.cursor() as cursor:
        rows = []
        for model in (AuthenticatorApp, RecoveryCodes, RecoveryCode):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows += cursor.fetchall()
    text = repr(rows)
    secret = app.secret
    for form in (secret.hex(), base64.b32encode(secret).decode(), base64.b64encode(secret).decode()):
        assert form not in text
    assert not any(code.replace("-", "") in text.replace("-", "") for code in codes)


def test_a_secret_belongs_to_its_row_and_survives_a_new_key(make_person, settings):
    one, two = make_app(make_person("anna")), make_app(make_person("bert"))
    secret = one.secret
    AuthenticatorApp.objects.filter(pk=two.pk).update(sealed_secret=one.sealed_secret)
    two.refresh_from_db()
    with pytest.raises(Unreadable):
        _ = two.secret
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert AuthenticatorApp.objects.get(pk=one.pk).secret == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        _ = AuthenticatorApp.objects.get(pk=one.pk).secret


def test_a_login_whose_secret_cannot_be_read_is_no_error_page(client, make_person, settings):
    make_app(make_person("anna", MARKETING_EDITOR))
    settings.SECRET_KEY = "another key"
    sign_in(client, "anna")
    assert verify(client, "123456").status_code == 200


def test_superusers_need_it_too_and_others_when_the_clinic_says_so(client, make_person, second_step_required):
    make_person("root", is_superuser=True)
    make_person("mark", MARKETING_EDITOR)
    sign_in(client, "root")
    assert client.get(HOME)["Location"].startswith(VERIFY)
    other = Client()
    sign_in(other, "mark")
    assert other.get(HOME).status_code == 200
    from django.contrib.auth.models import Group

    SignInSettings.load().groups.add(Group.objects.get(name=MARKETING_EDITOR))
    assert other.get(HOME)["Location"].startswith(VERIFY), "at once, not at the next login"


def test_the_clinics_choice_is_a_screen_of_site_managers(client, make_person):
    from django.contrib.auth.models import Group

    make_person("mia", SITE_MANAGER)
    make_person("mark", MARKETING_EDITOR)
    sign_in(client, "mia")
    path = reverse("wagtailsettings:edit", args=["accounts", "signinsettings"])
    page = client.get(path, follow=True)
    assert "groups that need a second step" in page.content.decode().lower()
    group = Group.objects.get(name=MARKETING_EDITOR)
    client.post(page.redirect_chain[-1][0] if page.redirect_chain else path, {"groups": [group.pk]})
    assert list(SignInSettings.load().groups.all()) == [group]
    other = Client()
    sign_in(other, "mark")
    assert other.get(path).status_code == 302


def test_changing_it_asks_for_the_password_again_after_a_while(client, make_person):
    user = make_person("anna", MARKETING_EDITOR)
    sign_in(client, "anna")
    assert client.get(FACTORS).status_code == 200
    session = client.session
    session[sessions.CONFIRMED] -= 16 * 60
    session.save()
    asked = client.get(reverse("accounts:add_app"))
    assert asked["Location"].startswith("/admin/second-step/confirm/")
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 200
    back = client.post(
        asked["Location"], {"password": "correct horse battery staple", "next": reverse("accounts:add_app")}
    )
    assert back["Location"] == reverse("accounts:add_app")
    assert client.get(back["Location"]).status_code == 200
    assert not factors.has_factor(user)


def test_a_new_address_for_mail_needs_the_password_too(client, make_person):
    user = make_person("anna", MARKETING_EDITOR)
    sign_in(client, "anna")
    account = reverse("wagtailadmin_account")
    form = {
        "name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "thief@evil.example",
        "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }  # fmt: skip
    session = client.session
    session[sessions.CONFIRMED] -= 16 * 60
    session.save()
    assert client.post(account, form)["Location"].startswith("/admin/second-step/confirm/")
    client.post(account, {**form, "name_email-email": "ANNA@clinic.example"})
    user.refresh_from_db()
    assert (user.email, user.first_name) == ("ANNA@clinic.example", "A")
    client.post(reverse("accounts:confirm"), {"password": "correct horse battery staple"})
    assert client.post(account, form)["Location"] == account
    user.refresh_from_db()
    assert user.email == "thief@evil.example"
    assert Client().get(account)["Location"].startswith("/admin/login/")


def test_guessing_the_password_there_locks_as_at_the_login(client, make_person):
    make_person("anna", MARKETING_EDITOR)
    sign_in(client, "anna")
    confirm = reverse("accounts:confirm")
    statuses = [client.post(confirm, {"password": "wrong"}).status_code for _ in range(5)]
    assert statuses == [200] * 4 + [429]


def test_the_last_one_stays_for_who_needs_it_and_goes_for_others(client, make_person, second_step_required):
    user = make_person("anna", "Front desk")
    app = make_app(user)
    sign_in(client, "anna")
    verify(client, code_of(app))
    remove = reverse("accounts:remove", args=["app", app.pk])
    assert "at least one" in client.post(remove, follow=True).content.decode()
    assert factors.has_factor(user)
    user.groups.clear()
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name=MARKETING_EDITOR))
    assert client.post(remove).status_code == 302
    assert not factors.has_factor(user)
    assert client.get(HOME).status_code == 200
    assert client.post(reverse("accounts:remove", args=["nothing", 1])).status_code == 404


def test_nobody_removes_somebody_elses(client, make_person):
    other = make_app(make_person("bert"))
    make_person("anna", MARKETING_EDITOR)
    sign_in(client, "anna")
    assert client.post(reverse("accounts:remove", args=["app", other.pk])).status_code == 404
    assert AuthenticatorApp.objects.filter(pk=other.pk).exists()


def test_sessions_opened_with_a_removed_app_do_it_again(client, make_person):
    user = make_person("anna", MARKETING_EDITOR)
    lost, new = make_app(user), make_app(user)
    sign_in(client, "anna")
    verify(client, code_of(lost))
    lost.delete()
    assert client.get(HOME)["Location"].startswith(VERIFY)
    assert verify(client, code_of(new)).status_code == 302


def test_a_lost_phone_is_reset_by_command(client, make_person, second_step_required):
    user = make_person("anna", "Front desk")
    make_app(user)
    RecoveryCodes.replace(user)
    call_command("reset_second_step", "anna", stdout=StringIO())
    sign_in(client, "anna")
    assert "Set up a second step" in client.get(HOME, follow=True).content.decode()
    send_due()
    assert any("second step" in message.subject for message in mail.outbox)
    with pytest.raises(CommandError, match="no user"):
        call_command("reset_second_step", "nobody")


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"id": "eHh4"}', '{"id": ["x"], "response": 1}', "\0", "{" * 900]
)
def test_made_up_passkeys_are_refused_calmly(client, make_person, answer):
    user = make_person("anna", MARKETING_EDITOR)
    Passkey.objects.create(user=user, name="Key", credential_id="eHh4", public_key=b"x")
    sign_in(client, "anna")
    assert client.post(reverse("accounts:verify_passkey"), {"credential": answer}).status_code == 400
    assert client.post(reverse("accounts:verify_passkey_options")).json()["allowCredentials"]
    assert client.post(reverse("accounts:verify_passkey"), {"credential": answer}).status_code == 400
    assert client.get(HOME).status_code == 302


def test_production_requires_it_by_default():
    import os
    import subprocess
    import sys

    script = (
        "import os, sys; sys.path.insert(0, '.');"
        "from site_cms.settings import production as p;"
        "print(p.SECOND_STEP_PERMISSIONS, p.SECOND_STEP_FOR_SUPERUSERS)"
    )
    key = "Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4="
    secrets = {"SECRET_KEY": "x" * 60, "APPOINTMENTS_KEYS": f"a:{key}", "APPOINTMENTS_INDEX_KEY": key}

    def ask(**more):
        environment = {**os.environ, **secrets, **more}
        return subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    right = "['appointments.view_appointmentrequest']"
    assert ask(SITE_URL="https://clinic.example") == f"{right} True"
    assert ask(SITE_URL="http://localhost:8000") == f"{right} False"
    assert ask(SITE_URL="https://clinic.example", SECOND_STEP_REQUIRED="false") == "[] False"

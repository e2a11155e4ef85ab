"""Passwords: guessed, sprayed, forgotten; and what people are told."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.accounts import limits
from core.accounts.mail import send_due
from core.accounts.models import AccountMail, KnownBrowser
from core.operations import worker
from core.web.middleware.proxies import TrustedProxies
from tests.core.accounts.conftest import PASSWORD, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]
HOME = "/admin/"


def test_the_fifth_wrong_password_locks_the_name_from_this_address_alone(client, make_person):
    make_person("anna")
    statuses = [sign_in(client, "anna", f"wrong {number}").status_code for number in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    refused = sign_in(client, "anna")
    assert refused.status_code == 429, "the right password is not even looked at"
    assert 0 < int(refused["Retry-After"]) <= 15 * 60
    assert "Please wait 15 minutes" in refused.content.decode()
    elsewhere = sign_in(Client(), "anna", REMOTE_ADDR="198.51.100.9")
    assert elsewhere.status_code == 302, "nobody can lock somebody else out from afar"


def test_the_lock_ends_by_itself_and_the_worker_forgets_it(client, make_person):
    make_person("anna")
    for _ in range(5):
        sign_in(client, "anna", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, "anna").status_code == 302
    sign_in(Client(), "anna", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert limits.forget_old_attempts() == 1


def test_a_right_password_starts_the_count_again(client, make_person):
    make_person("anna")
    for _ in range(4):
        sign_in(client, "anna", "wrong")
    assert sign_in(client, "anna").status_code == 302
    other = Client()
    assert [sign_in(other, "anna", "wrong").status_code for _ in range(4)] == [200] * 4


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_USER_AGENT"])
def test_headers_are_no_way_round_the_lock(client, make_person, header):
    make_person("anna")
    statuses = [sign_in(client, "anna", "wrong", **{header: f"203.0.113.{number}"}).status_code for number in range(6)]
    assert statuses[4:] == [429, 429]


def test_a_trusted_proxys_visitors_are_told_apart():
    seen = []

    def application(environ, start_response):
        seen.append(limits.sender(environ["REMOTE_ADDR"]))
        return []

    wrapped = TrustedProxies(application, ["10.0.0.1"])
    for peer, forwarded in (("10.0.0.1", "203.0.113.5"), ("198.51.100.1", "203.0.113.6"), ("10.0.0.1", "2001:db8::5")):
        wrapped({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}, lambda *args: None)
    assert seen == ["203.0.113.5", "198.51.100.1", "2001:db8::"]


def test_spraying_one_password_over_many_names_is_stopped(client, make_person):
    make_person("anna")
    statuses = [sign_in(client, f"person{number}", "Summer2026!").status_code for number in range(40)]
    assert statuses.count(200) == 20
    assert set(statuses[20:]) == {429}
    assert sign_in(client, "anna").status_code == 429, "the address is done for now"
    assert sign_in(Client(), "anna", REMOTE_ADDR="198.51.100.9").status_code == 302


def test_staff_unlock_a_name_and_an_address(client, make_person):
    make_person("anna")
    for number in range(21):
        sign_in(client, "anna" if number < 5 else f"person{number}", "wrong")
    out = StringIO()
    call_command("unlock_login", "anna", "--address", "127.0.0.1", stdout=out)
    assert "anna may try again" in out.getvalue()
    assert sign_in(client, "anna").status_code == 302
    with pytest.raises(CommandError, match="no user nobody"):
        call_command("unlock_login", "nobody")
    with pytest.raises(CommandError, match="Name a user"):
        call_command("unlock_login")


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(make_person):
    make_person("anna")
    known, unknown = (sign_in(Client(), name, "wrong").content.decode() for name in ("anna", "hugo"))

    def plain(html, name):
        return [line for line in html.replace(name, "NAME").splitlines() if "csrf" not in line.lower()]

    assert plain(known, "anna") == plain(unknown, "hugo")
    assert [sign_in(Client(), "hugo", "wrong").status_code for _ in range(4)][-1] == 429, "it is locked as well"


def test_whoever_signs_in_rightly_uses_up_nothing(client, make_person):
    make_person("anna")
    assert {sign_in(Client(), "anna").status_code for _ in range(30)} == {302}


def test_a_reset_does_the_same_work_for_every_address_and_sends_nothing(client, make_person):
    make_person("anna")
    address = reverse("wagtailadmin_password_reset")
    work = []
    for email in ("nobody@clinic.example", "anna@clinic.example", "other@clinic.example"):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(address, {"email": email})
        assert response["Location"] == reverse("wagtailadmin_password_reset_done")
        work.append([query["sql"].split("VALUES")[0][:40] for query in queries])
    assert work[1] == work[2]
    assert not any("auth_user" in sql for sql in work[1]), "nobody is looked up"
    assert mail.outbox == []
    worker.one_round(lambda: False)
    assert [message.to for message in mail.outbox] == [["anna@clinic.example"]]
    assert not AccountMail.objects.exists()


def test_the_link_in_the_mail_sets_a_new_password_but_does_not_sign_in(client, make_person):
    user = make_person("anna")
    assert [sign_in(client, "anna", "wrong").status_code for _ in range(5)][-1] == 429
    client.post(reverse("wagtailadmin_password_reset"), {"email": "ANNA@clinic.example"})
    send_due()
    body = mail.outbox[0].body
    assert PASSWORD not in body
    link = next(line for line in body.splitlines() if "/password_reset/confirm/" in line)
    path = link.removeprefix("http://localhost:8000")
    form = client.get(path, follow=True)
    new = "a wholly different passphrase"
    done = client.post(form.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    assert done["Location"] == reverse("wagtailadmin_password_reset_complete")
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get(HOME)["Location"].startswith("/admin/login/")
    send_due()
    assert "was changed" in mail.outbox[-1].subject
    assert "invalid" in client.get(path, follow=True).content.decode().lower(), "the link works once"
    assert sign_in(client, "anna", new).status_code == 302, "and whoever forgot the old one is not locked any more"


def test_nobodys_mailbox_is_filled(client, make_person):
    make_person("anna")
    address = reverse("wagtailadmin_password_reset")
    statuses = [client.post(address, {"email": "anna@clinic.example"}).status_code for _ in range(22)]
    assert statuses == [302] * 20 + [429] * 2
    assert AccountMail.objects.count() == 3


@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("short", False), ("password123456", False), ("123456789012", False), ("anna@clinic.example", False),
        ("qwertyuiop12", False), ("P@ssw0rd-2026!", False), ("Ketamine2026!", False), ("Jacksonville-2026", False),
        ("ClinicAdmin!2026", False), ("aaaaaaaaaaaaaaa", False), ("!!!!2026!!!!2026", False),
        ("P@ssw0rdP@ssw0rd", False), ("letmeinletmein1", False), ("qwertyuiopasdf", False), ("dragonmonkey99", False),
        ("Ketamine-Clinic-Jacksonville", False), ("K3tam1ne P@in Cl1nic 2026", False), ("welcomewelcome", False),
        ("november-2026-clinic", False), ("a" * 200, False),
        ("plum lantern grade otter", True), ("x9$Kq!vT2#mLp", True), ("ein völlig anderes Wort", True),
        ("пять разных слов тут", True), ("plum lantern grade otter " * 8, True), ("painted lantern grade otter", True),
        ("Pain clinic, ketamine: plum lantern grade otter", True), ("characteristically blue river stone", True),
        ("4@8({[<369!1|0$5+7%2" * 4, True),
    ],
)  # fmt: skip
def test_weak_passwords_are_refused(client, make_person, password, taken):
    make_person("anna")
    client.post(reverse("wagtailadmin_password_reset"), {"email": "anna@clinic.example"})
    send_due()
    link = next(line for line in mail.outbox[0].body.splitlines() if "/password_reset/confirm/" in line)
    form = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"new_password1": password, "new_password2": password})
    assert (answer.status_code == 302) is taken


def test_a_new_browser_is_told_by_mail_a_known_one_is_not(client, make_person):
    make_person("anna")
    sign_in(client, "anna")
    client.post(reverse("wagtailadmin_logout"))
    sign_in(client, "anna")
    send_due()
    assert [message.subject for message in mail.outbox] == ["A new sign-in to Ketamine Pain Clinic"]
    assert "127.0.0.1" not in mail.outbox[0].body
    sign_in(Client(), "anna")
    send_due()
    assert len(mail.outbox) == 2
    assert KnownBrowser.objects.count() == 2


def test_a_browser_is_known_for_one_person_not_for_all(client, make_person):
    make_person("anna")
    make_person("bert")
    sign_in(client, "anna")
    client.post(reverse("wagtailadmin_logout"))
    sign_in(client, "bert")
    send_due()
    assert sorted(message.to[0] for message in mail.outbox) == ["anna@clinic.example", "bert@clinic.example"]


def test_cookies_are_closed(client, make_person, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.HTTPS = True
    make_person("anna")
    client.get(reverse("wagtailadmin_login"), secure=True)
    response = sign_in(client, "anna", secure=True)
    assert set(response.cookies) == {"session", "csrf", "__Secure-browser"}
    for cookie in response.cookies.values():
        assert cookie["httponly"]
        assert cookie["secure"]
        assert cookie["samesite"] in {"Lax", "Strict"}
        assert not cookie["domain"]
    assert response.cookies["session"]["max-age"] == "", "it ends with the browser"
    assert response.cookies["__Secure-browser"]["path"] == "/admin/"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_login_leads_nowhere_else(client, make_person, wanted):
    make_person("anna")
    form = {"username": "anna", "password": PASSWORD, "next": wanted}
    assert client.post(reverse("wagtailadmin_login"), form)["Location"] == HOME


def test_a_login_gets_a_session_of_its_own(client, make_person):
    make_person("anna")
    client.get("/admin/", follow=True)
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["session"] = session.session_key
    sign_in(client, "anna")
    assert client.cookies["session"].value != session.session_key


def test_a_changed_address_is_told_to_the_old_one(make_person):
    user = make_person("anna")
    user.email = "new@clinic.example"
    user.save()
    user.last_name = "Smith"
    user.save()
    send_due()
    assert [message.to for message in mail.outbox] == [["anna@clinic.example"]]


def test_mail_waits_for_a_server_that_is_down_and_is_given_up_in_the_end(make_person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    user = make_person("anna")
    user.set_password("another long passphrase")
    user.save()
    assert send_due() == 0
    row = AccountMail.objects.get()
    assert row.attempts == 1
    assert row.next_attempt_at > timezone.now()
    AccountMail.objects.update(created_at=timezone.now() - timedelta(days=4), next_attempt_at=timezone.now())
    send_due()
    assert not AccountMail.objects.exists()


def test_no_log_line_names_a_person_or_an_address(client, make_person, caplog, capfd):
    make_person("anna")
    for _ in range(6):
        sign_in(client, "anna", "wrong", REMOTE_ADDR="203.0.113.77")
    sign_in(client, "anna")
    lines = caplog.text + "".join(capfd.readouterr())
    assert "signed in" in lines
    assert "a login failed" in lines
    assert "203.0.113.77" not in lines
    assert "anna" not in lines.replace("banana", "")

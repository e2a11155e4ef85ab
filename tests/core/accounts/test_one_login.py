"""One login, one set of limits: whatever address of Wagtail's, Django's or ours a password is sent to."""

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core.accounts.mail import send_due
from core.accounts.models import SignInSettings
from core.editorial.roles import MARKETING_EDITOR
from home.models import ContentPage
from tests.core.accounts.addresses import every_address
from tests.core.accounts.conftest import PASSWORD, code_of, make_app, sign_in
from tests.pages import add_page, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]

ADDRESS_AND_NAME = "20 failures from an address, 5 for a name from it"
SHARED_PASSWORD = "20 failures from an address, 5 for a protected page or collection from it"
# Every address where a right password does something, and what limits wrong ones. Whatever is not here checks none.
LIMITED_BY = {
    "wagtailadmin_login": ADDRESS_AND_NAME,
    "wagtailadmin_account": ADDRESS_AND_NAME,
    "accounts:confirm": ADDRESS_AND_NAME,
    "wagtailcore_authenticate_with_password": SHARED_PASSWORD,
    "wagtaildocs_authenticate_with_password": SHARED_PASSWORD,
}
# Where passwords are set, not checked: who may do it is known by a session, or by a link that works once.
SETS_A_PASSWORD = {"wagtailusers_users:add", "wagtailusers_users:edit", "wagtailadmin_password_reset_confirm"}


class CountingHasher(MD5PasswordHasher):
    """Counts how often any password of a login is compared."""

    algorithm = "counting"
    comparisons = 0

    def verify(self, password: str, encoded: str) -> bool:
        """Compare, and count."""
        type(self).comparisons += 1
        return super().verify(password, encoded)


@pytest.fixture
def comparisons(settings: Any) -> Callable[[], int]:
    """How many passwords of logins were compared so far."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.comparisons = 0
    return lambda: CountingHasher.comparisons


@pytest.fixture
def protected(db: None) -> dict[str, Any]:
    """A page and a document behind the same shared password."""
    page = add_page(make_home(), ContentPage, "For partners")
    page_limit = PageViewRestriction.objects.create(page=page, restriction_type="password", password=PASSWORD)
    collection = Collection.get_first_root_node().add_child(name="Partners")
    files_limit = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=PASSWORD
    )
    document = Document.objects.create(title="Fees", collection=collection, file=ContentFile(b"fees", name="fees.txt"))
    return {
        "page": page, "document": document,
        "page_form": reverse("wagtailcore_authenticate_with_password", args=[page_limit.pk, page.pk]),
        "files_form": reverse("wagtaildocs_authenticate_with_password", args=[files_limit.pk]),
    }  # fmt: skip


def everything(password: str) -> dict[str, str]:
    """A form that holds the password under every name that Wagtail, Django or we look for."""
    names = ("password", "password1", "old_password", "password-old_password")
    return {
        "username": "root", "return_url": "/", "next": "/",
        "password-new_password1": "a wholly new passphrase", "password-new_password2": "a wholly new passphrase",
        **dict.fromkeys(names, password),
    }  # fmt: skip


@pytest.mark.full
def test_every_address_that_looks_at_a_password_is_known(protected, make_person, comparisons):
    root = make_person("root", is_superuser=True)
    basic = "Basic " + base64.b64encode(f"root:{PASSWORD}".encode()).decode()
    own = {name: protected[form] for form, name in (
        ("page_form", "wagtailcore_authenticate_with_password"),
        ("files_form", "wagtaildocs_authenticate_with_password"),
    )}  # fmt: skip
    found, asked = set(), 0
    for name, path in every_address():
        for signed_in in (False, True):
            client = Client(raise_request_exception=False)
            with transaction.atomic():
                if signed_in:
                    client.force_login(root)
                before = comparisons(), client.session.get(SESSION_KEY)
                client.post(own.get(name, path), everything(PASSWORD), headers={"Authorization": basic})
                asked += 1
                compared = comparisons() > before[0]
                opened = bool(client.session.get("passed_page_view_restrictions")) or bool(
                    client.session.get("passed_collection_view_restrictions")
                )
                signed = not signed_in and client.session.get(SESSION_KEY)
                if compared or opened or signed:
                    found.add(name)
                transaction.set_rollback(True)
    assert asked > 600
    assert found == set(LIMITED_BY)


def test_sites_second_login_is_the_first(client, make_person, comparisons):
    make_person("anna")
    asked = client.get(reverse("wagtailcore_login"), {"next": "/about/"})
    assert asked["Location"] == "/admin/login/?next=%2Fabout%2F"
    for number in range(40):
        client.post(reverse("wagtailcore_login"), {"username": f"person{number}", "password": "Summer2026!"})
    client.post(reverse("wagtailcore_login"), {"username": "anna", "password": PASSWORD})
    assert comparisons() == 0, "nothing is checked there"
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("restriction", ["login", "groups"])
def test_a_private_page_leads_to_the_one_login_and_back(client, make_person, restriction):
    page = add_page(make_home(), ContentPage, "For staff")
    PageViewRestriction.objects.create(page=page, restriction_type=restriction)
    asked = client.get(page.url)
    assert asked["Location"] == "/admin/login/?" + urlencode({"next": page.url}, safe="/")
    assert asked["Location"].startswith(reverse("wagtailadmin_login"))
    make_person("anna", MARKETING_EDITOR)
    signed = client.post(asked["Location"], {"username": "anna", "password": PASSWORD, "next": page.url})
    assert signed["Location"] == page.url
    send_due()
    assert [message.subject for message in mail.outbox] == ["A new sign-in to Ketamine Pain Clinic"]
    if restriction == "login":
        assert client.get(page.url).status_code == 200
    else:
        shown = client.get(page.url, follow=True)  # in none of its groups: no circle
        assert [status for _url, status in shown.redirect_chain] == [302]
        assert "may not open that page" in shown.content.decode()
        assert 'name="username"' in shown.content.decode()


def test_a_private_page_leads_through_the_second_step(client, make_person):
    page = add_page(make_home(), ContentPage, "For staff")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    app = make_app(make_person("anna", MARKETING_EDITOR))
    sign_in(client, "anna")
    shown = client.get(page.url, follow=True)
    assert shown.redirect_chain[-1][0] == "/admin/second-step/verify/?" + urlencode({"next": page.url})
    done = client.post(shown.redirect_chain[-1][0], {"code": code_of(app), "next": page.url})
    assert done["Location"] == page.url
    assert client.get(page.url).status_code == 200


def test_whoever_may_not_open_the_admin_is_not_sent_round_in_circles(client, make_person):
    page = add_page(make_home(), ContentPage, "For staff")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    user = make_person("paula")
    group = user.groups.create(name="Partners")
    SignInSettings.load().groups.add(group)
    sign_in(client, "paula")
    shown = client.get(page.url, follow=True)
    assert shown.status_code == 200
    assert len(shown.redirect_chain) < 3


@pytest.mark.parametrize("form", ["page_form", "files_form"])
def test_the_password_of_what_is_protected_is_limited_like_a_login(protected, form):
    address, client = protected[form], Client()

    def guess(password, who=client, **extra):
        return who.post(address, {"password": password, "return_url": "/about/"}, **extra)

    assert [guess(f"wrong {number}").status_code for number in range(5)] == [200] * 5
    refused = guess(PASSWORD)
    assert refused.status_code == 429, "the right one is not even looked at"
    assert 0 < int(refused["Retry-After"]) <= 15 * 60
    assert "no-store" in refused["Cache-Control"]
    assert "Too many tries" in refused.content.decode()
    assert not client.session.keys()
    other = Client()
    assert guess(PASSWORD, other, REMOTE_ADDR="198.51.100.9")["Location"] == "/about/"
    assert guess(PASSWORD, other, REMOTE_ADDR="198.51.100.9")["Location"] == "/about/", "a right one uses up nothing"


def test_passwords_of_many_pages_and_logins_share_the_count_of_the_address(protected, make_person):
    make_person("anna")
    statuses = []
    for number in range(30):
        limit = PageViewRestriction.objects.create(page=protected["page"], restriction_type="password", password="x")
        form = reverse("wagtailcore_authenticate_with_password", args=[limit.pk, protected["page"].pk])
        statuses.append(Client().post(form, {"password": f"wrong {number}", "return_url": "/"}).status_code)
    assert statuses == [200] * 20 + [429] * 10
    assert sign_in(Client(), "anna").status_code == 429
    assert Client().post(protected["files_form"], {"password": PASSWORD, "return_url": "/"}).status_code == 429


def test_right_passwords_use_up_nothing(protected):
    statuses = [
        Client().post(protected["page_form"], {"password": PASSWORD, "return_url": "/"}).status_code for _ in range(30)
    ]
    assert set(statuses) == {302}


def test_an_address_elsewhere_is_not_followed_and_home_is_shown(protected, client):
    for wanted in ("https://evil.example/", "//evil.example"):
        answer = client.post(protected["page_form"], {"password": PASSWORD, "return_url": wanted})
        assert answer["Location"] == "/"


@pytest.mark.parametrize("what", ["page", "document"])
def test_the_question_for_a_shared_password_is_a_page_of_the_site(protected, client, what):
    shown = client.get(protected[what].url)
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "For partners" not in html
    assert 'name="viewport"' in html
    assert 'name="robots" content="noindex"' in html
    assert 'autocomplete="current-password"' in html
    assert 'id="main"' in html
    wrong = client.post(
        protected[f"{'page' if what == 'page' else 'files'}_form"], {"password": "x", "return_url": "/"}
    )
    html = wrong.content.decode()
    assert 'aria-invalid="true"' in html
    assert "not correct" in html
    assert "no-store" in wrong["Cache-Control"]


def test_the_old_password_of_an_account_cannot_be_guessed_by_who_holds_its_session(client, make_person, comparisons):
    user = make_person("anna", MARKETING_EDITOR)
    sign_in(client, "anna")
    started = comparisons()
    new = {"password-new_password1": "a wholly new passphrase", "password-new_password2": "a wholly new passphrase"}

    def change(old):
        return client.post(reverse("wagtailadmin_account"), {"password-old_password": old, **new})

    statuses = [change(f"wrong {number}").status_code for number in range(8)]
    assert statuses == [200] * 4 + [429] * 4
    assert comparisons() - started <= 5
    assert change(PASSWORD).status_code == 429
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    rows = [field for row in AccessAttempt.objects.all() for field in (row.post_data, row.get_data)]
    assert not any("wrong" in text or "passphrase" in text for text in rows), "nothing of the form is kept"


def test_an_account_changes_its_password_with_the_old_one(client, make_person):
    user = make_person("anna", MARKETING_EDITOR, first_name="Anna", last_name="Smith")
    sign_in(client, "anna")
    new = "a wholly new passphrase"
    form = {
        "name_email-first_name": "Anna", "name_email-last_name": "Smith", "name_email-email": user.email,
        "password-old_password": "wrong", "password-new_password1": new, "password-new_password2": new,
        "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }  # fmt: skip
    assert "entered incorrectly" in client.post(reverse("wagtailadmin_account"), form).content.decode()
    client.post(reverse("wagtailadmin_account"), form | {"password-old_password": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get("/admin/").status_code == 200, "still signed in"


def test_confirming_a_password_is_counted_as_a_login(client, make_person, comparisons):
    make_person("anna", MARKETING_EDITOR)
    sign_in(client, "anna")
    started = comparisons()
    statuses = [client.post(reverse("accounts:confirm"), {"password": f"wrong {n}"}).status_code for n in range(8)]
    assert statuses == [200] * 4 + [429] * 4
    assert comparisons() - started <= 5
    assert sign_in(Client(), "anna").status_code == 429

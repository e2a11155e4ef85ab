"""In a real browser: an app and a passkey are set up, and both let their owner in the next time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from core.accounts.models import AuthenticatorApp, Passkey, RecoveryCode
from core.editorial.roles import MARKETING_EDITOR
from tests.core.accounts.conftest import PASSWORD, code_of
from tests.pages import make_home

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signing_in(browser_page: "BrowserPage", settings: Any) -> Iterator["BrowserPage"]:
    """A browser at the login, and somebody who needs a second step. Complaints about the page's policy fail."""
    from core.accounts.models import SignInSettings

    make_home()
    group = Group.objects.get(name=MARKETING_EDITOR)
    user = get_user_model().objects.create_user("anna", "anna@clinic.example", PASSWORD, first_name="Anna")
    user.groups.add(group)
    SignInSettings.load().groups.add(group)
    complaints: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    browser_page.set_default_timeout(15_000)
    browser_page.goto("/admin/")
    yield browser_page
    assert complaints == []


def type_password(page: "BrowserPage") -> None:
    page.locator("[name=username]").fill("anna")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def sign_in_again(page: "BrowserPage") -> None:
    page.context.clear_cookies()
    page.goto("/admin/")
    type_password(page)


def test_an_app_is_set_up_and_lets_its_owner_in(signing_in: "BrowserPage") -> None:
    page = signing_in
    type_password(page)
    page.get_by_role("link", name="Set up an app").click()
    picture = page.get_by_role("img", name="Picture with the secret")
    assert picture.evaluate("image => image.naturalWidth") > 100
    app = AuthenticatorApp.objects.get()
    page.locator("[name=code]").fill(code_of(app))
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Show my codes").click()
    page.locator(".accounts-codes code").nth(9).wait_for()
    codes = page.locator(".accounts-codes code").all_text_contents()
    assert len(codes) == 10
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/admin/")
    sign_in_again(page)
    page.locator("[name=code]").fill(code_of(app, 1))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/admin/")
    sign_in_again(page)
    page.locator("[name=code]").fill(codes[3])
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/admin/")
    assert RecoveryCode.objects.count() == 9


def test_a_passkey_is_set_up_and_lets_its_owner_in(signing_in: "BrowserPage") -> None:
    page = signing_in
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    authenticator = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )["authenticatorId"]
    type_password(page)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("button", name="Show my codes").click()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/admin/")
    assert Passkey.objects.get().name == "My passkey"

    sign_in_again(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/admin/")
    passkey = Passkey.objects.get()
    assert passkey.sign_count > 0
    assert passkey.last_used_at is not None

    # A copied key shows by its counter (WebAuthn 2, 6.1.1), and another key is none.
    Passkey.objects.update(sign_count=1000)
    sign_in_again(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_text("This passkey was not accepted").wait_for()
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
    page.goto("/admin/")
    assert "/second-step/verify/" in page.url

"""Every address of the admin, found by walking the URL resolver, so that a new one cannot be forgotten."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from core.accounts.middleware import OPEN
from core.accounts.models import SignInSettings
from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from tests.core.accounts.addresses import every_address
from tests.core.accounts.conftest import make_app, sign_in
from tests.pages import make_home

pytestmark = pytest.mark.django_db

# Open to everybody: signing in, a new password, and what these screens are drawn with.
FOR_EVERYBODY = {
    "wagtailadmin_login",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
# Signing out takes the cookie away whatever the method; the other raises an error on purpose.
DONE_ELSEWHERE = {"wagtailadmin_logout", "wagtailadmin_error_test"}


def admin_addresses() -> list[tuple[str, str]]:
    return sorted(
        {
            (name, path)
            for name, path in every_address()
            if name and path.startswith(f"/{settings.ADMIN_PATH}/") and name not in DONE_ELSEWHERE
        }
    )


def test_there_are_many():
    make_home()
    addresses = admin_addresses()
    assert len(addresses) > 250
    names = {name for name, _path in addresses}
    assert {"wagtailusers_users:edit", "wagtailadmin_home", "appointments_inbox:list", "accounts:verify"} <= names
    assert names | DONE_ELSEWHERE > OPEN


def test_a_stranger_is_led_to_the_login_from_each_of_them(client):
    make_home()
    wrong = {}
    for name, path in admin_addresses():
        response = client.get(path)
        led = response.status_code == 302 and "/login/" in response["Location"]
        if name not in FOR_EVERYBODY and not led and response.status_code not in {403, 404, 405}:
            wrong[name] = (path, response.status_code)
    assert wrong == {}


def test_with_a_password_alone_none_opens_but_the_second_step(client, make_person):
    make_home()
    make_app(make_person("root", is_superuser=True))
    sign_in(client, "root")
    wrong = {}
    for name, path in admin_addresses():
        response = client.get(path)
        led = response.status_code == 302 and "/second-step/verify/" in response["Location"]
        if not led and name not in OPEN | FOR_EVERYBODY:
            wrong[name] = (path, response.status_code)
    assert wrong == {}


@pytest.fixture
def opened(client, make_person):
    """The addresses that somebody in these groups can open, of those whose names begin so."""
    make_home()

    def open_all(role: str, *beginnings: str) -> set[str]:
        make_person("anna", role)
        sign_in(client, "anna")
        client.raise_request_exception = False
        asked = [(name, path) for name, path in admin_addresses() if name.startswith(beginnings)]
        assert len({name for name, _path in asked}) >= len(beginnings)
        statuses = {name: client.get(path).status_code for name, path in asked}
        assert max(statuses.values()) < 500
        return {name for name, status in statuses.items() if status == 200}

    return open_all


REQUESTS = ("appointments_inbox",)
PEOPLE = ("wagtailusers", "wagtailsites", "accounts:reset")
PAGES_AND_FILES = (
    "wagtailadmin_pages:edit", "wagtailadmin_pages:add", "wagtailadmin_pages:delete", "wagtailadmin_pages:unpublish",
    "wagtailadmin_collections", "wagtailadmin_workflows:add", "wagtailadmin_workflows:edit",
    "wagtailadmin_workflows:index", "wagtailimages:add", "wagtailimages:edit", "wagtaildocs:add", "wagtaildocs:edit",
    "wagtailredirects", "wagtailsnippets", "wagtailsettings",
)  # fmt: skip


@pytest.mark.parametrize("role", [MARKETING_EDITOR, MEDICAL_REVIEWER, SITE_MANAGER])
def test_only_the_front_desk_sees_anything_of_requests(opened, role):
    assert opened(role, *REQUESTS) == set()


@pytest.mark.parametrize("role", [MARKETING_EDITOR, MEDICAL_REVIEWER, "Front desk", "Front desk managers"])
def test_only_site_managers_see_logins(opened, role):
    assert opened(role, *PEOPLE) == set()


def test_site_managers_see_logins_but_neither_groups_nor_sites(opened):
    names = opened(SITE_MANAGER, *PEOPLE)
    assert {"wagtailusers_users:index", "wagtailusers_users:add"} <= names
    assert not [name for name in names if not name.startswith("wagtailusers_users")]


@pytest.mark.parametrize("role", ["Front desk", "Front desk managers"])
def test_the_front_desk_sees_requests_and_no_pages_nor_files(opened, role):
    names = opened(role, *REQUESTS, *PAGES_AND_FILES)
    managers = {"appointments_inbox:audit", "appointments_inbox:staff"}
    assert "appointments_inbox:list" in names
    assert names & managers == (managers if role == "Front desk managers" else set())
    assert not [name for name in names if not name.startswith("appointments_inbox")]


def test_the_choice_of_groups_counts_for_all_of_them(client, make_person):
    make_home()
    make_person("anna", MARKETING_EDITOR)
    SignInSettings.load().groups.add(Group.objects.get(name=MARKETING_EDITOR))
    sign_in(client, "anna")
    assert {client.get(path).status_code for name, path in admin_addresses() if name.startswith("wagtailimages")} == {
        302
    }

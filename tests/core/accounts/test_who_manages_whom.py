"""A manager of logins gives, and takes over, no rights that they do not have."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse

from core.accounts.models import RecoveryCodes
from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from tests.core.accounts.conftest import PASSWORD, make_app, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client, make_person):
    user = make_person("mia", SITE_MANAGER)
    sign_in(client, "mia")
    return user


def form_of(user, **changes):
    return {
        "username": user.username, "email": user.email, "first_name": "A", "last_name": "B", "is_active": "on",
        "groups": [group.pk for group in user.groups.all()], **changes,
    }  # fmt: skip


def edit(client, user, **changes):
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), form_of(user, **changes))


def group(name):
    return Group.objects.get(name=name)


def test_a_manager_makes_no_superuser(client, manager, make_person, django_user_model):
    new = {
        "username": "new", "email": "new@clinic.example", "first_name": "N", "last_name": "W",
        "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on",
    }  # fmt: skip
    page = client.get(reverse("wagtailusers_users:add")).content.decode()
    assert 'name="is_superuser"' not in page
    assert client.post(reverse("wagtailusers_users:add"), new).status_code == 302
    assert not django_user_model.objects.get(username="new").is_superuser
    mark = make_person("mark", MARKETING_EDITOR)
    assert edit(client, mark, is_superuser="on").status_code == 302
    mark.refresh_from_db()
    assert mark.first_name == "A"
    assert not mark.is_superuser


def test_a_manager_hands_out_only_groups_within_their_own_rights(client, manager, make_person):
    mark = make_person("mark", MARKETING_EDITOR)
    page = client.get(reverse("wagtailusers_users:edit", args=[mark.pk])).content.decode()
    for name in (MARKETING_EDITOR, MEDICAL_REVIEWER, SITE_MANAGER):
        assert f'value="{group(name).pk}"' in page
    for name in ("Front desk", "Front desk managers"):
        assert edit(client, mark, groups=[group(name).pk]).status_code == 200, "refused"
        assert list(mark.groups.all()) == [group(MARKETING_EDITOR)]
    edit(client, mark, groups=[group(MEDICAL_REVIEWER).pk])
    assert list(mark.groups.all()) == [group(MEDICAL_REVIEWER)]


def test_a_manager_in_the_front_desk_may_make_front_desk_logins(client, make_person):
    make_person("mia", SITE_MANAGER, "Front desk")
    sign_in(client, "mia")
    mark = make_person("mark")
    edit(client, mark, groups=[group("Front desk").pk])
    assert list(mark.groups.all()) == [group("Front desk")]
    assert edit(client, mark, groups=[group("Front desk managers").pk]).status_code == 200, "refused"
    mark.refresh_from_db()
    assert list(mark.groups.all()) == [group("Front desk")]


SCREENS = ["edit", "delete", "history", "usage"]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("whose", ["root", "fred", "off", "mia"])
def test_a_manager_cannot_touch_those_above_nor_themselves(client, manager, make_person, screen, whose):
    people = {
        "root": make_person("root", is_superuser=True),
        "fred": make_person("fred", "Front desk"),
        "off": make_person("off", "Front desk", is_active=False),
        "mia": manager,
    }
    user = people[whose]
    path = reverse(f"wagtailusers_users:{screen}", args=[user.pk])
    assert client.get(path)["Location"] == "/admin/"
    before = vars(user).copy()
    client.post(path, form_of(user, password1=PASSWORD + "!", password2=PASSWORD + "!", email="x@evil.example"))
    user.refresh_from_db()
    assert (user.email, user.password, user.is_active) == (before["email"], before["password"], before["is_active"])


def test_a_manager_cannot_lift_themselves(client, manager):
    manager.user_permissions.add(Permission.objects.get(codename="view_site"))
    assert edit(client, manager, groups=[group(SITE_MANAGER).pk, group("Front desk").pk])["Location"] == "/admin/"
    assert list(manager.groups.all()) == [group(SITE_MANAGER)]
    assert client.get(reverse("wagtailusers_groups:index")).status_code == 302


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_nor_many_at_once(client, manager, make_person, django_user_model, action):
    fred, mark = make_person("fred", "Front desk"), make_person("mark", MARKETING_EDITOR)
    path = reverse("wagtail_bulk_action", args=["auth", "user", action])
    form = {"mark_as_active": "False", "role": group(MARKETING_EDITOR).pk}
    client.post(f"{path}?id={mark.pk}&id={fred.pk}", form)
    assert django_user_model.objects.filter(is_active=True).count() == 3
    assert list(fred.groups.all()) == [group("Front desk")]
    if action == "assign_role":
        client.post(f"{path}?id={mark.pk}", {"role": group("Front desk").pk})
        assert list(mark.groups.all()) == [group(MARKETING_EDITOR)]
        client.post(f"{path}?id={manager.pk}", {"role": group(MEDICAL_REVIEWER).pk})
        assert list(manager.groups.all()) == [group(SITE_MANAGER)]
        client.post(f"{path}?id={mark.pk}", {"role": group(MEDICAL_REVIEWER).pk})
        assert mark.groups.count() == 2


def test_a_manager_resets_the_second_step_of_those_below_alone(client, manager, make_person):
    mark, fred = make_person("mark", MARKETING_EDITOR), make_person("fred", "Front desk")
    for user in (mark, fred):
        make_app(user)
        RecoveryCodes.replace(user)
    listing = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert reverse("accounts:reset", args=[mark.pk]) in listing
    assert reverse("accounts:reset", args=[fred.pk]) not in listing
    path = reverse("accounts:reset", args=[mark.pk])
    assert "Be sure who asks you" in client.get(path).content.decode()
    client.post(path)
    client.post(reverse("accounts:reset", args=[fred.pk]))
    assert not RecoveryCodes.objects.filter(user=mark).exists()
    assert RecoveryCodes.objects.filter(user=fred).exists()
    history = client.get(reverse("wagtailusers_users:history", args=[mark.pk])).content.decode()
    assert "Second step reset" in history


def test_the_list_of_users_shows_who_has_a_second_step(client, manager, make_person):
    make_app(make_person("mark", MARKETING_EDITOR))
    page = client.get(reverse("wagtailusers_users:index"))
    assert {user.username: user.has_second_step for user in page.context["users"]} == {"mark": True, "mia": False}
    assert "Second step" in page.content.decode()
    assert client.get(reverse("wagtailusers_users:index") + "?q=mark&ordering=-name").status_code == 200


def test_marketing_manages_nobody(client, make_person):
    mark, bert = make_person("mark", MARKETING_EDITOR), make_person("bert", MARKETING_EDITOR)
    make_app(bert)
    sign_in(client, "mark")
    for path in (reverse("accounts:reset", args=[bert.pk]), reverse("wagtailusers_users:edit", args=[bert.pk])):
        assert client.post(path, form_of(bert)).status_code == 302
    assert bert.email == "bert@clinic.example"
    assert mark.is_active
    from core.accounts.factors import has_factor

    assert has_factor(bert)


def test_an_administrator_may_do_all_of_it(client, make_person):
    make_person("root", is_superuser=True)
    sign_in(client, "root")
    fred = make_person("fred", "Front desk")
    assert edit(client, fred, is_superuser="on").status_code == 302
    fred.refresh_from_db()
    assert fred.is_superuser


def test_there_is_no_second_admin_and_no_copy_of_a_login():
    assert not apps.is_installed("django.contrib.admin")
    for name in ("admin:index", "admin:login", "wagtailusers_users:copy"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1] if "copy" in name else [])


RIGHTS = {
    "Front desk": {
        "appointments.change_appointmentrequest", "appointments.view_appointmentrequest", "wagtailadmin.access_admin",
    },
    "Front desk managers": {
        "appointments.change_appointmentrequest", "appointments.view_appointmentrequest",
        "appointments.delete_appointmentrequest", "appointments.export_appointmentrequest",
        "appointments.view_auditevent", "appointments.change_appointmentsettings", "appointments.change_stafflimit",
        "wagtailadmin.access_admin",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(RIGHTS))
def test_who_works_with_requests_may_do_nothing_else(name):
    found = group(name).permissions.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in found} == RIGHTS[name]


@pytest.mark.parametrize("name", [MARKETING_EDITOR, MEDICAL_REVIEWER, SITE_MANAGER])
def test_nobody_else_has_any_right_on_requests(name):
    assert not group(name).permissions.filter(content_type__app_label="appointments").exists()
    auth = group(name).permissions.filter(content_type__app_label="auth").values_list("codename", flat=True)
    users = {"add_user", "change_user", "delete_user", "view_user"}
    assert set(auth) == (users if name == SITE_MANAGER else set())

"""What each group of staff may and may not do."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow

from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR, MEDICAL_REVIEW, SITE_MANAGER
from core.editorial.roles import ROLES as ROLES_BY_NAME
from home.models import ContentPage
from tests.pages import add_page, make_home
from therapy.models import ConditionIndexPage, ConditionPage, TherapyPage

ROLES = [MARKETING_EDITOR, MEDICAL_REVIEWER, SITE_MANAGER]

pytestmark = pytest.mark.django_db


def login_as(client: Client, role: str) -> object:
    user = get_user_model().objects.create_user(role.lower().replace(" ", "-"), password="a long enough password")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def may_open(client: Client, name: str, *args: object) -> bool:
    response = client.get(reverse(name, args=args))
    assert response.status_code in {200, 302, 403}
    return response.status_code == 200


SCREENS = [
    # screen, marketing, reviewer, manager
    ("wagtailadmin_home", True, True, True),
    ("wagtailimages:index", True, False, True),
    ("wagtailimages:add", True, False, True),
    ("wagtaildocs:add", True, False, True),
    ("wagtailredirects:index", True, False, True),
    ("wagtailsnippets_editorial_reference:list", True, True, True),
    ("wagtailsnippets_news_topic:add", True, False, True),
    ("wagtailusers_users:index", False, False, True),
    ("wagtailusers_users:add", False, False, True),
    ("wagtailusers_groups:index", False, False, False),
    ("wagtailsites:index", False, False, False),
    ("wagtailadmin_workflows:index", False, False, True),
    ("wagtailadmin_collections:index", False, False, True),
]


@pytest.mark.parametrize(("role", "column"), zip(ROLES, [1, 2, 3], strict=True))
def test_each_role_opens_its_screens_and_no_others(client: Client, role: str, column: int) -> None:
    make_home()
    login_as(client, role)
    opened = {row[0]: may_open(client, row[0]) for row in SCREENS}
    assert opened == {row[0]: row[column] for row in SCREENS}


@pytest.mark.parametrize(("role", "allowed"), zip(ROLES, [True, False, True], strict=True))
def test_who_changes_the_clinics_phone_number(client: Client, role: str, allowed: bool) -> None:
    site = make_home().get_site()
    login_as(client, role)
    assert may_open(client, "wagtailsettings:edit", "site", "clinicsettings", site.pk) is allowed


@pytest.mark.parametrize(("role", "publishes"), zip(ROLES, [False, True, False], strict=True))
def test_only_reviewers_publish_medical_pages(client: Client, role: str, publishes: bool) -> None:
    home = make_home()
    index = add_page(home, ConditionIndexPage, "Conditions")
    condition = add_page(index, ConditionPage, "Migraine")
    user = login_as(client, role)
    assert condition.permissions_for_user(user).can_publish() is publishes
    assert condition.page_ptr.permissions_for_user(user).can_publish() is publishes, "the list of pages offers it"
    assert condition.permissions_for_user(user).can_edit()


def test_marketing_publishes_plain_pages_without_review(client: Client) -> None:
    home = make_home()
    page = add_page(home, ContentPage, "About")
    user = login_as(client, MARKETING_EDITOR)
    assert page.permissions_for_user(user).can_publish()
    assert page.get_workflow() is None


def test_a_new_medical_page_that_marketing_publishes_stays_a_draft(client: Client) -> None:
    index = add_page(make_home(), ConditionIndexPage, "Conditions")
    login_as(client, MARKETING_EDITOR)
    stream = {f"{name}-count": "0" for name in ("body", "related_conditions", "references")}
    rich = '{"entityMap": {}, "blocks": []}'
    texts = dict.fromkeys(
        ("symptoms", "usual_treatments", "how_it_may_help", "evidence", "risks", "who_should_not"), rich
    )
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["therapy", "conditionpage", index.pk]),
        {
            "title": "Sciatica", "slug": "sciatica", "action-publish": "1", "show_in_search_engines": "on",
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **stream, **texts,
        },
        follow=True,
    )  # fmt: skip
    page = ConditionPage.objects.get(slug="sciatica")
    assert not page.live
    assert response.status_code == 200


def test_a_new_therapy_page_that_marketing_publishes_stays_a_draft(client: Client) -> None:
    home = make_home()
    login_as(client, MARKETING_EDITOR)
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["therapy", "therapypage", home.pk]),
        {
            "title": "Therapy", "slug": "therapy", "action-publish": "1", "body-count": "0", "references-count": "0",
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        },
        follow=True,
    )  # fmt: skip
    page = TherapyPage.objects.get(slug="therapy")
    assert not page.live
    assert "after a medical review" in response.content.decode()


def test_migrating_again_keeps_what_a_manager_changed() -> None:
    group = Group.objects.get(name=MARKETING_EDITOR)
    group.permissions.clear()
    Group.objects.filter(name=SITE_MANAGER).delete()
    call_command("migrate", verbosity=0)
    assert not group.permissions.exists()
    assert Group.objects.filter(name=SITE_MANAGER).exists()
    assert Workflow.objects.filter(name=MEDICAL_REVIEW).count() == 1


def test_wagtails_own_groups_are_gone() -> None:
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert [workflow.name for workflow in Workflow.objects.all()] == [MEDICAL_REVIEW]


@pytest.mark.parametrize("role", sorted(ROLES_BY_NAME))
def test_each_group_has_exactly_the_rights_of_its_role(role: str) -> None:
    """Wagtail's own migrations give rights to groups that exist when they run; ours must come out as written."""
    group = Group.objects.get(name=role)
    rights = group.permissions.values_list("content_type__app_label", "codename")
    assert sorted(f"{app}.{codename}" for app, codename in rights) == sorted(set(ROLES_BY_NAME[role].models))
    pages = group.page_permissions.values_list("page__depth", "permission__codename")
    assert sorted(pages) == sorted((1, codename) for codename in ROLES_BY_NAME[role].pages)
    files = group.collection_permissions.values_list("collection__depth", "permission__codename")
    assert sorted(files) == sorted((1, codename) for codename in ROLES_BY_NAME[role].collections)

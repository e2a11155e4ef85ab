"""Copying hours from another place in the admin."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from locations.models import HoursException, LocationIndexPage, LocationPage, OpeningPeriod


@pytest.fixture
def target(bare_location: LocationPage) -> LocationPage:
    """A place with other hours, and a holiday of its own."""
    bare_location.hours.add(OpeningPeriod(weekday=5, opens=time(10), closes=time(12)))
    bare_location.exceptions.add(HoursException(date_from=date(2099, 7, 4), note="Own holiday"))
    bare_location.save()
    return bare_location


@pytest.fixture
def source(full_location: LocationPage) -> LocationPage:
    """A place with hours and a holiday."""
    full_location.exceptions.add(HoursException(date_from=date(2099, 12, 25), note="Christmas"))
    full_location.save()
    return full_location


def log_in(client: Client, page: LocationPage | None = None, *permissions: str) -> None:
    """A member of staff who may do these things below the page's parent."""
    user = get_user_model().objects.create_user("staff", "staff@example.com", "a long password")
    group = Group.objects.create(name="staff")
    from django.contrib.auth.models import Permission

    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions if page else ():
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{codename}_page")
        GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=permission)
    user.groups.add(group)
    client.force_login(user)


def address(page: LocationPage) -> str:
    """Where the form is."""
    return reverse("locations_copy_hours", args=[page.pk])


def test_the_editors_menu_leads_to_a_form_that_names_the_hours(
    client: Client, source: LocationPage, target: LocationPage
) -> None:
    log_in(client, target, "change")
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).content.decode()
    assert address(target) in editor
    soup = BeautifulSoup(client.get(address(target)).content, "html.parser")
    [option] = soup.select("select[name=source] option")
    assert option.get_text() == "Shelbyville: Monday to Friday 8 am to noon, 1 pm to 5 pm; Saturday and Sunday Closed"


@pytest.mark.parametrize(("with_special", "notes"), [(False, ["Own holiday"]), (True, ["Christmas"])])
def test_the_copy_is_a_draft_and_leaves_both_live_pages_as_they_are(
    client: Client, source: LocationPage, target: LocationPage, with_special: bool, notes: list[str]
) -> None:
    log_in(client, target, "change")
    data = {"source": source.pk} | ({"special_days": "on"} if with_special else {})
    response = client.post(address(target), data, follow=True)
    assert "copied into a draft" in response.content.decode()
    draft = LocationPage.objects.get(pk=target.pk).get_latest_revision_as_object()
    assert draft.week_table == source.week_table
    assert [row.note for row in draft.special_table] == notes
    assert LocationPage.objects.get(pk=target.pk).week_table[1].times == ("10 am to noon",)
    draft.get_latest_revision().publish()
    published = LocationPage.objects.get(pk=target.pk)
    assert published.week_table == source.week_table
    kept = LocationPage.objects.get(pk=source.pk)
    assert (kept.hours.count(), kept.exceptions.count()) == (2, 1)


def test_those_who_may_not_edit_the_place_are_refused(
    client: Client, source: LocationPage, target: LocationPage
) -> None:
    log_in(client)
    response = client.post(address(target), {"source": source.pk})
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")
    assert LocationPage.objects.get(pk=target.pk).latest_revision is None


def test_a_locked_place_is_left_alone(client: Client, source: LocationPage, target: LocationPage) -> None:
    log_in(client, target, "change")
    LocationPage.objects.filter(pk=target.pk).update(locked=True)
    assert address(target) not in client.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).content.decode()
    client.post(address(target), {"source": source.pk})
    assert LocationPage.objects.get(pk=target.pk).latest_revision is None


@pytest.mark.parametrize("chosen", ["", "0", "self", "999999", "x"])
def test_a_wrong_choice_is_told(client: Client, source: LocationPage, target: LocationPage, chosen: str) -> None:
    log_in(client, target, "change")
    response = client.post(address(target), {"source": target.pk if chosen == "self" else chosen})
    assert response.status_code == 200
    assert response.context["form"].errors["source"]


def test_other_pages_have_no_hours_to_copy(client: Client, location_index: LocationIndexPage) -> None:
    user = get_user_model().objects.create_superuser("admin", "admin@example.com", "a long password")
    client.force_login(user)
    assert client.get(reverse("locations_copy_hours", args=[location_index.pk])).status_code == 404
    assert b"copy-hours" not in client.get(reverse("wagtailadmin_pages:edit", args=[location_index.pk])).content

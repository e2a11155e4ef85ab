"""The quick actions on the dashboard: each role sees its own, and each button opens its screen."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR
from locations.models import LocationIndexPage
from news.models import NewsIndexPage
from tests.pages import add_page, make_home
from therapy.models import ConditionIndexPage

pytestmark = pytest.mark.django_db


def buttons(client: Client, role: str) -> dict[str, str]:
    """The words and addresses of the buttons that somebody in a role sees."""
    user = get_user_model().objects.create_user(role, password="a long enough password")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    return {" ".join(link.get_text().split()): link["href"] for link in soup.select("#quick-actions-content li a")}


def test_marketing_reaches_every_task_in_one_click(client: Client) -> None:
    home = make_home()
    for model, title in ((LocationIndexPage, "Locations"), (NewsIndexPage, "News"), (ConditionIndexPage, "Conditions")):
        add_page(home, model, title)
    found = buttons(client, MARKETING_EDITOR)
    assert list(found) == [
        "Edit the home page",
        "Add a location",
        "Change hours or add a holiday",
        "Add an in-the-news item",
        "Add a condition",
        "Add a plain page",
        "Change the clinic's phone number",
        "Put up a notice",
        "Add or replace a picture",
        "Teach the search a word",
    ]
    assert {client.get(address).status_code for address in found.values()} == {200}


def test_what_is_not_there_yet_has_no_button(client: Client) -> None:
    make_home()
    assert "Add a location" not in buttons(client, MARKETING_EDITOR)


@pytest.mark.parametrize("role", [MEDICAL_REVIEWER, "Front desk"])
def test_others_see_no_buttons_that_would_refuse_them(client: Client, role: str) -> None:
    add_page(make_home(), LocationIndexPage, "Locations")
    found = buttons(client, role)
    assert found == {}

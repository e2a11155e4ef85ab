"""The entry "Pages" of the admin's menu, and the search of pages on the dashboard: each for those who can use it."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from core.editorial.roles import MARKETING_EDITOR
from home.models import HomePage
from tests.pages import add_page, make_home
from tests.staff import login

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    page = make_home()
    Page.objects.filter(depth=2).exclude(pk=page.pk).delete()
    return page


def pages_entry(client: Client) -> list[Any]:
    """What the sidebar is told of the entry "Pages": its facts, and the page that it opens at."""
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    text = soup.find(id="wagtail-sidebar-props").string

    def entries(value: Any) -> list[Any]:
        if isinstance(value, dict):
            own = [value["_args"]] if value.get("_type") == "wagtail.sidebar.PageExplorerMenuItem" else []
            return own + [found for child in value.values() for found in entries(child)]
        return [found for child in value for found in entries(child)] if isinstance(value, list) else []

    found = entries(json.loads(text))
    return found[0] if found else []


def test_pages_opens_at_the_home_page_of_the_only_site(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    facts, start = pages_entry(client)
    assert start == home.pk
    assert facts["url"] == f"/admin/pages/{home.pk}/"
    assert client.get(facts["url"]).status_code == 200


def test_pages_opens_at_the_root_where_there_are_several_trees(client: Client, home: HomePage) -> None:
    add_page(Page.get_first_root_node(), HomePage, "Another home", slug="another", hero_title="Care")
    login(client, MARKETING_EDITOR)
    assert pages_entry(client)[1] == Page.get_first_root_node().pk


def test_whoever_may_open_no_page_is_offered_no_search_of_pages(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    assert "Search all pages" in client.get("/admin/").content.decode()
    login(client, "Front desk")
    page = client.get("/admin/").content.decode()
    assert "Search all pages" not in page
    assert "Appointment requests" in page
    assert pages_entry(client) == []

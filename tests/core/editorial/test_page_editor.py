"""What makes the page editor open sooner, as the server sends it. What the browser makes of it: tests/browser."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.editorial.roles import MARKETING_EDITOR
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home
from tests.staff import login

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


def text(html: str) -> dict[str, str]:
    return {"type": "text", "value": html}


def test_the_icons_and_the_translations_are_kept_by_the_browser_and_by_nobody_else(client: Client) -> None:
    login(client, MARKETING_EDITOR)
    for name in ("wagtailadmin_sprite", "wagtailadmin_javascript_catalog"):
        kept = client.get(reverse(name)).headers
        assert kept["Cache-Control"].startswith("private, max-age=")
        assert "no-" not in kept["Cache-Control"]
        assert "Expires" not in kept
    assert "no-store" in client.get(reverse("wagtailadmin_home")).headers["Cache-Control"]


def test_the_links_of_a_page_are_read_together_when_it_is_edited(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    others = [add_page(home, ContentPage, f"Page {number}") for number in range(8)]
    links = [f'<p><a linktype="page" id="{page.pk}">there</a></p>' for page in others]
    counts = []
    for some in (links[:1], links):
        page = add_page(home, ContentPage, f"With {len(some)} links", body=json.dumps([text(link) for link in some]))
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    field = BeautifulSoup(answer.content, "html.parser").select_one("#body")
    entities = [
        json.loads(block["value"])["entityMap"]["0"]["data"]
        for block in json.loads(field["data-w-block-arguments-value"])[0]
    ]
    assert entities == [{"id": page.pk, "url": page.url, "parentId": home.pk} for page in others]


def test_a_text_is_sent_to_the_editor_as_it_comes_back(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    words = "<h2>Risks</h2><p>Some <b>dizzy</b> hours.</p><ul><li>one</li></ul>"
    page = add_page(home, ContentPage, "About", body=json.dumps([text(words), text("<p></p>")]))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    field = BeautifulSoup(answer.content, "html.parser").select_one("#body")
    first, empty = (block["value"] for block in json.loads(field["data-w-block-arguments-value"])[0])
    assert empty == "null"
    blocks = json.loads(first)["blocks"]
    assert list(blocks[0]) == ["key", "text", "type", "depth", "inlineStyleRanges", "entityRanges", "data"]
    assert blocks[1]["inlineStyleRanges"] == [{"offset": 5, "length": 5, "style": "BOLD"}]
    assert "\n" not in first

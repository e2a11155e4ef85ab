"""The guide for editors inside the admin: every heading reachable, every picture there, no link that leads nowhere."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from PIL import Image

from core.editorial.editors_guide import FILE, PICTURES
from core.editorial.models.workflow import MEDICAL_REVIEWER

pytestmark = pytest.mark.django_db

MOST_BYTES = 60_000


@pytest.fixture
def staff(client: Client) -> Client:
    user = get_user_model().objects.create_user("dora", password="a long enough password")
    user.groups.add(Group.objects.get(name=MEDICAL_REVIEWER))
    client.force_login(user)
    return client


def test_it_stands_first_under_help_and_nothing_there_calls_for_attention(staff: Client) -> None:
    html = staff.get("/admin/").content.decode()
    menu = html[html.index('"name": "help"') :]
    assert "/admin/guide/" in menu
    assert "whats-new" not in menu
    assert "editor-guide" not in menu
    assert "guide.wagtail.org" not in html
    assert 'href="/admin/guide/">Guide for editors' in html


def test_every_chapter_and_section_can_be_reached(staff: Client) -> None:
    soup = BeautifulSoup(staff.get("/admin/guide/").content, "html.parser")
    assert [heading.get_text(strip=True) for heading in soup.select("h1")] == ["Guide for editors"]
    text = soup.select_one(".guide__text")
    ids = [heading.get("id") for heading in text.select("h2, h3")]
    assert all(ids)
    assert len(ids) == len(set(ids)), "two headings share an anchor"
    assert [link["href"] for link in soup.select(".guide__contents a")] == [f"#{h['id']}" for h in text.select("h2")]
    written = re.findall(r"^#{2,3} (.+)$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [heading.get_text() for heading in text.select("h2, h3")] == written
    inside = [link["href"] for link in text.select("a[href^='#']")]
    assert {address.removeprefix("#") for address in inside} <= set(ids)


def test_every_link_opens_a_screen(staff: Client) -> None:
    text = BeautifulSoup(staff.get("/admin/guide/").content, "html.parser").select_one(".guide__text")
    others = [link["href"] for link in text.select("a:not([href^='#'])")]
    assert [address for address in others if not address.startswith("https://")] == []


def test_every_picture_is_there_described_small_and_used(staff: Client) -> None:
    text = BeautifulSoup(staff.get("/admin/guide/").content, "html.parser").select_one(".guide__text")
    shown = {Path(picture["src"]).name: picture for picture in text.select("img")}
    assert set(shown) == {file.name for file in PICTURES.iterdir()}
    for name, picture in shown.items():
        assert len(picture["alt"]) > 20, name
        response = staff.get(picture["src"])
        assert response["Content-Type"] == "image/webp"
        data = b"".join(response.streaming_content)
        assert len(data) <= MOST_BYTES, name
        with Image.open(PICTURES / name) as image:
            assert image.width <= 1280


@pytest.mark.parametrize("name", ["nothing.webp", "..webp", "editors.md"])
def test_no_other_file_is_sent(staff: Client, name: str) -> None:
    assert staff.get(f"/admin/guide/pictures/{name}").status_code == 404


def test_it_is_for_staff(client: Client) -> None:
    assert client.get("/admin/guide/").status_code == 302
    assert client.get("/admin/guide/pictures/dashboard.webp").status_code == 302

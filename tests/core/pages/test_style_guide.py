"""The style guide shows staff what the site is made of, and nobody else."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from core.design import body_map
from core.design.drawings import DRAWINGS
from core.design.templatetags.design_tags import ICONS
from core.pages.blocks import BodyStreamBlock
from core.pages.style_guide import style_guide
from home.models import HomePage
from tests.pages import make_image
from therapy.models import EvidenceLevel

ADDRESS = "/admin/style-guide/"


@pytest.fixture
def guide(home_page: HomePage, admin_user: User, rf: object) -> BeautifulSoup:
    request = rf.get(ADDRESS)  # type: ignore[attr-defined]
    request.user = admin_user
    return BeautifulSoup(style_guide(request).content, "html.parser")


def test_visitors_are_asked_to_log_in(client: Client, home_page: HomePage) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert "login" in response.url


def test_every_block_and_icon_is_there(guide: BeautifulSoup) -> None:
    titles = {heading.get_text() for heading in guide.select(".style-guide__block > h2")}
    assert titles == {block.label[:1].upper() + block.label[1:] for block in BodyStreamBlock().child_blocks.values()}
    icons = {item.get_text(strip=True) for item in guide.select(".style-guide__icons li")}
    assert icons == {path.stem for path in ICONS.glob("*.svg")}


def test_blocks_are_drawn_in_every_kind(guide: BeautifulSoup) -> None:
    for kind in ("information", "caution", "emergency"):
        assert guide.select_one(f".callout--{kind} .callout__title")
    assert guide.select_one(".steps__item")
    assert guide.select_one(".faq__item summary")
    assert guide.select_one("button[disabled]")
    assert "&lt;" not in guide.select_one(".style-guide").decode_contents()


def test_components_of_every_room_are_drawn_with_and_without_facts(guide: BeautifulSoup) -> None:
    full, bare = guide.select(".style-guide__part .location-card")
    assert full.select_one('a[href^="tel:"]')
    assert "About 5 miles away" in full.get_text()
    assert not bare.select_one(".actions")
    assert len(guide.select(".style-guide__part .evidence .evidence__picture")) == len(EvidenceLevel)
    assert len(guide.select(".style-guide__part .evidence-key__item .evidence__picture")) == len(EvidenceLevel)
    for part in (".finder .finder__error", ".filters select", ".references__item a", ".breadcrumbs [aria-current]"):
        assert guide.select_one(f".style-guide__part {part}"), part
    for part in (".card--drawn", ".news-item", ".opening-hours__row", ".contents", ".review"):
        assert guide.select_one(f".style-guide__part {part}"), part
    assert guide.select_one(".form__group--error .form__error")


def test_every_drawing_is_drawn(guide: BeautifulSoup) -> None:
    names = {element["aria-label"] for element in guide.select(".style-guide__block figure [aria-label]")}
    assert names >= {str(drawing.name) for drawing in DRAWINGS.values()}
    assert len(guide.select(".style-guide__swatches .body-map")) == len(body_map.REGIONS)
    assert guide.select_one(".style-guide__swatches .branch")
    assert guide.select_one(".style-guide__block .facts__people .people")


def test_places_of_photographs_are_shown_filled_and_empty(
    home_page: HomePage, admin_user: User, rf: object, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    make_image()
    request = rf.get(ADDRESS)  # type: ignore[attr-defined]
    request.user = admin_user
    html = BeautifulSoup(style_guide(request).content, "html.parser")
    for title, image in (
        ("Portrait on the home page", ".section__portrait"),
        ("Portrait in a list", ".card__portrait"),
        ("Photographs of a place", ".photos__image"),
    ):
        heading = html.find("h2", string=title)
        assert heading is not None, title
        filled, empty = heading.find_next_sibling().find_all("div", class_="style-guide__state", recursive=False)
        assert filled.select_one(image)
        assert not empty.select("img, svg.branch, picture")

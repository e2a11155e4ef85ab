"""Drawings that explain: well formed, small, named, without a color of their own, and true to what they stand for."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from core.design import body_map, people
from core.design.drawings import DRAWINGS
from core.pages.blocks import FactsBlock
from home.starter.conditions import CONDITIONS
from therapy import evidence
from therapy.evidence import EvidenceLevel

# Bytes of one drawing, before packing: a page of the site has about a kilobyte to spare once it is packed.
MOST_BYTES, MOST_BYTES_OF_A_MAP = 4600, 2500
FOLDER = Path(__file__).resolve().parents[3] / "core/design/templates/design/drawings"
# Parts that other drawings include.
PARTS = {"synapse"}

DRAWN = {name: render_to_string(f"design/drawings/{name}.html", {"name": str(d.name)}) for name, d in DRAWINGS.items()}
MAPS = {region: body_map.draw(region) for region in body_map.REGIONS}
PICTURES = {level.value: evidence.draw(level) for level in EvidenceLevel}
ALL = {**DRAWN, **MAPS, **PICTURES, "people": people.draw(people.Share(20, 46))}


def test_every_file_is_a_drawing_that_editors_can_choose() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == DRAWINGS.keys() | PARTS


@pytest.mark.parametrize("name", ALL)
def test_it_is_well_formed_and_takes_its_colors_from_the_tokens(name: str) -> None:
    root = ElementTree.fromstring(ALL[name])
    for element in root.iter():
        assert element.tag in {"svg", "path", "circle", "g", "text", "tspan", "ol", "li", "p", "b"}
        assert not element.attrib.keys() & {"style", "id", "onload"}
        for paint in ("fill", "stroke"):
            assert element.get(paint, "none") in {"none", "currentColor"}
    assert "#" not in ALL[name]


@pytest.mark.parametrize(
    "sheet", ["drawing", "drawing-frames", "body-map", "people", "evidence", "evidence-key", "branch"]
)
def test_styles_name_no_color(sheet: str) -> None:
    css = (Path(__file__).resolve().parents[3] / f"core/design/static/design/css/{sheet}.css").read_text("utf-8")
    for paint in re.findall(r"(?:fill|stroke|color|background):\s*([^;]+);", css):
        assert re.fullmatch(r"var\(--[\w-]+\)|none|currentColor|inherit", paint), paint


@pytest.mark.parametrize("name", [*DRAWN, *MAPS])
def test_it_is_small_and_says_what_it_shows(name: str) -> None:
    svg = ALL[name]
    assert len(svg) <= (MOST_BYTES if name in DRAWN else MOST_BYTES_OF_A_MAP)
    root = ElementTree.fromstring(svg)
    assert root.get("aria-label")
    if root.tag == "svg":
        assert root.get("role") == "img"
    else:
        assert all(inner.get("aria-hidden") == "true" for inner in root.iter("svg")), "the words are beside each frame"


@pytest.mark.parametrize("name", [*PICTURES, "people"])
def test_pictures_beside_their_words_are_hidden_from_screen_readers(name: str) -> None:
    assert ElementTree.fromstring(ALL[name]).get("aria-hidden") == "true"


# -- The map of the body ----------------------------------------------------------------------------------------------


def test_every_condition_marks_a_region_of_its_own() -> None:
    regions = {condition.slug: body_map.region_for(condition.slug) for condition in CONDITIONS}
    assert all(regions.values()), regions
    assert len(set(regions.values())) == len(CONDITIONS), regions
    assert len({str(MAPS[region]) for region in regions.values()}) == len(CONDITIONS)


@pytest.mark.parametrize(
    ("slug", "region"),
    [
        ("migraine", "head"),
        ("spine-pain", "spine"),
        ("crps", "arm"),
        ("rsd", "leg"),
        ("dolor-neuropatico", "hands-and-feet"),
        ("fibromialgia", "body"),
        ("sickle-cell", ""),
    ],
)
def test_the_slug_says_which_region(slug: str, region: str) -> None:
    assert body_map.region_for(slug) == region


def test_marks_stay_on_the_figure() -> None:
    for region, marked in body_map.REGIONS.items():
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", marked.spots):
            assert 0 < float(x) < body_map.WIDTH, region
            assert 0 < float(y) < body_map.HEIGHT, region


# -- People out of ten ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "low", "high", "words"),
    [
        ("About 70%", 70, 70, "About 7 in 10 people"),
        ("Cerca del 70 %", 70, 70, "About 7 in 10 people"),
        ("20% to 46%", 20, 46, "About 2 to 5 in 10 people"),
        ("20 % a 46 %", 20, 46, "About 2 to 5 in 10 people"),
        ("20–46%", 20, 46, "About 2 to 5 in 10 people"),
        ("7.5%", 7.5, 7.5, "About 1 in 10 people"),
        ("2%", 2, 2, "Fewer than 1 in 10 people"),
        ("98%", 98, 98, "More than 9 in 10 people"),
        ("12 in 100", 12, 12, "About 1 in 10 people"),
        ("12 de cada 100", 12, 12, "About 1 in 10 people"),
        ("100%", 100, 100, "About 10 in 10 people"),
    ],
)
def test_as_many_people_are_filled_as_the_figure_says(figure: str, low: float, high: float, words: str) -> None:
    share = people.share_of(figure)
    assert share == (low, high)
    assert people.words(share) == words
    root = ElementTree.fromstring(people.draw(share))
    assert root.find("path").get("d").count("M") == 10  # type: ignore[union-attr]
    widths = {part.find("path").get("class"): float(part.get("width")) for part in root.findall("svg")}  # type: ignore[union-attr, arg-type]
    assert widths["people__sure"] / people.CELL == pytest.approx(low / 10)
    assert widths.get("people__maybe", widths["people__sure"]) / people.CELL == pytest.approx(high / 10)


@pytest.mark.parametrize("figure", ["1970", "27 people", "No clear benefit", "120%", "46% to 20%", ""])
def test_no_share_no_people(figure: str) -> None:
    assert people.share_of(figure) is None


@pytest.mark.parametrize(("value", "good"), [("12 in 100", True), ("1970", False)])
def test_editors_are_told_where_people_cannot_be_drawn(value: str, good: bool) -> None:
    block = FactsBlock()
    fact = {"value": value, "label": "said so", "source": None, "note": "Ours", "people": True}
    given = block.to_python({"facts": [fact]})
    if good:
        assert "people__sure" in block.render(block.clean(given))
        return
    with pytest.raises(ValidationError):
        block.clean(given)
    assert "svg" not in block.render(given), "an old value never breaks the page"


# -- Evidence ---------------------------------------------------------------------------------------------------------


def test_the_picture_of_the_evidence_matches_its_word() -> None:
    filled = {level: picture.count("evidence__full") for level, picture in PICTURES.items()}
    assert filled["moderate"] > filled["limited"] > filled["very_limited"] > filled["none"] == 0
    assert len(set(PICTURES.values())) == len(EvidenceLevel), "no two words share a picture"
    assert all(picture.count("<path") == 4 for picture in PICTURES.values())
    assert filled["moderate"] < 4, "the last step is strong evidence, which none of them is"


def test_every_word_for_the_evidence_is_explained() -> None:
    assert len({str(level.meaning) for level in EvidenceLevel}) == len(EvidenceLevel)

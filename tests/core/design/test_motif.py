"""The drawn branch: always the same for a slug, different for another, small, and harmless inside a page."""

import re
from xml.etree import ElementTree

import pytest

from core.design import motif as branch

SLUGS = [
    "home",
    "therapy",
    "migraine",
    "chronic-spine-pain",
    "fibromyalgia",
    "neuropathic-pain",
    "crps",
    "rsd",
    "cancer-pain",
]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("kind", ["", "crown", "sprig"])
def test_fits_into_a_page(slug: str, kind: str) -> None:
    svg = branch.draw(slug, kind)
    assert len(svg) <= branch.MAX_BYTES
    root = ElementTree.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    tags = {element.tag for element in root.iter()}
    assert tags <= {"svg", "path"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert attributes <= {"class", "viewBox", "width", "height", "fill", "stroke", "aria-hidden", "d"}


def test_a_slug_always_has_the_same_branch() -> None:
    first = branch.draw("therapy")
    branch.draw.cache_clear()
    assert branch.draw("therapy") == first


def test_different_pages_have_different_branches() -> None:
    assert len({branch.draw(slug) for slug in SLUGS}) == len(SLUGS)


@pytest.mark.parametrize(
    ("slug", "part"),
    [
        ("migraine", "head"),
        ("chronic-spine-pain", "spine"),
        ("crps", "hand"),
        ("fibromyalgia", "body"),
        ("about-us", ""),
    ],
)
def test_the_slug_says_which_part_of_the_body(slug: str, part: str) -> None:
    assert branch.part_for(slug) == part
    assert ("branch__skin" in branch.draw(slug)) == bool(part)


def test_a_smaller_limit_is_kept() -> None:
    assert len(branch.draw("fibromyalgia", "", 960)) <= 960


@pytest.mark.parametrize("part", sorted(branch.SHAPES))
def test_twigs_stay_near_the_outline(part: str) -> None:
    """A twig may step over the edge by about a step, not run across the page."""
    svg = branch.draw("any", part)
    shape = branch.SHAPES[part]
    for x, y in re.findall(r"M(-?\d+) (-?\d+)h0", svg):
        assert -2 * shape.step <= int(x) <= shape.width + 2 * shape.step
        assert -2 * shape.step <= int(y) <= shape.height + 2 * shape.step


@pytest.mark.parametrize("seed", ['"><script>alert(1)</script>', "", "ü" * 300, "../../etc"])
def test_a_strange_slug_draws_only_a_branch(seed: str) -> None:
    svg = branch.draw(seed)
    assert "script" not in svg
    ElementTree.fromstring(svg)

"""The drawn branch: always the same for a slug, different for another, small, tapering, and harmless inside a page."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from core.design import motif as branch

SLUGS = ["home", "not-found", "therapy", "migraine", "chronic-spine-pain", "fibromyalgia", "crps", "rsd"]


@pytest.mark.parametrize("slug", SLUGS)
def test_fits_into_a_page(slug: str) -> None:
    svg = branch.draw(slug)
    assert len(svg) <= branch.MAX_BYTES
    root = ElementTree.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    tags = {element.tag for element in root.iter()}
    assert tags <= {"svg", "path"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert attributes <= {"class", "viewBox", "width", "height", "fill", "stroke", "aria-hidden", "d", "transform"}


def test_a_slug_always_has_the_same_branch() -> None:
    first = branch.draw("therapy")
    branch.draw.cache_clear()
    assert branch.draw("therapy") == first


def test_different_pages_have_different_branches() -> None:
    assert len({branch.draw(slug) for slug in SLUGS}) == len(SLUGS)


def test_a_smaller_limit_is_kept() -> None:
    assert len(branch.draw("fibromyalgia", 960)) <= 960


@pytest.mark.parametrize("slug", SLUGS)
def test_limbs_taper_to_a_twig_without_a_step(slug: str) -> None:
    limbs = branch.grown(slug).limbs
    assert limbs
    for _points, widths in limbs:
        assert widths[-1] == pytest.approx(branch.TWIG)
        for before, after in pairwise(widths):
            assert after <= before + 0.01, "a limb never grows thicker towards its tip"
            assert before - after <= branch.MOST / 2, "no sudden step"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_line_begins_on_another_one(slug: str) -> None:
    """A twig that begins beside its limb looks broken off."""
    drawn = branch.grown(slug)
    lines = [*(limb.points for limb in drawn.limbs), *drawn.twigs]
    curves = [limb.points for limb in branch.smooth_limbs(drawn)]
    for line in lines[1:]:
        nearest = min(math.dist(line[0], point) for curve in curves if curve[0] != line[0] for point in curve)
        shared = any(other is not line and other[0] == line[0] for other in lines)
        assert shared or nearest < 3


@pytest.mark.parametrize("slug", SLUGS)
def test_twigs_stay_near_the_crown(slug: str) -> None:
    """A twig may step over the edge by about a step, not run across the page."""
    shape = branch.CROWN
    for x, y in re.findall(r"M(-?\d+) (-?\d+)h0", branch.draw(slug)):
        assert -2 * shape.step <= int(x) <= shape.width + 2 * shape.step
        assert -2 * shape.step <= int(y) <= shape.height + 2 * shape.step


@pytest.mark.parametrize("seed", ['"><script>alert(1)</script>', "", "ü" * 300, "../../etc"])
def test_a_strange_slug_draws_only_a_branch(seed: str) -> None:
    svg = branch.draw(seed)
    assert "script" not in svg
    ElementTree.fromstring(svg)

"""The map of the body: one figure, on which each condition marks the region that is its own.

The figure is drawn by hand as half an outline (a person has two sides); curves and the other half are worked out once.
Which regions a condition marks follows from words in its slug, English or Spanish, so a new page has its map by itself.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

Point = tuple[float, float]

MIDDLE, WIDTH, HEIGHT = 50, 100, 236
# From the neck down the outer side of the arm, back up to the armpit, and down the leg to the crotch: how far from the
# middle, how far from the top.
HALF: tuple[Point, ...] = (
    (5, 26), (5.6, 36), (12, 41), (21, 44.5), (26.5, 52), (29, 64), (31.5, 83), (34.5, 98), (36.5, 110), (39.5, 118),
    (40, 127), (36.5, 132), (33.5, 125), (32, 111), (28.5, 98), (25, 83), (22.3, 66), (20.6, 60), (20, 70), (17.6, 86),
    (20, 104), (21.8, 122), (20.4, 146), (16.6, 165), (17.6, 181), (14.8, 202), (12, 217), (15.5, 226), (14, 231.5),
    (5.5, 231.5), (4.6, 218), (6, 200), (5, 182), (6, 165), (4.2, 146), (2, 124), (0, 113),
)  # fmt: skip
ELBOW, WRIST, FINGERS, INNER_WRIST, INNER_ELBOW = 6, 8, 11, 13, 15
ANKLE, INNER_ANKLE, SHIN, INNER_SHIN = 26, 30, 24, 32


def _curve(points: Sequence[Point], closed: bool = True) -> str:
    """Return a path through the points (Catmull-Rom, as cubic curves with one decimal)."""
    count = len(points)
    path = f"M{_number(points[0][0])} {_number(points[0][1])}"
    for i in range(count if closed else count - 1):
        (ax, ay), (bx, by) = points[i - 1 if closed or i else 0], points[i]
        (cx, cy), (dx, dy) = points[(i + 1) % count], points[(i + 2) % count if closed else min(i + 2, count - 1)]
        steps = ((cx - ax) / 6, (cy - ay) / 6, cx - (dx - bx) / 6 - bx, cy - (dy - by) / 6 - by, cx - bx, cy - by)
        path += "c" + " ".join(_number(step) for step in steps)
    return (path + "z" if closed else path).replace(" -", "-")


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _side(points: Sequence[Point], sign: int) -> list[Point]:
    return [(MIDDLE + sign * x, y) for x, y in points]


def _both(first: int, last: int) -> str:
    """Both sides' part of the outline, closed: hands, feet."""
    return "".join(_curve(_side(HALF[first : last + 1], sign)) for sign in (1, -1))


def _dots(*places: Point) -> str:
    """A spot at each place, and at its mirror image where it is not in the middle."""
    found = [(MIDDLE + sign * x, y) for x, y in places for sign in ((1, -1) if x else (1,))]
    return "".join(f"M{_number(x)} {_number(y)}h0" for x, y in found)


class Region(NamedTuple):
    """What a condition marks: what a screen reader says, the areas to fill and the spots to set, as path data."""

    name: Any
    areas: str = ""
    spots: str = ""


HEAD = "M50 2c7.5 0 11.5 5.5 11 13.5-.5 8.5-5 14.5-11 14.5s-10.5-6-11-14.5c-.5-8 3.5-13.5 11-13.5z"
FIGURE = _curve([*_side(HALF, 1), *_side(HALF[-2::-1], -1)])
REGIONS: dict[str, Region] = {
    "head": Region(_("one side of the head"), "M50 2c7.5 0 11.5 5.5 11 13.5-.3 5-2 9-4.5 11.5-3-7-5-16-6.5-25z"),
    "body": Region(_("all over the body")),  # the whole figure, by its class
    "hands-and-feet": Region(_("both hands and both feet"), _both(WRIST, INNER_WRIST) + _both(ANKLE, INNER_ANKLE)),
    "spine": Region(_("the neck and the back, along the spine"), spots=_dots(*((0, 36 + 7 * i) for i in range(11)))),
    "joints": Region(
        _("the joints"),
        spots=_dots((21.5, 51), (28.3, 83), (34.2, 110), (13, 110), (11, 164), (8.5, 218)),
    ),
    "arm": Region(_("one hand and forearm"), _curve(_side(HALF[ELBOW : INNER_ELBOW + 1], 1))),
    "leg": Region(_("one foot and lower leg"), _curve(_side(HALF[SHIN : INNER_SHIN + 1], -1))),
    "band": Region(_("a band on one side of the chest"), "M50 66c7 0 13 2 20.2 6l-1.4 13c-6-4-12-6-18.8-6z"),
    "trunk": Region(_("places in the chest, the belly and bones"), spots="M41 62h0M56 88h0M35 110h0M63 142h0"),
}
# Words in a slug, and the region that they name; the first that occurs counts.
WORDS = {
    "migra": "head", "headache": "head", "cefalea": "head",
    "spine": "spine", "back": "spine", "neck": "spine", "columna": "spine", "espalda": "spine",
    "fibromyalgia": "body", "fibromialgia": "body", "widespread": "body",
    "neuropat": "hands-and-feet", "nerve": "hands-and-feet",
    "crps": "arm", "complex-regional": "arm", "sdrc": "arm",
    "rsd": "leg", "sympathetic": "leg", "distrofia": "leg",
    "rheum": "joints", "arthritis": "joints", "joint": "joints", "reum": "joints", "artritis": "joints",
    "herpe": "band", "shingles": "band", "culebrilla": "band",
    "cancer": "trunk",
}  # fmt: skip


def region_for(slug: str) -> str:
    """Return the region that a slug names, or an empty string."""
    return next((region for word, region in WORDS.items() if word in slug.lower()), "")


def draw(region: str, decorative: bool = False) -> SafeString:
    """Return the figure with a region marked, as inline SVG: named for screen readers, or hidden where words say it."""
    marked = REGIONS[region]
    said = (
        mark_safe('aria-hidden="true"')
        if decorative
        else format_html('role="img" aria-label="{}"', _("Map of the body: %(region)s") % {"region": marked.name})
    )
    areas = format_html('<path class="body-map__area" d="{}"/>', marked.areas) if marked.areas else ""
    spots = format_html('<path class="body-map__spots" d="{}"/>', marked.spots) if marked.spots else ""
    return format_html(
        '<svg class="body-map body-map--{}{}" viewBox="0 0 {} {}" width="{}" height="{}" {}>'
        '<path class="body-map__skin" d="{}"/><path class="body-map__skin" d="{}"/>{}{}</svg>',
        region, "" if decorative else " body-map--large", WIDTH, HEIGHT, WIDTH, HEIGHT, said,
        FIGURE, HEAD, areas, spots,
    )  # fmt: skip

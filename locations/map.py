"""A map without a third party: the coast and state lines around the places, drawn as inline SVG."""

import json
import math
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.web.characters import xml_text

from .gazetteer import Position

GEODATA = Path(__file__).resolve().parent / "geodata" / "us_states.json"
WIDTH = 480
HEIGHT = 360
LEAST_SPAN = 2.2  # degrees of latitude: about 150 miles, so that the coast tells where one is
LETTER = 10.5  # pixels that a letter of a label takes, at most about: the reader's own sans serif, semibold, 17 px
LINE = 22  # pixels that a label is high
DOT = 7  # the radius of a place

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@cache
def outlines() -> dict[str, list[list[Point]]]:
    """Return the rings of each state as (longitude, latitude), read once per process."""
    data = json.loads(GEODATA.read_text(encoding="utf-8"))
    return {state: [[(lon, lat) for lon, lat in ring] for ring in rings] for state, rings in data.items()}


class View(NamedTuple):
    """The part of the globe that is drawn, in degrees, and how it becomes pixels (equirectangular)."""

    west: float
    north: float
    per_lon: float
    per_lat: float

    def pixel(self, point: Point) -> Point:
        """Return where a (longitude, latitude) lies in the drawing."""
        return ((point[0] - self.west) * self.per_lon, (self.north - point[1]) * self.per_lat)


def view_of(positions: Sequence[Position]) -> View:
    """Return the view that holds every position with room around, never closer than `LEAST_SPAN`."""
    lats = [position.latitude for position in positions]
    lons = [position.longitude for position in positions]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = math.cos(math.radians(middle_lat))
    span = max(LEAST_SPAN, (max(lats) - min(lats)) * 1.4, (max(lons) - min(lons)) * squeeze * 1.4 * HEIGHT / WIDTH)
    per_lat = HEIGHT / span
    per_lon = per_lat * squeeze
    return View(middle_lon - WIDTH / per_lon / 2, middle_lat + span / 2, per_lon, per_lat)


def _clip(ring: list[Point], left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Return the part of a ring inside a rectangle (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        clipped: list[Point] = []
        for start, end in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
            inside = [(point[axis] - limit) * sign >= 0 for point in (start, end)]
            if inside[0] != inside[1]:
                share = (limit - start[axis]) / (end[axis] - start[axis])
                clipped.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
            if inside[1]:
                clipped.append(end)
        ring = clipped
    return ring


@lru_cache(maxsize=64)
def land_path(view: View) -> str:
    """Return the path of all land in the view, in whole pixels, repeated points left out; the last views are kept."""
    path = ""
    for rings in outlines().values():
        for ring in rings:
            corners = _clip([view.pixel(point) for point in ring], -4, -4, WIDTH + 4, HEIGHT + 4)
            rounded = list(dict.fromkeys((round(x), round(y)) for x, y in corners))
            if len(rounded) > 2:
                path += "M" + "L".join(f"{x} {y}" for x, y in rounded) + "z"
    return path


def _boxes(point: Point, width: float) -> dict[str, Box]:
    """Return where a label of a width may stand around a dot, the best first: left, top, right, bottom of each."""
    x, y = point
    gap = DOT + 5
    side = (y - LINE / 2, y + LINE / 2)
    return {
        "start": (x + gap, side[0], x + gap + width, side[1]),
        "end": (x - gap - width, side[0], x - gap, side[1]),
        "middle below": (x - width / 2, y + gap, x + width / 2, y + gap + LINE),
        "middle above": (x - width / 2, y - gap - LINE, x + width / 2, y - gap),
    }


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def labels(points: Sequence[tuple[Point, str]]) -> list[tuple[str, Box] | None]:
    """Return for each dot how its label is anchored and the box that it takes; None where none fits.

    A label stays inside the frame and covers neither a dot nor another label. What has no label stands in the list.
    """
    taken = [(x - DOT, y - DOT, x + DOT, y + DOT) for (x, y), _title in points]
    found: list[tuple[str, Box] | None] = []
    for point, title in points:
        fitting = (
            (side.split()[0], box)
            for side, box in _boxes(point, len(title) * LETTER).items()
            if box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT
            if not any(_meet(box, other) for other in taken)
        )
        label = next(fitting, None)
        found.append(label)
        if label:
            taken.append(label[1])
    return found


def draw(places: Sequence[tuple[Position, str]], origin: Position | None = None) -> SafeString:
    """Return the map of ``places`` (position and title) as SVG; empty when there is none.

    It is one picture with a name; what it shows stands in the list beside it too.
    """
    if not places:
        return mark_safe("")
    shown = [position for position, _title in places] + ([origin] if origin else [])
    view = view_of(shown)
    points = [(view.pixel((position.longitude, position.latitude)), title) for position, title in places]
    dots = format_html_join(
        "",
        '<circle class="map__dot" cx="{}" cy="{}" r="{}"/>',
        ((round(x), round(y), DOT) for (x, y), _title in points),
    )
    words = format_html_join(
        "",
        '<text class="map__label" paint-order="stroke" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (round({"start": left, "end": right}.get(anchor, x)), round(top) + 17, anchor, xml_text(title))
            for ((x, _y), title), label in zip(points, labels(points), strict=True)
            if label
            for anchor, (left, top, right, _bottom) in [label]
        ),
    )
    here = mark_safe("")
    if origin:
        x, y = view.pixel((origin.longitude, origin.latitude))
        here = format_html('<circle class="map__here" cx="{}" cy="{}" r="6"/>', round(x), round(y))
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" fill="none" stroke="currentColor" role="img" aria-label="{}">'
        '<path class="map__land" d="{}"/>{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        _("Map of our locations. The list says the same in words."),
        land_path(view),
        here,
        dots,
        words,
    )

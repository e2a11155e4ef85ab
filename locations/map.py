"""A map without a third party: the coast and state lines around the places, drawn as inline SVG."""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .finder import Position

GEODATA = Path(__file__).resolve().parent / "geodata" / "us_states.json"
WIDTH = 480
HEIGHT = 360
LEAST_SPAN = 2.2  # degrees of latitude: about 150 miles, so that the coast tells where one is
MAX_LABELS = 12

Point = tuple[float, float]


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


def land_path(view: View) -> str:
    """Return the path of all land in the view, in whole pixels, repeated points left out."""
    path = ""
    for rings in outlines().values():
        for ring in rings:
            corners = _clip([view.pixel(point) for point in ring], -4, -4, WIDTH + 4, HEIGHT + 4)
            rounded = list(dict.fromkeys((round(x), round(y)) for x, y in corners))
            if len(rounded) > 2:
                path += "M" + "L".join(f"{x} {y}" for x, y in rounded) + "z"
    return path


def draw(places: Sequence[tuple[Position, str]], origin: Position | None = None) -> SafeString:
    """Return the map of ``places`` (position and title) as SVG; empty when there is none.

    It is one picture with a name; what it shows stands in the list beside it too.
    """
    if not places:
        return mark_safe("")
    shown = [position for position, _title in places] + ([origin] if origin else [])
    view = view_of(shown)
    marks = []
    middle = sum(view.pixel((position.longitude, 0))[0] for position, _title in places) / len(places)
    for number, (position, title) in enumerate(places):
        x, y = view.pixel((position.longitude, position.latitude))
        # Labels lean away from each other, and from the frame.
        to_the_left = x > WIDTH * 0.7 or (WIDTH * 0.4 < x < middle)
        anchor, shift = ("end", -12) if to_the_left else ("start", 12)
        label = title if number < MAX_LABELS else ""
        marks.append((round(x), round(y), round(x) + shift, round(y) + 5, anchor, label))
    dots = format_html_join(
        "",
        '<circle class="map__dot" cx="{}" cy="{}" r="7"/>'
        '<text class="map__label" paint-order="stroke" x="{}" y="{}" text-anchor="{}">{}</text>',
        marks,
    )
    here = mark_safe("")
    if origin:
        x, y = view.pixel((origin.longitude, origin.latitude))
        here = format_html('<circle class="map__here" cx="{}" cy="{}" r="6"/>', round(x), round(y))
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}"><path class="map__land" d="{}"/>{}{}</svg>',
        WIDTH,
        HEIGHT,
        _("Map of our locations. The list says the same in words."),
        land_path(view),
        here,
        dots,
    )

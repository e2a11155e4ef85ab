"""Finding the nearest place: ZIP codes and towns looked up offline, straight-line distances, nothing sent anywhere."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

import zipcodes
from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EARTH_RADIUS_MILES = 3958.8
PER_PAGE = 24
MAX_QUERY = 60
_ZIP = re.compile(r"^(\d{5})(?:-\d{4})?$")
_POSITION = re.compile(r"^(-?\d{1,2}(?:\.\d+)?),\s*(-?\d{1,3}(?:\.\d+)?)$")
_TOWN = re.compile(r"^([^\d,]+?)(?:,\s*|\s+)([A-Za-z]{2})$")
# How people write the first word of a town, and how the ZIP code list does.
_FULL_WORDS = {"st": "saint", "st.": "saint", "ft": "fort", "ft.": "fort", "mt": "mount", "mt.": "mount"}


class Position(NamedTuple):
    """A point on the globe in degrees, and what to call it."""

    latitude: float
    longitude: float
    name: str = ""


def miles_between(a: Position, b: Position) -> float:
    """Return the distance along the globe in miles (haversine formula)."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*a[:2], *b[:2]))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(half))


def find_zip(code: str) -> Position | None:
    """Return the middle of a five-digit ZIP code's area, or None when there is no such code."""
    rows = zipcodes.matching(code) if zipcodes.is_real(code) else []
    return _middle(rows, f"{rows[0]['city']}, {rows[0]['state']} {code}") if rows else None


def find_town(town: str, states: Iterable[str]) -> Position | None:
    """Return the middle of a town's ZIP codes in the first of ``states`` that has a town of that name."""
    first, _space, rest = town.strip().lower().partition(" ")
    words = f"{_FULL_WORDS.get(first, first)} {rest}".strip().split()
    name = " ".join(word.capitalize() for word in words)
    for state in states:
        if rows := zipcodes.filter_by(city=name, state=state.upper()):
            return _middle(rows, f"{name}, {state.upper()}")
    return None


def _middle(rows: Sequence[dict[str, Any]], name: str) -> Position:
    latitude = sum(float(row["lat"]) for row in rows) / len(rows)
    longitude = sum(float(row["long"]) for row in rows) / len(rows)
    return Position(latitude, longitude, name)


def parse_origin(text: str, states: Iterable[str]) -> Position | None:
    """Return where someone is from what they typed: a ZIP code, a town, "town, ST", or "latitude,longitude"."""
    text = " ".join(text.split())
    if match := _ZIP.match(text):
        return find_zip(match[1])
    if match := _POSITION.match(text):
        position = Position(float(match[1]), float(match[2]), _("your position"))
        return position if abs(position.latitude) <= 90 and abs(position.longitude) <= 180 else None
    if (match := _TOWN.match(text)) and (found := find_town(match[1], [match[2]])):
        return found
    return find_town(text, states) if text else None


def position_of(location: Any) -> Position | None:
    """Return where a place is: its own coordinates, else the middle of its ZIP code or town, else None."""
    if location.latitude is not None and location.longitude is not None:
        return Position(float(location.latitude), float(location.longitude), location.title)
    if location.postal_code and (found := find_zip(location.postal_code[:5])):
        return found
    return find_town(location.city, [location.state]) if location.city else None


@dataclass
class Finder:
    """The list of places as one visitor asked for it.

    ``query`` is what was typed; it is shown again, never stored. With an origin the places are sorted by distance and
    each gets ``distance_words``; places of unknown position come last.
    """

    locations: list[Any]
    query: str = ""
    page_number: str | int = 1

    def __post_init__(self) -> None:
        self.query = self.query[:MAX_QUERY].strip()
        self.positions = {location.pk: position_of(location) for location in self.locations}
        if self.origin:
            self._sort(self.origin)

    @cached_property
    def origin(self) -> Position | None:
        """Where the visitor is; None when nothing was typed or it is not known."""
        states = list(dict.fromkeys(location.state for location in self.locations if location.state))
        return parse_origin(self.query, states) if self.query else None

    @property
    def useful(self) -> bool:
        """Whether there is anything to choose between: two places whose position is known."""
        return sum(position is not None for position in self.positions.values()) > 1

    @property
    def error(self) -> str:
        """What to tell someone whose words were not understood; empty otherwise."""
        if not self.query or self.origin:
            return ""
        return _("We do not know this place. Enter a five-digit ZIP code, or a town such as “Middleburg, FL”.")

    @cached_property
    def page(self) -> Page:
        """The places to show, at most `PER_PAGE`; a page number out of range shows the last page."""
        return Paginator(self.locations, PER_PAGE).get_page(self.page_number)

    @property
    def previous_url(self) -> str:
        """The query of the page before, the search kept."""
        return self._page_url(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The query of the page after, the search kept."""
        return self._page_url(self.page.next_page_number()) if self.page.has_next() else ""

    def _page_url(self, number: int) -> str:
        return "?" + urlencode({**({"near": self.query} if self.query else {}), "page": number})

    def _sort(self, origin: Position) -> None:
        miles = {pk: miles_between(origin, position) for pk, position in self.positions.items() if position}
        self.locations = sorted(self.locations, key=lambda location: miles.get(location.pk, math.inf))
        for location in self.locations:
            if location.pk in miles:
                count = max(1, round(miles[location.pk]))
                words = ngettext("About %(count)d mile away", "About %(count)d miles away", count)
                location.distance_words = words % {"count": count}

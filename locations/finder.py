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


class Spot(NamedTuple):
    """A place as the finder needs it."""

    pk: int
    title: str
    state: str
    position: Position | None


def position_of(title: str, latitude: Any, longitude: Any, postal_code: str, city: str, state: str) -> Position | None:
    """Return where a place is: its own coordinates, else the middle of its ZIP code or town, else None."""
    if latitude is not None and longitude is not None:
        return Position(float(latitude), float(longitude), title)
    if postal_code and (found := find_zip(postal_code[:5])):
        return found
    return find_town(city, [state]) if city else None


@dataclass
class Finder:
    """The list of places as one visitor asked for it.

    ``query`` is what was typed; it is shown again, never stored. With an origin the places are sorted by distance;
    those of unknown position come last.
    """

    spots: Sequence[Spot]
    query: str = ""
    page_number: str | int = 1

    def __post_init__(self) -> None:
        self.query = self.query[:MAX_QUERY].strip()
        self.miles: dict[int, float] = {}
        if origin := self.origin:
            self.miles = {spot.pk: miles_between(origin, spot.position) for spot in self.spots if spot.position}
            self.spots = sorted(self.spots, key=lambda spot: self.miles.get(spot.pk, math.inf))

    @cached_property
    def origin(self) -> Position | None:
        """Where the visitor is; None when nothing was typed or it is not known."""
        states = list(dict.fromkeys(spot.state for spot in self.spots if spot.state))
        return parse_origin(self.query, states) if self.query else None

    @property
    def useful(self) -> bool:
        """Whether there is anything to choose between: two places whose position is known."""
        return sum(spot.position is not None for spot in self.spots) > 1

    @property
    def error(self) -> str:
        """What to tell someone whose words were not understood; empty otherwise."""
        if not self.query or self.origin:
            return ""
        return _("We do not know this place. Enter a five-digit ZIP code, or a town such as “Middleburg, FL”.")

    @cached_property
    def page(self) -> Page:
        """The spots to show, at most `PER_PAGE`; a page number out of range shows the last page."""
        return Paginator(self.spots, PER_PAGE).get_page(self.page_number)

    def distance_words(self, pk: int) -> str:
        """How far a place is, in words; empty where that is not known."""
        if pk not in self.miles:
            return ""
        count = max(1, round(self.miles[pk]))
        return ngettext("About %(count)d mile away", "About %(count)d miles away", count) % {"count": count}

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

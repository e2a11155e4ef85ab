"""Finding the nearest place: ZIP codes and towns looked up offline, straight-line distances, nothing sent anywhere."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .gazetteer import SAME_TOWN_MILES, Position, find_towns, find_zip, miles_between
from .origins import Origin, read_origin

PER_PAGE = 24
# A whole street address.
MAX_QUERY = 120
_AND = re.compile(r"\s*(?:/|&|\band\b)\s*")


class Spot(NamedTuple):
    """A place as the finder needs it."""

    pk: int
    title: str
    state: str
    position: Position | None


def position_of(title: str, latitude: Any, longitude: Any, postal_code: str, city: str, state: str) -> Position | None:
    """Return where a place is: its own coordinates, else the middle of its ZIP code or town, else None.

    A town's name that several towns of the state have says nothing about where it is. Without a town, the place lies
    between those that its title names, such as "Middleburg / Orange Park".
    """
    if latitude is not None and longitude is not None:
        return Position(float(latitude), float(longitude), title)
    if (area := find_zip(postal_code[:5])) and area.position:
        return area.position
    if city:
        return _town(city, state)
    return _between(title, state)


def _town(name: str, state: str) -> Position | None:
    towns = find_towns(name, state)
    return towns[0].position if len(towns) == 1 else None


def _between(title: str, state: str) -> Position | None:
    """Return the middle of the neighboring towns that a title names; one name alone may be a neighborhood's."""
    towns = [_town(name, state) for name in _AND.split(title)]
    known = [town for town in towns if town]
    if len(known) < max(2, len(towns)) or any(miles_between(known[0], town) > SAME_TOWN_MILES for town in known):
        return None
    return Position(fmean(town.latitude for town in known), fmean(town.longitude for town in known), title)


@dataclass
class Finder:
    """The list of places as one visitor asked for it.

    ``query`` is what was typed; it is shown again, never stored. With an origin the places are sorted by distance;
    those of unknown position come last.
    """

    spots: Sequence[Spot]
    query: str = ""
    page_number: int = 1

    def __post_init__(self) -> None:
        self.query = self.query[:MAX_QUERY].strip()
        self.miles: dict[int, float] = {}
        if origin := self.origin:
            self.miles = {spot.pk: miles_between(origin, spot.position) for spot in self.spots if spot.position}
            self.spots = sorted(self.spots, key=lambda spot: self.miles.get(spot.pk, math.inf))

    @cached_property
    def _read(self) -> Origin:
        if not self.query:
            return Origin()
        states = list(dict.fromkeys(spot.state for spot in self.spots if spot.state))
        return read_origin(self.query, states, [spot.position for spot in self.spots if spot.position])

    @property
    def origin(self) -> Position | None:
        """Where the visitor is; None when nothing was typed or it is not known."""
        return self._read.position

    @property
    def others(self) -> list[tuple[str, str]]:
        """What else the words may mean, each with the query that asks for it."""
        return [(place.name, "?" + urlencode({"near": place.query})) for place in self._read.others]

    @property
    def useful(self) -> bool:
        """Whether there is anything to choose between: two places, and a position to measure to."""
        return len(self.spots) > 1 and any(spot.position for spot in self.spots)

    @property
    def some_unplaced(self) -> bool:
        """Whether the position of a place is not known, so that nobody takes the last for the farthest."""
        return any(spot.position is None for spot in self.spots)

    @property
    def error(self) -> str:
        """What to tell someone whose words were not understood; empty otherwise."""
        if not self.query or self.origin:
            return ""
        if self._read.unplaced:
            return _(
                "We know %(place)s, but not where on the map it is. Enter the ZIP code of a home nearby, or a town "
                "such as “Middleburg, FL”."
            ) % {"place": self._read.unplaced}
        return _("We do not know this place. Enter a five-digit ZIP code, or a town such as “Middleburg, FL”.")

    @cached_property
    def paginator(self) -> Paginator:
        """The spots in pages."""
        return Paginator(self.spots, PER_PAGE)

    @cached_property
    def page(self) -> Page:
        """The spots to show, at most `PER_PAGE`."""
        return self.paginator.page(self.page_number)

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

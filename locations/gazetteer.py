"""Where ZIP codes and towns lie: the list of `zipcodes`, asked offline, and never believed where it knows no position.

Rows at 0,0 (military post offices, some of single companies) have no position; they count in no average. A town's other
names (the list's "acceptable" and "unacceptable" ones) are known too: ZIP code 32081 is the "Town Of Nocatee".
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from rapidfuzz import fuzz, process

from locations import zip_codes
from locations.zip_codes import Area

EARTH_RADIUS_MILES = 3958.8
# Rows of one name further apart than this, and in different counties, are different towns.
SAME_TOWN_MILES = 25
# A town with fewer rows than one in so many of its namesake's is part of that: an airport, a space center.
SMALL_PART = 10
# Towns of other states are as good as the clinic's own up to here.
NEARBY_MILES = 150
# States whose names are kept at once; the clinic's own and its neighbors are asked for the most.
STATES_KEPT = 8
# How much alike two spellings are, of 100, and how many letters that takes.
SIMILAR = 82
SHORTEST_GUESS = 4
MOST_SIMILAR = 3
_ZIP = re.compile(r"[0-9]{5}")
_TOWN_OF = re.compile(r"^(?:town|tn|city|village) of ", re.IGNORECASE)
# How the words of names are shortened.
_SHORT_WORDS = (
    "st=saint ste=sainte ft=fort mt=mount mtn=mountain pt=port pk=park bch=beach spg=spring spgs=springs hts=heights "
    "is=island isle=island n=north s=south e=east w=west lk=lake jct=junction vlg=village ctr=center co=county"
)
_FULL_WORDS: dict[str, str] = dict(pair.split("=") for pair in _SHORT_WORDS.split())


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


class Place(NamedTuple):
    """A ZIP code's area or a town: what to call it, how to ask for it again, and where it lies, if that is known."""

    name: str
    query: str
    position: Position | None
    state: str = ""


class _Entry(NamedTuple):
    """One name of one ZIP code: how it is written, whether it is the first of its names, and where it lies."""

    name: str
    is_first: bool
    code: str
    county: str
    point: Position | None


def _point(area: Area) -> Position | None:
    return Position(area.latitude, area.longitude) if area.latitude or area.longitude else None


def find_zip(code: str) -> Place | None:
    """Return the area of a ZIP code of five ASCII digits, None when there is no such code."""
    areas = zip_codes.with_code(code) if _ZIP.fullmatch(code) else []
    if not areas:
        return None
    name = code if areas[0].is_military else f"{areas[0].city}, {areas[0].state} {code}"
    point = _point(areas[0])
    return Place(name, code, point and point._replace(name=name), areas[0].state)


def name_key(name: str) -> str:
    """Return a town's name in the one form that all its spellings share: "Ft. Mc Coy" and "fort mccoy" are the same."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-/,.]", " ", plain)).split()
    written_out = [_FULL_WORDS.get(word, word) for word in words]
    return "".join(written_out[1:] if written_out[:1] == ["the"] else written_out)


@lru_cache(maxsize=STATES_KEPT)
def _names_in(state: str) -> dict[str, list[_Entry]]:
    """Every name of a state's towns and counties, by its key; a few hundred kilobytes, made when first asked for."""
    names: dict[str, list[_Entry]] = {}
    for area in zip_codes.in_state(state):
        written = (area.city, *area.other_names, area.county)
        for number, name in enumerate(dict.fromkeys(_TOWN_OF.sub("", name) for name in written if name)):
            entry = _Entry(name, number == 0, area.code, area.county, _point(area))
            names.setdefault(name_key(name), []).append(entry)
    return names


@lru_cache(maxsize=64)
def _states_around(latitude: int, longitude: int) -> frozenset[str]:
    center = Position(latitude, longitude)
    areas = zip_codes.around(latitude, longitude, NEARBY_MILES)
    return frozenset(
        area.state for area in areas if miles_between(center, Position(area.latitude, area.longitude)) <= NEARBY_MILES
    )


def neighbors(near: Sequence[Position]) -> list[str]:
    """Return the states that towns close to some positions may be in."""
    cells = {(round(position.latitude), round(position.longitude)) for position in near}
    return sorted({state for cell in cells for state in _states_around(*cell)})


def _miles_to_nearest(position: Position | None, near: Sequence[Position]) -> float:
    return min((miles_between(position, other) for other in near), default=0.0) if position else math.inf


def _apart(entries: Iterable[_Entry]) -> list[list[_Entry]]:
    """The entries of one name, those of different towns apart; what has no position is left out."""
    towns: list[list[_Entry]] = []
    for entry in sorted(entries, key=lambda entry: not entry.is_first):
        if entry.point is None:
            continue
        for town in towns:
            first = town[0]
            same_county = bool(entry.county) and entry.county == first.county
            if first.point and (same_county or miles_between(entry.point, first.point) < SAME_TOWN_MILES):
                town.append(entry)
                break
        else:
            towns.append([entry])
    most = max(map(len, towns), default=0)
    return [town for town in towns if len(town) * SMALL_PART > most]


def _place(town: list[_Entry], state: str, ambiguous: bool) -> Place:
    """A town in the middle of the ZIP codes that are its own, or of those that it has a part of."""
    own = [entry for entry in town if entry.is_first] or town
    fullest = max(own, key=lambda entry: len(entry.name))
    name = f"{fullest.name}, {state}"
    query = fullest.code if ambiguous else name
    if ambiguous and fullest.county:
        name = f"{name} ({fullest.county})"
    points = [entry.point for entry in own if entry.point]
    middle = Position(median(p.latitude for p in points), median(p.longitude for p in points), name)
    return Place(name, query, middle, state)


def find_towns(town: str, state: str, near: Sequence[Position] = ()) -> list[Place]:
    """Return the towns of a name in a state, the one closest to `near` first; one without a position alone."""
    entries = _names_in(state.upper()).get(name_key(town), [])
    if not entries:
        return []
    towns = _apart(entries)
    if not towns:
        name = f"{entries[0].name}, {state.upper()}"
        return [Place(name, name, None, state.upper())]
    found = [_place(each, state.upper(), len(towns) > 1) for each in towns]
    return sorted(found, key=lambda place: _miles_to_nearest(place.position, near))


def find_town(town: str, states: Iterable[str], near: Sequence[Position] = ()) -> Position | None:
    """Return the middle of a town in the first of `states` that has one of that name, None when none has."""
    found = (place.position for state in states for place in find_towns(town, state, near))
    return next((position for position in found if position), None)


def find_nearby(town: str, states: Sequence[str], near: Sequence[Position]) -> list[Place]:
    """Return the towns of a name in `states`, else those of other states close to `near`; the closest one first."""

    def miles(place: Place) -> float:
        return _miles_to_nearest(place.position, near)

    if own := [place for state in states for place in find_towns(town, state)]:
        return sorted(own, key=miles)
    others = [place for state in neighbors(near) for place in find_towns(town, state)]
    return sorted((place for place in others if miles(place) <= NEARBY_MILES), key=miles)


def suggest(town: str, states: Sequence[str], near: Sequence[Position]) -> list[Place]:
    """Return what somebody may have meant: towns close by that are spelled much the same, or of that name far away."""
    key = name_key(town)
    if len(key) < SHORTEST_GUESS:
        return []
    found: dict[Place, float] = {}
    for state in dict.fromkeys((*states, *neighbors(near))):
        names = _names_in(state)
        for name, score, _number in process.extract(key, list(names), scorer=fuzz.ratio, score_cutoff=SIMILAR):
            found |= {place: -score for place in find_towns(names[name][0].name, state, near) if place.position}
    found |= dict.fromkeys(_far_towns(town), -100.0)

    def likely_first(place: Place) -> tuple[float, float]:
        return found[place], _miles_to_nearest(place.position, near)

    return sorted(found, key=likely_first)[:MOST_SIMILAR]


def _far_towns(town: str) -> list[Place]:
    """The towns of a name all over the country, without making the index of each state."""
    by_state: dict[str, list[_Entry]] = {}
    for area in zip_codes.in_city(" ".join(word.capitalize() for word in town.split())):
        entry = _Entry(area.city, True, area.code, area.county, _point(area))
        by_state.setdefault(area.state, []).append(entry)
    return [
        _place(each, state, len(towns) > 1)
        for state, entries in by_state.items()
        for towns in [_apart(entries)]
        for each in towns
    ]

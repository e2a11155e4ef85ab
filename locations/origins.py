"""Reads where somebody is from what they typed: a ZIP code anywhere in it, a town, a whole address, a position.

What is not clear is asked, never guessed: a town's namesakes and likely spellings are offered beside the answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .gazetteer import Place, Position, find_nearby, find_towns, find_zip, suggest
from .states import LONGEST_STATE, STATES

# As browsers and map apps write it: 30.19,-81.55 or 30.19° N, 81.55° W.
_POSITION = re.compile(
    r"(-?[0-9]{1,2}(?:\.[0-9]+)?)°?\s*([ns])?(?:\s*[,;]\s*|\s+)(-?[0-9]{1,3}(?:\.[0-9]+)?)°?\s*([ew])?", re.IGNORECASE
)
# Five digits, with the four of a ZIP+4 or without, that are no part of a longer number.
_ZIP = re.compile(r"(?<![0-9.])(?<![0-9]-)([0-9]{5})(?:[ \-–]?[0-9]{4})?(?![0-9])")
_UNFINISHED_ZIP = re.compile(r"(?<=[A-Za-z.])[\s,]+[0-9\-]+\s*$")
_LETTER_O = re.compile(r"(?<=[0-9])[oO](?=[0-9oO])|(?<=[0-9][oO])[oO](?=[0-9])")
_COUNTRY = re.compile(
    r"[\s,]+(?:u\.?s\.?(?:a\.?)?|united states(?: of america)?|ee\.? ?uu\.?|estados unidos)$", re.IGNORECASE
)
# The words around a town's name that say nothing about which one it is.
_BEFORE = re.compile(
    r"^(?:(?:i am|i live|we live|from|near|nearby|around|by|close to|in|at|the|cerca de|en|city of|town of) )+",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?: (?:area|in|zip|zip code|near))+$", re.IGNORECASE)
_STREET = re.compile(
    r"\S\s+(?:st|street|ave?|avenue|blvd|boulevard|rd|road|dr|drive|ln|lane|ct|court|way|pkwy|parkway|hwy|highway|trl|trail"
    r"|cir|circle|pl|place|ter|terrace|loop|sq|square|pike|run|cv|cove|us|sr|cr|calle)\b",
    re.IGNORECASE,
)
MOST_OTHERS = 3


@dataclass(frozen=True)
class Origin:
    """Where somebody is, as far as that is known.

    `position` to measure from, None when there is none; `unplaced` names what is known but has no position; `others`
    are what else the words may mean.
    """

    position: Position | None = None
    unplaced: str = ""
    others: tuple[Place, ...] = ()


def read_origin(text: str, states: Sequence[str] = (), near: Sequence[Position] = ()) -> Origin:
    """Return where somebody is who typed `text`; towns of `states` and those close to `near` are thought of first."""
    text = " ".join(re.sub(r"[()\[\]\"]", " ", text).split())
    if match := _POSITION.fullmatch(text):
        return Origin(_position(*match.groups(default="")))
    text = _COUNTRY.sub("", _LETTER_O.sub("0", text))
    zips = [(match, place) for match in _ZIP.finditer(text) if (place := find_zip(match[1]))]
    words = _UNFINISHED_ZIP.sub("", _ZIP.sub(" ", text))
    found: list[Place] | None = None
    for match, place in reversed(zips):
        rest = text[match.end() :]
        if match.start() > 0 or not _is_house_number(place, rest, words, near):
            if place.position:
                return Origin(place.position)
            found = found or [place]
    towns = _towns(words, states, near)
    if towns and towns[0].position:
        return Origin(towns[0].position, others=tuple(towns[1 : 1 + MOST_OTHERS]))
    if unplaced := (found or towns):
        return Origin(unplaced=unplaced[0].name)
    return Origin(others=tuple(_guesses(words, states, near)))


def _position(latitude: str, north: str, longitude: str, east: str) -> Position | None:
    point = Position(
        -float(latitude) if north in {"s", "S"} else float(latitude),
        -float(longitude) if east in {"w", "W"} else float(longitude),
        _("your position"),
    )
    return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None


def _is_house_number(place: Place, rest: str, words: str, near: Sequence[Position]) -> bool:
    """Whether five digits at the start of an address are a house's: 10151 Deerwood Park Blvd, Jacksonville."""
    if not re.search(r"[^\W\d_]{2}", rest) or any(
        towns[0].state == place.state for towns in _readings(words, [], near)
    ):
        return False
    return bool(_STREET.search(rest)) or "," in rest.lstrip(" ,")


def _towns(words: str, states: Sequence[str], near: Sequence[Position]) -> list[Place]:
    """The towns that the words name in the first way to read them that makes sense; none where none does."""
    return next(_readings(words, states, near), [])


def _readings(words: str, states: Sequence[str], near: Sequence[Position]) -> Iterator[list[Place]]:
    for name, state in _name_and_state(words):
        for town in _names_within(name):
            if towns := find_towns(town, state, near) if state else find_nearby(town, states, near):
                yield towns


def _tidy(text: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", text.strip(" ,.;:-")))


def _name_and_state(words: str) -> Iterator[tuple[str, str]]:
    """The ways to take a state off the words: none, at their end, at their start; codes of the states, "" for none."""
    words = _tidy(" ".join(words.split()))
    yield words, ""
    parts = words.replace(",", " , ").split()
    plain = [part.replace(".", "").lower() for part in parts]
    for count in range(min(LONGEST_STATE, len(parts) - 1), 0, -1):
        if state := STATES.get(" ".join(plain[-count:])):
            yield _tidy(" ".join(parts[:-count])), state
        if state := STATES.get(" ".join(plain[:count])):
            yield _tidy(" ".join(parts[count:])), state


def _names_within(name: str) -> Iterator[str]:
    """What may be the town in a name: all of it, its last part, and behind a street the last words."""
    yield name
    parts = [part.strip() for part in name.split(",") if part.strip()]
    yield from reversed(parts[1:])
    last = parts[-1] if parts else ""
    if any(character.isdigit() for character in name) or _STREET.search(name):
        steps = last.split()
        yield from (" ".join(steps[start:]) for start in range(1, len(steps)))


def _guesses(words: str, states: Sequence[str], near: Sequence[Position]) -> list[Place]:
    """What may have been meant by words that name no town."""
    *_others, (name, state) = [(words, ""), *((name, state) for name, state in _name_and_state(words) if state)][:2]
    return suggest(name, [state], []) if state else suggest(_tidy(name), states, near)

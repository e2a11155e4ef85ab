"""What Google says against what the site says, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.phones import format_phone
from locations.hours import Period, date_range_words, times_words
from locations.states import STATES

from . import columns
from .facts import PlaceFacts
from .google_file import Cells, phone_of, street_key
from .google_hours import UnreadableCell, read_day, read_special, special_by_day

#: Special days further ahead than this are not compared.
DAYS_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that both sides say. `site` and `google` give something to compare, None when that side is silent.

    `site_words` and `google_words` are for people. `columns` are those that a file must have for a comparison.
    `not_taken` says why Google's side cannot be taken over here.
    """

    key: str
    label: str | Promise
    columns: tuple[str, ...]
    site: Callable[[PlaceFacts], Any]
    google: Callable[[Cells, date], Any]
    site_words: Callable[[PlaceFacts], str]
    google_words: Callable[[Cells, date], str]
    not_taken: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two sides say differently. `problem` names a cell that cannot be read."""

    subject: Subject
    site: str
    google: str
    can_take: bool
    why_not: str
    problem: str = ""


def compare(facts: PlaceFacts, cells: Cells) -> Iterator[Difference]:
    """Everything that Google's row says differently from the site. What the file has no column for is left out."""
    for subject in SUBJECTS:
        if not all(column in cells for column in subject.columns):
            continue
        site = subject.site(facts)
        try:
            google = subject.google(cells, facts.today)
            words = subject.google_words(cells, facts.today)
        except UnreadableCell as cell:
            problem = _("We cannot read what Google's file has here: %(cell)s") % {"cell": str(cell)[:200]}
            yield Difference(subject, subject.site_words(facts), "", False, "", problem)
            continue
        if site == google:
            continue
        why_not = str(subject.not_taken) or ("" if google is not None else _("Google has nothing to take over."))
        yield Difference(subject, subject.site_words(facts), words, not why_not, why_not)


def not_compared(cells: Cells) -> list[str]:
    """What a file has no columns for."""
    return [str(subject.label) for subject in SUBJECTS if not all(column in cells for column in subject.columns)]


# -- Each subject ------------------------------------------------------------------------------------------------------


def _one_line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _cell(column: str) -> Callable[[Cells, date], str | None]:
    return lambda cells, today: _one_line(cells[column])


def _words(column: str) -> Callable[[Cells, date], str]:
    return lambda cells, today: cells[column]


def google_address(cells: Cells) -> tuple[list[str], str, str, str]:
    """Lines, city, state and ZIP code of a row; the state in two letters where we know it."""
    names = (columns.STREET, columns.LINE_2, *columns.MORE_LINES)
    lines = [line for name in names if (line := cells.get(name, "").strip())]
    state = cells[columns.STATE].strip()
    return lines, cells[columns.CITY].strip(), STATES.get(state.casefold().replace(".", ""), state), _zip(cells)


def _zip(cells: Cells) -> str:
    code = cells[columns.POSTAL_CODE].strip()
    # A spreadsheet that took a ZIP code for a number has lost its leading zeros.
    return code.zfill(5) if code.isascii() and code.isdigit() and len(code) < 5 else code


def _address_key(lines: list[str], city: str, state: str, postal_code: str) -> tuple[str, ...] | None:
    if not lines:
        return None
    return street_key(" ".join(lines)), street_key(city), state.upper(), postal_code[:5]


def _address_words(lines: list[str], city: str, state: str, postal_code: str) -> str:
    place = " ".join(part for part in (f"{city}, {state}" if city else state, postal_code) if part)
    return "\n".join([*lines, place]) if lines else ""


def _site_address(facts: PlaceFacts) -> tuple[list[str], str, str, str]:
    lines = [line for line in (facts.street, facts.line_2) if line]
    return lines, facts.city, facts.state, facts.postal_code


def _google_phone(cells: Cells, today: date) -> str | None:
    if not cells[columns.PHONE]:
        return None
    number = phone_of(cells[columns.PHONE])
    if not number:
        raise UnreadableCell(cells[columns.PHONE])
    return number


def _link(url: str) -> str | None:
    """An address without what marks campaigns, which is no other page."""
    if not url.strip():
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
    return f"{parts.scheme}://{parts.netloc.casefold()}{parts.path.rstrip('/')}?{query}"


def google_week(cells: Cells) -> tuple[tuple[Period, ...], ...] | None:
    """The week from Monday on; None when the row has no hours at all. Raises UnreadableCell."""
    if not any(cells[column] for column in columns.HOURS_COLUMNS):
        return None
    week: list[tuple[Period, ...]] = [()] * 7
    for column, weekday in columns.HOURS_COLUMNS.items():
        try:
            week[weekday] = read_day(cells[column])
        except UnreadableCell as cell:
            raise UnreadableCell(f"{WEEKDAYS[weekday]}, {cell}") from cell
    return tuple(week)


def _week_words(week: tuple[tuple[Period, ...], ...] | None) -> str:
    if not week:
        return ""
    return "\n".join(f"{WEEKDAYS[day]}: {', '.join(times_words(periods))}" for day, periods in enumerate(week))


def google_special(cells: Cells, today: date) -> dict[date, tuple[Period, ...]] | None:
    """The special days of a row that are not over; None when there are none. Raises UnreadableCell."""
    found = read_special(cells[columns.SPECIAL_HOURS])
    return {day: found[day] for day in sorted(found) if 0 <= (day - today).days < DAYS_AHEAD} or None


def _site_special(facts: PlaceFacts) -> dict[date, tuple[Period, ...]] | None:
    return special_by_day(facts.hours, facts.today, DAYS_AHEAD) or None


def _special_words(days: dict[date, tuple[Period, ...]] | None) -> str:
    lines: list[tuple[date, date, tuple[Period, ...]]] = []
    for day, periods in (days or {}).items():
        if lines and lines[-1][2] == periods and (day - lines[-1][1]).days == 1:
            lines[-1] = (lines[-1][0], day, periods)
        else:
            lines.append((day, day, periods))
    return "\n".join(f"{date_range_words(first, last)}: {', '.join(times_words(p))}" for first, last, p in lines)


SUBJECTS = (
    Subject(
        key="store_code",
        label=gettext_lazy("Store code"),
        columns=(columns.STORE_CODE,),
        site=lambda facts: _one_line(facts.store_code),
        google=_cell(columns.STORE_CODE),
        site_words=lambda facts: facts.store_code,
        google_words=_words(columns.STORE_CODE),
    ),
    Subject(
        key="name",
        label=gettext_lazy("Name"),
        columns=(columns.NAME,),
        site=lambda facts: _one_line(facts.name),
        google=_cell(columns.NAME),
        site_words=lambda facts: facts.name,
        google_words=_words(columns.NAME),
        not_taken=gettext_lazy(
            "The name is the clinic's own, for all places: Settings > Clinic. Or change it on Google."
        ),
    ),
    Subject(
        key="address",
        label=gettext_lazy("Address"),
        columns=(columns.STREET, columns.CITY, columns.STATE, columns.POSTAL_CODE),
        site=lambda facts: _address_key(*_site_address(facts)),
        google=lambda cells, today: _address_key(*google_address(cells)),
        site_words=lambda facts: _address_words(*_site_address(facts)),
        google_words=lambda cells, today: _address_words(*google_address(cells)),
    ),
    Subject(
        key="phone",
        label=gettext_lazy("Phone"),
        columns=(columns.PHONE,),
        site=lambda facts: facts.phone or None,
        google=_google_phone,
        site_words=lambda facts: format_phone(facts.phone) if facts.phone else "",
        google_words=lambda cells, today: format_phone(number) if (number := _google_phone(cells, today)) else "",
    ),
    Subject(
        key="website",
        label=gettext_lazy("Link"),
        columns=(columns.WEBSITE,),
        site=lambda facts: _link(facts.website),
        google=lambda cells, today: _link(cells[columns.WEBSITE]),
        site_words=lambda facts: facts.website,
        google_words=_words(columns.WEBSITE),
        not_taken=gettext_lazy("The link is this place's own page. Change it on Google."),
    ),
    Subject(
        key="hours",
        label=gettext_lazy("Weekly hours"),
        columns=tuple(columns.HOURS_COLUMNS),
        site=lambda facts: facts.hours.week if facts.hours.is_known else None,
        google=lambda cells, today: google_week(cells),
        site_words=lambda facts: _week_words(facts.hours.week if facts.hours.is_known else None),
        google_words=lambda cells, today: _week_words(google_week(cells)),
    ),
    Subject(
        key="special_hours",
        label=gettext_lazy("Special days"),
        columns=(columns.SPECIAL_HOURS,),
        site=_site_special,
        google=google_special,
        site_words=lambda facts: _special_words(_site_special(facts)),
        google_words=lambda cells, today: _special_words(google_special(cells, today)),
    ),
)
BY_KEY = {subject.key: subject for subject in SUBJECTS}

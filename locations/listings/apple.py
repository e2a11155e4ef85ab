"""The file for Apple Business: one location resource of its API for each place, and a strict reader.

A description of Apple's own spreadsheet for uploads could not be reached. What Apple publishes is the resource that its
API takes (business.apple.com/docs/api/v1, read 2026-11-29), which agencies and partners deliver.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from locations.hours import DAY_NAMES, Period, SpecialDays
from locations.hours.calendar import MINUTES_PER_DAY, ONE_DAY

from .facts import PlaceFacts, Remark

REQUIRED = ("store_code", "name", "street", "city", "state", "postal_code", "country")
LOCALE = "en-US"
#: "MUST possess a precision of at least five (5) decimal places" (guidance, miscellaneous).
FEWEST_DECIMALS = 5

Node = dict[str, Any]


class Location(NamedTuple):
    """The resource of one place, and the remarks about it. No details when the place cannot be in the file."""

    details: Node
    remarks: list[Remark]


def location_of(facts: PlaceFacts) -> Location:
    """The `locationDetails` of a place. `brandId` is Apple's, and whoever delivers the file adds it."""
    remarks = facts.missing(REQUIRED)
    if facts.opening_date and facts.opening_date > facts.today:
        message = _("The place is not open yet. Add it to Apple Business by hand as “Opening soon”.")
        remarks.append(Remark(facts.pk, message, "opening_date", blocks=True))
    details: Node = {
        "partnersLocationId": facts.store_code,
        "storeCode": facts.store_code,
        "displayNames": [{"name": facts.name, "locale": LOCALE, "primary": True}],
        "mainAddress": {
            "structuredAddress": {
                "fullThoroughfare": facts.street,
                "locality": facts.city,
                "administrativeArea": facts.state,
                "postCode": facts.postal_code,
                "countryCode": facts.country,
            },
            "locale": LOCALE,
        },
        "locationStatus": {"status": "OPEN"},
    }
    if facts.line_2:
        message = _("“%(line)s” is not in the file: Apple's address has no field for it that we know of.")
        remarks.append(Remark(facts.pk, message % {"line": facts.line_2}, "address_line_2"))
    if facts.website:
        details["urls"] = [{"url": facts.website, "type": "HOMEPAGE"}]
    if facts.phone:
        details["phoneNumbers"] = [{"phoneNumber": facts.phone, "type": "LANDLINE", "primary": True}]
    _add_position(facts, details, remarks)
    _add_hours(facts, details, remarks)
    return Location({} if any(remark.blocks for remark in remarks) else details, remarks)


def _add_position(facts: PlaceFacts, details: Node, remarks: list[Remark]) -> None:
    if facts.latitude is None or facts.longitude is None:
        return
    if min(_decimals(facts.latitude), _decimals(facts.longitude)) < FEWEST_DECIMALS:
        message = _("The position is not in the file: Apple wants at least five decimals.")
        remarks.append(Remark(facts.pk, message, "latitude"))
        return
    coordinates = {"latitude": f"{facts.latitude:f}", "longitude": f"{facts.longitude:f}"}
    details["displayPoint"] = {"coordinates": coordinates, "source": "MANUALLY_PLACED"}


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _add_hours(facts: PlaceFacts, details: Node, remarks: list[Remark]) -> None:
    if not facts.hours.is_known:
        message = _("No opening hours are known, so the file says nothing of hours, nor of special days.")
        remarks.append(Remark(facts.pk, message, "hours"))
        return
    every = [*facts.hours.week, *(item.periods for item in facts.hours.upcoming_special(facts.today))]
    if any(_wraps(period) for periods in every for period in periods):
        message = _(
            "Apple has no form for 24 hours that do not begin at midnight. Write two rows, before and after it."
        )
        remarks.append(Remark(facts.pk, message, "hours", blocks=True))
        return
    details["openingHoursByDay"] = [
        {"day": _day(weekday), "times": _times(periods)} for weekday, periods in enumerate(facts.hours.week) if periods
    ]
    special = [_special(item, facts.today) for item in facts.hours.upcoming_special(facts.today)]
    if special:
        details["specialHours"] = special


def _wraps(period: Period) -> bool:
    return period.end - period.start == MINUTES_PER_DAY and period.start > 0


def _day(weekday: int) -> str:
    return DAY_NAMES[weekday].upper()


def _times(periods: Sequence[Period]) -> list[Node]:
    return [
        {
            "startTime": f"{period.opens:%H:%M}",
            "endTime": "24:00" if period.end == MINUTES_PER_DAY else f"{period.closes:%H:%M}",
        }
        for period in periods
    ]


def _special(item: SpecialDays, today: date) -> Node:
    first = max(item.first, today)
    length = (item.last - first).days + 1
    weekdays = sorted({(first + number * ONE_DAY).weekday() for number in range(min(length, 7))})
    node: Node = {
        "startDate": first.isoformat(),
        "endDate": item.last.isoformat(),
        "closed": not item.periods,
    }
    if item.periods:
        node["hoursByDay"] = [{"day": _day(weekday), "times": _times(item.periods)} for weekday in weekdays]
    if item.note:
        node["descriptions"] = [{"text": item.note, "locale": LOCALE}]
    return node


def write(locations: Sequence[Location]) -> str:
    """The file: JSON (RFC 8259) with the request bodies of Apple's “Create Location Resource”, one for each place."""
    bodies = [{"locationDetails": location.details} for location in locations if location.details]
    return json.dumps({"locations": bodies}, ensure_ascii=False, indent=2) + "\n"


# -- The strict reader -------------------------------------------------------------------------------------------------

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_POSITION = re.compile(r"-?\d{1,3}\.\d{5,7}")
_PHONE = re.compile(r"\+\d{7,15}")
_KNOWN = {
    *("partnersLocationId", "storeCode", "displayNames", "mainAddress", "locationStatus", "urls", "phoneNumbers"),
    *("displayPoint", "openingHoursByDay", "specialHours"),
}
_DAYS = {name.upper() for name in DAY_NAMES}


def faults(content: bytes, today: date) -> list[str]:
    """Everything in a file that Apple's description does not allow, place by place; nothing for a good one."""
    try:
        bodies = json.loads(content.decode("utf-8"))["locations"]
        codes = Counter(body["locationDetails"]["partnersLocationId"] for body in bodies)
        found = [f"The id {code} is given twice." for code, times in codes.items() if times > 1]
        for body in bodies:
            details = body["locationDetails"]
            found += [f"{details['partnersLocationId']}: {fault}" for fault in _faults_of(details, today)]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return [f"The file has not the form that Apple describes: {str(error)[:80]}"]
    return found


def _faults_of(details: Node, today: date) -> Iterator[str]:
    if unknown := set(details) - _KNOWN:
        yield f"unknown: {', '.join(sorted(unknown))}"
    if [name["primary"] for name in details["displayNames"]] != [True] or not details["displayNames"][0]["name"]:
        yield "there is not exactly one main name"
    address = details["mainAddress"]["structuredAddress"]
    wanted = ("fullThoroughfare", "locality", "administrativeArea", "postCode", "countryCode")
    if missing := [name for name in wanted if not address.get(name)]:
        yield f"the address lacks {', '.join(missing)}"
    if any(not _PHONE.fullmatch(phone["phoneNumber"]) for phone in details.get("phoneNumbers", ())):
        yield "a phone number is not E.164"
    point = details.get("displayPoint", {}).get("coordinates", {})
    if any(not _POSITION.fullmatch(number) for number in point.values()):
        yield "a coordinate has not five to seven decimals"
    yield from _week_faults(details.get("openingHoursByDay", []))
    for special in details.get("specialHours", []):
        first, last = date.fromisoformat(special["startDate"]), date.fromisoformat(special["endDate"])
        if not today <= first <= last:
            yield f"special hours from {first} to {last}"
        if special["closed"] == bool(special.get("hoursByDay")):
            yield "special hours that are both closed and open, or neither"
        yield from _week_faults(special.get("hoursByDay", []))


def _week_faults(week: list[Node]) -> Iterator[str]:
    names = [day["day"] for day in week]
    if len(set(names)) != len(names) or not set(names) <= _DAYS:
        yield "a day is unknown or stands there twice"
    for day in week:
        times = [(span["startTime"], span["endTime"]) for span in day["times"]]
        clocks = [clock for span in times for clock in span]
        if not times or not all(_CLOCK.fullmatch(clock) for clock in clocks):
            yield "a time is not between 00:00 and 24:00"
        elif any(opens == closes or opens == "24:00" for opens, closes in times):
            yield "a stretch has no length"
        elif any(one[1] > other[0] or one[1] <= one[0] for one, other in pairwise(times)):
            yield "stretches overlap or are out of order"

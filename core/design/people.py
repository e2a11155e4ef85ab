"""People out of ten: a share as ten figures in a row (an icon array), which more people grasp than a percentage.

A range shows its lower end in full color and the way to its upper end lighter. The figures are filled as far as the
number says, so 46% fills four and six tenths of the fifth; in words it is rounded.
"""

import re
from functools import cache
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# 20% to 46%, 20 a 46 %, 7.5%; 12 in 100, 1 out of 10, 12 de cada 100.
_NUMBER = r"\d+(?:[.,]\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*%?\s*(?:to|a|-|–)\s*({_NUMBER})\s*%")
_PERCENT = re.compile(rf"({_NUMBER})\s*%")
_OUT_OF = re.compile(r"(\d+)\s*(?:in|of|out of|de|de cada)\s*(1000?|10)\b")

# One figure in a cell of 20 by 40; the path ends where it began, so that ten of them follow each other by a step.
FIGURE = "m10 3a5 5 0 1 1 0 10 5 5 0 1 1 0-10zm-4 12h8a4 4 0 0 1 4 4v9h-3v10h-4v-9h-2v9h-4v-10h-3v-9a4 4 0 0 1 4-4z"
CELL, HIGH, TEN = 20, 40, 10


class Share(NamedTuple):
    """A share of people, or a range of it, in percent."""

    low: float
    high: float


def share_of(figure: str) -> Share | None:
    """Return the share that a figure states; None where it states none between 0 and 100%."""
    if found := _RANGE.search(figure):
        low, high = (_value(number) for number in found.groups())
    elif found := _PERCENT.search(figure):
        low = high = _value(found[1])
    elif found := _OUT_OF.search(figure):
        low = high = 100 * int(found[1]) / int(found[2])
    else:
        return None
    return Share(low, high) if 0 <= low <= high <= 100 else None


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def words(share: Share) -> str:
    """Say a share in whole people out of ten."""
    low, high = (round(value / TEN) for value in share)
    if low < high:
        return _("About %(low)d to %(high)d in 10 people") % {"low": low, "high": high}
    if share.high and not high:
        return _("Fewer than 1 in 10 people")
    if share.low < 100 and low == TEN:
        return _("More than 9 in 10 people")
    return _("About %(count)d in 10 people") % {"count": low}


@cache
def _row() -> str:
    return "".join(f"M{CELL * place} 0{FIGURE}" for place in range(TEN))


def draw(share: Share) -> SafeString:
    """Return the ten figures as inline SVG. It is hidden from screen readers: `words` stand beside it."""
    wide = CELL * TEN

    def filled(kind: str, percent: float) -> SafeString:
        # An inner SVG shows no more than its own width.
        part = f"{wide * percent / 100:g}"
        return format_html(
            '<svg width="{}" height="{}"><path class="people__{}" d="{}"/></svg>', part, HIGH, kind, _row()
        )

    return format_html(
        '<svg class="people" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true"><path d="{}"/>{}{}</svg>',
        wide, HIGH, wide, HIGH, _row(),
        filled("maybe", share.high) if share.high > share.low else "",
        filled("sure", share.low),
    )  # fmt: skip

"""Reads the sums: of a few weeks, of a month, of one page. Each figure is one query over rows of days.

Days that lie ahead were counted while a clock was ahead; they are left out until they have come.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from wagtail.models import Page

from core.analytics.models import COUNTS, WHOLE_SITE, OriginCount, OriginKind, PageCount, monday_of

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
# An origin with fewer entries than this even in its best week could be somebody's own: no number is shown.
FEWEST_A_WEEK = 5
# Keys that one statement names; beyond, one look at everything is quicker.
MOST_NAMED = 500
TAPS = ("phone_taps", "directions_taps", "email_taps")


class Period(NamedTuple):
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days that are."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """As many days, whole weeks earlier: the same weekdays."""
        back = timedelta(weeks=-(-self.days // 7))
        return Period(self.first - back, self.last - back)


def weeks(count: int) -> Period:
    """The last weeks, this one, which is not over, among them."""
    today = timezone.localdate()
    return Period(monday_of(today) - (count - 1) * WEEK, today)


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1) - DAY)


def _rows(period: Period) -> QuerySet[PageCount]:
    return PageCount.objects.filter(day__range=period)


def _sums(*names: str) -> dict[str, Sum]:
    return {f"sum_{name}": Sum(name) for name in names or COUNTS}


def totals(period: Period, page_id: int = WHOLE_SITE) -> dict[str, int]:
    """Every sum of the site, or of one page, by its name."""
    found = _rows(period).filter(page_id=page_id).aggregate(**_sums())
    return {name: found[f"sum_{name}"] or 0 for name in COUNTS}


def languages(period: Period) -> list[tuple[str, int]]:
    """Views by the language of the page, the most first."""
    rows = _rows(period).filter(page_id=WHOLE_SITE).exclude(language="").values_list("language")
    return list(rows.annotate(sum_views=Sum("views")).order_by("-sum_views"))


class Step(NamedTuple):
    """One bar of a chart: the first day of a day or week, and what happened then."""

    first: date
    views: int
    entries: int


def steps(period: Period, page_id: int = WHOLE_SITE, *, days: int = 1) -> list[Step]:
    """Views and entries by so many days each, those without any included."""
    rows = _rows(period).filter(page_id=page_id).values_list("day").annotate(**_sums("views", "entries"))
    found: dict[date, list[int]] = {}
    for day, views, entries in rows:
        step = period.first + (day - period.first) // (days * DAY) * days * DAY
        sums = found.setdefault(step, [0, 0])
        sums[0] += views
        sums[1] += entries
    starts = (period.first + number * days * DAY for number in range(-(-period.days // days)))
    return [Step(start, *found.get(start, (0, 0))) for start in starts]


class PageFigures(NamedTuple):
    """The sums of one page; `page` is None for one that was deleted."""

    page_id: int
    page: Page | None
    sums: dict[str, int]

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.page.title if self.page else ""

    @property
    def taps(self) -> int:
        """Taps on numbers, ways and addresses."""
        return sum(self.sums[name] for name in TAPS)

    @property
    def requests_per_100(self) -> str:
        """Requests for each 100 views, with one decimal; "" where there was no view."""
        return f"{100 * self.sums['requests'] / self.sums['views']:.1f}" if self.sums["views"] else ""


def pages(period: Period, *, order: str = "views", most: int = 20, only: Q | None = None) -> list[PageFigures]:
    """The pages with the largest sums, with their titles (three queries).

    Which they are is found by one sum of every page, which is half the work; the others are read of those alone.
    """
    rows = _rows(period).filter(page_id__gt=WHOLE_SITE)
    largest = rows.filter(only or Q()).values_list("page_id").annotate(largest=Sum(order))
    keys = [page_id for page_id, _sum in largest.order_by("-largest", "page_id")[:most]]
    titles = Page.objects.only("title")
    if len(keys) <= MOST_NAMED:
        rows, titles = rows.filter(page_id__in=keys), titles.filter(pk__in=keys)
    sums = {row[0]: dict(zip(COUNTS, row[1:], strict=True)) for row in rows.values_list("page_id").annotate(**_sums())}
    known = {page.pk: page for page in titles}
    return [PageFigures(key, known.get(key), sums[key]) for key in keys]


def places(period: Period) -> list[PageFigures]:
    """The clinic's places, by their pages."""
    keys = list(apps.get_model("locations.LocationPage").objects.values_list("pk", flat=True))
    return pages(period, only=Q(page_id__in=keys), most=100) if keys else []


def leading(period: Period, most: int = 20) -> list[PageFigures]:
    """The pages that people went on from to ask for an appointment, called, or sent a request from."""
    did_something = Q(form_visits__gt=0) | Q(requests__gt=0) | Q(phone_taps__gt=0) | Q(email_taps__gt=0)
    found = pages(period, only=did_something, order="form_visits", most=most)
    return sorted(found, key=lambda one: (-one.sums["requests"], -one.sums["form_visits"], -one.taps))


class OriginFigures(NamedTuple):
    """Entries from one origin; None: fewer than five even in its best week."""

    label: str
    entries: int | None


def origins(kind: OriginKind, period: Period, page_id: int = WHOLE_SITE, most: int = 20) -> list[OriginFigures]:
    """Where people came from, the most first. A small number is not told, in exports neither."""
    by_week: dict[str, dict[date, int]] = {}
    rows = OriginCount.objects.filter(day__range=period, kind=kind, page_id=page_id)
    for label, day, entries in rows.values_list("label", "day").annotate(sum_entries=Sum("entries")):
        sums = by_week.setdefault(label, {})
        sums[monday_of(day)] = sums.get(monday_of(day), 0) + entries
    shown = [
        # Who typed the address, or whose browser does not say, is nobody's: "" is told as it is.
        OriginFigures(label, sum(sums.values()) if not label or max(sums.values()) >= FEWEST_A_WEEK else None)
        for label, sums in by_week.items()
    ]
    return sorted(shown, key=lambda one: (one.entries is None, -(one.entries or 0), one.label))[:most]


def link_uses(period: Period) -> dict[str, int]:
    """How often each of the clinic's short addresses was followed."""
    rows = OriginCount.objects.filter(day__range=period, kind=OriginKind.LINK, page_id=WHOLE_SITE)
    return dict(rows.values_list("label").annotate(sum_entries=Sum("entries")))


def figures_of(page: Any) -> dict[str, Any]:
    """What a page's editor shows: the last 13 weeks as bars, four weeks as sums, and where its readers came from."""
    return {
        "weeks": steps(weeks(13), page.pk, days=7),
        "sums": totals(weeks(4), page.pk),
        "sources": origins(OriginKind.SOURCE, weeks(4), page.pk, most=8),
    }

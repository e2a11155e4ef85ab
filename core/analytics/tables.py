"""The tables of the report: each is shown on the screen, saved as a spreadsheet, and one of them mailed."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.analytics.figures import (
    FEWEST_A_WEEK,
    OriginFigures,
    PageFigures,
    Period,
    languages,
    leading,
    link_uses,
    origins,
    pages,
    places,
    steps,
    totals,
)
from core.analytics.models import CampaignLink, OriginKind
from core.analytics.reading import OTHER
from core.web.languages import KNOWN

Words = str | Promise
ON_THE_SCREEN = 20
IN_A_FILE = 20_000


class Row(NamedTuple):
    """The first cell in words, the rest numbers or words, and where the first leads in the admin ("" nowhere)."""

    name: Words
    cells: Sequence[int | Words]
    url: str = ""


class Table(NamedTuple):
    """What one table shows. `columns`: the headings, the first column's among them."""

    columns: Sequence[Words]
    rows: list[Row]


class Kind(NamedTuple):
    """One table of the report: its title, a sentence on how to read it, what it says when empty, and who makes it."""

    title: Words
    note: Words
    nothing: Words
    make: Callable[[Period, int], Table]


def days_a_step(period: Period) -> int:
    """One bar for each day of a month or less, for each week of a longer time."""
    return 1 if period.days <= 31 else 7


def _times(period: Period, most: int) -> Table:
    found = steps(period, days=days_a_step(period))
    first = _("Day") if days_a_step(period) == 1 else _("Week from")
    rows = [Row(date_format(step.first, "DATE_FORMAT"), [step.views, step.entries]) for step in reversed(found)]
    return Table([first, _("Pages read"), _("From elsewhere")], rows)


def _page_row(found: PageFigures, cells: Sequence[int | Words]) -> Row:
    url = reverse("wagtailadmin_pages:edit", args=[found.page_id]) if found.page else ""
    return Row(found.title or _("A page that was deleted"), cells, url)


def _pages(period: Period, most: int) -> Table:
    names = ("views", "entries", "phone_views")
    rows = [_page_row(each, [each.sums[name] for name in names] + [each.taps]) for each in pages(period, most=most)]
    return Table([_("Page"), _("Read"), _("From elsewhere"), _("On phones"), _("Taps")], rows)


def _places(period: Period, most: int) -> Table:
    names = ("views", "phone_taps", "directions_taps", "requests")
    rows = [_page_row(each, [each.sums[name] for name in names]) for each in places(period)[:most]]
    return Table([_("Place"), _("Read"), _("Phone"), _("Directions"), _("Requests")], rows)


def _leading(period: Period, most: int) -> Table:
    rows = [
        _page_row(
            each,
            [each.sums["views"], each.sums["form_visits"], each.taps, each.sums["requests"], each.requests_per_100],
        )
        for each in leading(period, most)
    ]
    columns = [_("Page"), _("Read"), _("Went on to the form"), _("Taps"), _("Requests"), _("Requests per 100")]
    return Table(columns, rows)


def entries_in_words(found: OriginFigures) -> int | Words:
    """The number, or that it is too small to be told."""
    return _("fewer than %d a week") % FEWEST_A_WEEK if found.entries is None else found.entries


def source_in_words(label: str) -> str:
    """What a source is called."""
    return {"": _("Typed in, a bookmark, or not told"), OTHER: _("Others")}.get(label, label)


def _sources(period: Period, most: int) -> Table:
    found = origins(OriginKind.SOURCE, period, most=most)
    rows = [Row(source_in_words(each.label), [entries_in_words(each)]) for each in found]
    return Table([_("Came from"), _("How often")], rows)


def _campaigns(period: Period, most: int) -> Table:
    found = origins(OriginKind.CAMPAIGN, period, most=most)
    rows = [Row(source_in_words(each.label), [entries_in_words(each)]) for each in found]
    return Table([_("Source / medium / campaign"), _("How often")], rows)


def _links(period: Period, most: int) -> Table:
    uses = link_uses(period)
    rows = [
        Row(
            link.name,
            [f"/go/{link.code}", uses.get(link.code, 0)],
            reverse("wagtailsnippets_analytics_campaignlink:edit", args=[link.pk]),
        )
        for link in CampaignLink.objects.all()[:most]
    ]
    rows.sort(key=lambda row: -int(str(row.cells[1])))
    return Table([_("Campaign link"), _("Short address"), _("Followed")], rows)


def _readers(period: Period, most: int) -> Table:
    sums = totals(period)
    rows = [
        Row(_("On phones"), [sums["phone_views"]]),
        Row(_("On larger screens"), [sums["views"] - sums["phone_views"]]),
        *(Row(KNOWN[code].name if code in KNOWN else code, [views]) for code, views in languages(period)),
        Row(_("Search engines and other programs (in no other number)"), [sums["crawler_views"]]),
    ]
    return Table([_("Who reads"), _("Pages read")], rows)


# By the word that names a table in an export's address, in the order of the report.
TABLES: dict[str, Kind] = {
    "times": Kind(gettext_lazy("When"), "", gettext_lazy("Nobody has read a page in this time."), _times),
    "requests": Kind(
        gettext_lazy("What leads to requests"),
        gettext_lazy(
            "Pages from which people went on to the form, called, wrote, or sent a request. Nobody is followed from "
            "page to page: each column is counted by itself."
        ),
        gettext_lazy("Nobody went on from a page to the form, called, or sent a request."),
        _leading,
    ),
    "pages": Kind(gettext_lazy("Pages"), "", gettext_lazy("Nobody has read a page in this time."), _pages),
    "places": Kind(
        gettext_lazy("Places"),
        gettext_lazy("What happened on the page of each place."),
        gettext_lazy("No page of a place was read."),
        _places,
    ),
    "sources": Kind(
        gettext_lazy("Where people come from"),
        gettext_lazy("The website that a link stood on. A number below five a week is not shown."),
        gettext_lazy("Nobody came from elsewhere."),
        _sources,
    ),
    "campaigns": Kind(
        gettext_lazy("Campaigns"),
        gettext_lazy("Links that carry campaign tags (utm) or come from an advertisement (ad)."),
        gettext_lazy("Nobody came by a link with campaign tags."),
        _campaigns,
    ),
    "links": Kind(
        gettext_lazy("Campaign links"),
        gettext_lazy("How often each short address was typed, tapped or scanned."),
        gettext_lazy("There are no campaign links yet. You make them under “Campaign links” in the menu."),
        _links,
    ),
    "readers": Kind(gettext_lazy("Screens and languages"), "", "", _readers),
}

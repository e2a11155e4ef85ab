"""Which side changed last: the site's own history of publications against the files from Google that are kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from locations.models import ListingFile, LocationPage

from .comparison import Subject
from .facts import PlaceFacts
from .google_file import Cells
from .google_hours import UnreadableCell

#: So many publications of a place are looked at, from the newest back.
MOST_PUBLICATIONS = 30


class SiteVersion(NamedTuple):
    """A published version of a place: when it went live, and its facts."""

    published_at: datetime
    facts: PlaceFacts


class Change(NamedTuple):
    """When a side began to say what it says now: after `after` (None: unknown) and at `until` at the latest."""

    after: datetime | None
    until: datetime


def versions_of(page: LocationPage) -> list[SiteVersion]:
    """The published versions of a place that are still known, newest first."""
    entries = (
        PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", revision__isnull=False)
        .select_related("revision")
        .order_by("-timestamp", "-pk")[:MOST_PUBLICATIONS]
    )
    return [SiteVersion(entry.timestamp, PlaceFacts.of(entry.revision.as_object())) for entry in entries]


def site_change(subject: Subject, facts: PlaceFacts, versions: Iterable[SiteVersion]) -> Change | None:
    """When the site began to say what it says now; None where its history does not tell."""
    now = subject.site(facts)
    since: datetime | None = None
    for version in versions:
        if subject.site(version.facts) != now:
            return Change(version.published_at, since) if since else None
        since = version.published_at
    return Change(None, since) if since else None


def google_change(subject: Subject, pk: int, file: ListingFile, earlier: Iterable[ListingFile]) -> Change:
    """When Google began to say what `file` has, as far as the `earlier` files tell, which come newest first."""
    now = _said(subject, file.rows.get(str(pk), {}), file.uploaded_at)
    until = file.uploaded_at
    for other in earlier:
        cells = other.rows.get(str(pk))
        if cells is None or not all(column in cells for column in subject.columns):
            continue
        if _said(subject, cells, file.uploaded_at) != now:
            return Change(other.uploaded_at, until)
        until = other.uploaded_at
    return Change(None, until)


def _said(subject: Subject, cells: Cells, at: datetime) -> object:
    try:
        return subject.google(cells, timezone.localdate(at))
    except UnreadableCell as cell:
        return str(cell)


def verdict(site: Change | None, google: Change) -> str:
    """One sentence: which side changed last, or why nobody can tell."""
    if google.after is not None:
        dates = {"after": _day(google.after), "until": _day(google.until)}
        if site is None or site.until <= google.after:
            return _("Google changed last: between %(after)s and %(until)s.") % dates
        if site.after is None:
            message = _(
                "Google changed between %(after)s and %(until)s. The site has said this at least since %(day)s."
            )
            return message % {**dates, "day": _day(site.until)}
        if site.until > google.until:
            return _("The site changed last, on %(day)s.") % {"day": _day(site.until)}
        return _("Both changed between %(after)s and %(until)s.") % dates
    if site is not None and site.until > google.until:
        if site.after is not None:
            return _("The site changed last, on %(day)s.") % {"day": _day(site.until)}
        return _("The site has said this at least since %(day)s, and Google at least since %(other)s.") % {
            "day": _day(site.until),
            "other": _day(google.until),
        }
    if site is not None and site.after is not None:
        message = _("The site changed this on %(day)s. When Google did cannot be told: no earlier file shows it.")
        return message % {"day": _day(site.until)}
    return _("Which side changed last cannot be told yet: it takes a later file from Google.")


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")

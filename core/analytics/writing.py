"""Adds the sums of a process to the tables: a few statements for thousands of views, the same on both databases.

Only pages of the tree get rows, and a day has so many different origins at most: what a flood makes up becomes "other".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connection, models
from django.utils import timezone
from wagtail.models import Page, Site

from core.analytics.forms import form_page_types
from core.analytics.models import WHOLE_SITE, OriginCount, OriginKind, PageCount, monday_of
from core.analytics.reading import OTHER, OWN, Event, Reader, View, site_named
from core.web.lock_waits import waits_briefly

# Different referring sites, or campaigns, that one day tells apart; and rows of them by page.
MOST_LABELS_A_DAY = 300
MOST_PAGE_ROWS_A_DAY = 5_000
ROWS_A_STATEMENT = 200
MOST_STEPS = 32


class Found(NamedTuple):
    """The page at a path."""

    page_id: int
    language: str
    has_form: bool


class PageKey(NamedTuple):
    """A row of `PageCount`."""

    day: date
    page_id: int
    language: str


class OriginKey(NamedTuple):
    """A row of `OriginCount`."""

    day: date
    kind: str
    page_id: int
    label: str


class Sums:
    """The rows that come together from the sums of a process."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.pages: dict[PageKey, Counter[str]] = {}
        self.origins: Counter[OriginKey] = Counter()

    def count(self, page: Found | None, what: str, times: int, day: date | None = None) -> None:
        """Add to a page's row, and to the whole site's in its language."""
        day = day or self.day
        rows = [PageKey(day, WHOLE_SITE, page.language if page else "")]
        if page:
            rows.append(PageKey(day, page.page_id, ""))
        for row in rows:
            self.pages.setdefault(row, Counter())[what] += times

    def come_from(self, page: Found | None, kind: OriginKind, label: str, times: int) -> None:
        """Add entries to an origin's rows."""
        self.origins[OriginKey(self.day, kind, WHOLE_SITE, label)] += times
        if page:
            self.origins[OriginKey(self.day, kind, page.page_id, label)] += times


def write(views: Mapping[View, int], events: Mapping[Event, int]) -> None:
    """Add views and events to today's sums: all of them, or none.

    Raises:
        DatabaseError: when the database is away, or busy for long.
    """
    with waits_briefly():
        paths = {view.path for view in views} | {event.where for event in events if event.what != OriginKind.LINK}
        paths |= {view.came_from for view in views}
        found = pages_at(paths - {""})
        sums = Sums(timezone.localdate())
        for view, times in views.items():
            _add_view(sums, view, times, found)
        for event, times in events.items():
            if event.what == OriginKind.LINK:
                sums.come_from(None, OriginKind.LINK, event.where, times)
            else:
                day = monday_of(sums.day) if event.what == "requests" else None
                sums.count(found.get(event.where), event.what, times, day)
        add(PageCount, ("day", "page_id", "language"), sums.pages)
        origins = bounded(sums.origins)
        add(OriginCount, ("day", "kind", "page_id", "label"), {key: {"entries": n} for key, n in origins.items()})


def _add_view(sums: Sums, view: View, times: int, found: Mapping[str, Found]) -> None:
    page = found.get(view.path)
    if page is None and view.path:
        return  # an answer that is no page of the tree
    if view.reader is Reader.CRAWLER:
        sums.count(page, "crawler_views", times)
        return
    sums.count(page, "views", times)
    if view.reader is Reader.PHONE:
        sums.count(page, "phone_views", times)
    source = OWN if view.host == OWN else site_named(view.host)
    if source != OWN:
        sums.count(page, "entries", times)
        sums.come_from(page, OriginKind.SOURCE, source, times)
    elif page and page.has_form and (before := found.get(view.came_from)) and before != page:
        sums.count(before, "form_visits", times)
    if view.campaign:
        sums.come_from(page, OriginKind.CAMPAIGN, view.campaign, times)


# -- Pages -------------------------------------------------------------------------------------------------------------


def pages_at(paths: Iterable[str]) -> dict[str, Found]:
    """The pages at these paths (one query); of a path beyond a page, such as a list's second part, the page.

    A path that only the home page would answer for is left out: nothing stands there.
    """
    roots = _roots()
    wanted: dict[str, list[str]] = {}
    for path in paths:
        # As in the environ: UTF-8 bytes, each as one character (PEP 3333). No address holds what cannot be shown.
        text = path.encode("latin-1", "replace").decode("utf-8", "replace")
        steps = [step for step in text.split("/") if step]
        prefix, root = next(((prefix, root) for prefix, root in roots if steps[:1] == [prefix]), ("", roots[-1][1]))
        steps = steps[1:] if prefix else steps
        if len(steps) <= MOST_STEPS and text.isprintable():
            # The deepest first; the home page itself only where nothing was left.
            addresses = list(accumulate((root, *steps), lambda address, step: f"{address}{step}/"))
            wanted[path] = addresses[:0:-1] or addresses
    url_paths = {address for each in wanted.values() for address in each}
    # The slug has an index, the whole address has none.
    slugs = {url_path.rstrip("/").rpartition("/")[2] for url_path in url_paths}
    rows = Page.objects.filter(slug__in=slugs, url_path__in=url_paths, live=True)
    forms = form_page_types()
    known = {
        url_path: Found(pk, language, kind in forms)
        for url_path, pk, language, kind in rows.values_list("url_path", "pk", "locale__language_code", "content_type")
    }
    places = ((path, next((known[one] for one in each if one in known), None)) for path, each in wanted.items())
    return {path: page for path, page in places if page is not None}


def _roots() -> list[tuple[str, str]]:
    """The first step of an address, and where in the tree it leads; the default site's own home page comes last."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return [("", "/")]
    prefixed = [
        (root.language_code, root.root_path)
        for root in Site.get_site_root_paths()
        if root.site_id == site.pk and root.root_path != site.root_page.url_path
    ]
    return [*prefixed, ("", site.root_page.url_path)]


# -- Rows --------------------------------------------------------------------------------------------------------------


def bounded(origins: Mapping[OriginKey, int]) -> Counter[OriginKey]:
    """The same sums with no more different labels, and no more rows by page, than a day may have."""
    result: Counter[OriginKey] = Counter()
    for kind in {key.kind for key in origins}:
        mine = {key: times for key, times in origins.items() if key.kind == kind}
        day = next(iter(mine)).day
        rows = OriginCount.objects.filter(day=day, kind=kind)
        labels = set(rows.filter(page_id=WHOLE_SITE).values_list("label", flat=True))
        by_page = set(rows.exclude(page_id=WHOLE_SITE).values_list("page_id", "label"))
        for key, times in sorted(mine.items(), key=lambda pair: -pair[1]):
            if key.label not in labels:
                if len(labels) >= MOST_LABELS_A_DAY:
                    key = key._replace(label=OTHER)
                labels.add(key.label)
            if key.page_id != WHOLE_SITE and (key.page_id, key.label) not in by_page:
                if len(by_page) >= MOST_PAGE_ROWS_A_DAY:
                    continue  # it is in the whole site's sums all the same
                by_page.add((key.page_id, key.label))
            result[key] += times
    return result


def add(model: type[models.Model], key: tuple[str, ...], rows: Mapping[Any, Mapping[str, int]]) -> None:
    """Add sums to rows, which are made where they are missing. In one order everywhere, so that nobody deadlocks."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    counts = [field.name for field in model._meta.fields if isinstance(field, models.PositiveIntegerField)]
    columns = ", ".join(map(quote, [*key, *counts]))
    more = ", ".join(f"{quote(name)} = {table}.{quote(name)} + EXCLUDED.{quote(name)}" for name in counts)
    places = f"({', '.join(['%s'] * (len(key) + len(counts)))})"
    ordered = sorted(rows)
    for start in range(0, len(ordered), ROWS_A_STATEMENT):
        batch = ordered[start : start + ROWS_A_STATEMENT]
        values = [
            value
            for row in batch
            for value in (
                connection.ops.adapt_datefield_value(row[0]),
                *row[1:],
                *(rows[row].get(n, 0) for n in counts),
            )
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join([places] * len(batch))} "  # noqa: S608 - names of ours
                f"ON CONFLICT ({', '.join(map(quote, key))}) DO UPDATE SET {more}",
                values,
            )

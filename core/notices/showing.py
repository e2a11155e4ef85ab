"""Which notices a page shows at one moment, in the language of the request, and when that changes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from core.notices.models import Notice, Severity
from core.site.linked_pages import address_of, linked_pages
from core.web.languages import current, default, several
from core.web.page_cache import expire_page_cache_at
from core.web.request_scope import once_per_generation, once_per_request

# The last day of a place in Hawaii ends when it is the day after here.
A_DAY = timedelta(days=1)
# Beyond this the band would push the page itself off a phone's first screen; the most urgent ones are kept.
MOST = 3


class Words(NamedTuple):
    """Words, and the tag of their language where it is not that of the request (WCAG 3.1.2)."""

    text: str
    lang: str = ""


class ShownNotice(NamedTuple):
    """A notice as a page shows it; `place` and `url` are empty for the whole clinic and where nothing is linked."""

    severity: Severity
    title: Words
    text: Words
    place: str
    url: str
    ends_at: datetime


@once_per_request
@once_per_generation
def notices_not_over() -> tuple[Notice, ...]:
    """The notices that are shown now or later, or whose days are not past, the most urgent and newest first.

    Read once until something public changes (one query, with several languages two); nobody may change them.
    """
    now = timezone.now()
    days = Q(first_day__gte=timezone.localdate(now) - A_DAY) | Q(last_day__gte=timezone.localdate(now) - A_DAY)
    found = Notice.objects.filter(Q(ends_at__gt=now) | days).select_related("place")
    rows = found.prefetch_related("translations") if several() else found
    return tuple(sorted(rows, key=lambda notice: (Severity(notice.severity).rank, -notice.starts_at.timestamp())))


def notices_with_hours(place: Page) -> list[Notice]:
    """The notices that change the hours of a place (or of a translation of it) on days that are not past."""
    return [notice for notice in notices_not_over() if notice.hours and concerns(notice, place)]


def concerns(notice: Notice, place: Page) -> bool:
    """Whether a notice is about a place: that one, in any language, or the whole clinic."""
    return notice.place is None or notice.place.translation_key == place.translation_key


def linked_by_notices() -> set[int]:
    """The keys of the pages that notices lead to, to be read with everything else that a page links to."""
    return {notice.link_page_id for notice in notices_not_over() if notice.link_page_id}


def shown_notices(request: HttpRequest | None, place: Page | None = None) -> list[ShownNotice]:
    """What a page shows now, at most `MOST`; beside a place's hours, what concerns that place.

    The page cache then keeps the response no longer than until the next notice begins or ends.
    """
    now, notices = timezone.now(), notices_not_over()
    if request is not None and (moment := next_change(notices, now)):
        expire_page_cache_at(request, moment)
    shown = [notice for notice in notices if notice.is_shown(now) and (place is None or concerns(notice, place))]
    return [_as_shown(notice) for notice in shown[:MOST]]


def next_change(notices: Iterable[Notice], now: datetime) -> datetime | None:
    """The next moment at which a notice begins or ends; None when nothing changes any more."""
    moments = [moment for notice in notices for moment in (notice.starts_at, notice.ends_at) if moment > now]
    return min(moments, default=None)


def words_of(notice: Notice) -> tuple[Words, Words]:
    """Title and text in the language of the request; where there are none, those of the default one, and its tag."""
    if current() == default():
        return Words(notice.title), Words(notice.text)
    own = next((words for words in notice.translations.all() if words.language == current().code), None)
    pairs = ((own.title if own else "", notice.title), (own.text if own else "", notice.text))
    title, text = (Words(spoken) if spoken else Words(original, default().tag) for spoken, original in pairs)
    return title, text


def _as_shown(notice: Notice) -> ShownNotice:
    title, text = words_of(notice)
    return ShownNotice(
        severity=Severity(notice.severity),
        title=title,
        text=text,
        place=notice.place.title if notice.place else "",
        url=_address(notice),
        ends_at=notice.ends_at,
    )


def _address(notice: Notice) -> str:
    if notice.link_page_id:
        return address_of(linked_pages([notice.link_page_id]).get(notice.link_page_id))
    return notice.link_url

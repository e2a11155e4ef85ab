"""Staff read everyday words, and dates as people here write them: on every screen of the admin, in both its languages.

Screens are read as they open, filled and on a site that has nothing yet, and after their forms were handed in empty and
wrong (tests/admin_reading.py).
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests.admin_reading import Reader, hand_ins, html_of
from tests.admin_screens import PARAMETER, Screen, World, admin_routes, log_in
from tests.pages import make_home

pytestmark = [pytest.mark.django_db, pytest.mark.full, pytest.mark.xdist_group("admin_words")]

ROLES = ("Marketing editor", "Front desk", "Front desk managers", "Site manager")
# The public site's parts and the guide are read elsewhere; asking every page takes long; the last ones show errors.
UNREAD = ("style-guide/", "guide/", "reports/findability/", "failwhale/", "test404/", "logout/")

# Words of those who build sites, not of those who write them. What the report of kinds of pages calls wagtailcore.page
# is hidden by lists.css; “None” alone is a choice of a filter, “by None” is nobody's name.
TECHNICAL = {
    "en": r"\bslugs?\b|snippet|\broot\b|\bexplor(e|er|ing)\b|content (page|type)s?\b|(?<!\()IndexNow|traceback|queryset"
    r"|\b\w+(Error|Exception)\b|\+1\d{10}|\b(by|\d) None\b|\brevisions?\b|\balias(es)?\b|\blocales?\b|django"
    r"|wagtail(?!core\.page)|\b(child|parent) pages?\b|\bsubpages?\b",
    "es": r"\bslugs?\b|snippet|fragmento|\bra[ií]z\b|\bRoot\b|\bexplora|\w+(Error|Exception)\b|\+1\d{10}|\balias\b"
    r"|\b(de|\d) None\b|wagtail(?!core\.page)|django|p[áa]ginas? (hija|padre)s?\b|subp[áa]gina|tipo de contenido"
    r"|marquilla",
}
# Not 2026-12-20, 20 Dec, 8 p.m., 20:15 nor Dec 20, 2026, 8:15 PM: here it is 12/20/2026 8:15 PM, in Spanish too.
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
NO_DATE = {
    "en": rf"\b20\d\d-\d\d-\d\d|\b\d{{1,2}} {MONTH} 20|\b\d{{1,2}}(:\d\d)? [ap]\.m\.|\b{MONTH} \d{{1,2}}, 20\d\d,? \d"
    r"|\b([01]?\d|2[0-4]):[0-5]\d\b(?!(:\d\d)? ?[AP]M)|\b\d{1,2}(:\d\d)? (am|pm)\b",
    "es": r"\b20\d\d-\d\d-\d\d|\b(Jan|Apr|Aug|Dec) \d|\b(1[3-9]|2\d|3[01])/\d\d?/20\d\d",
}
Said = dict[str, set[str]]  # words: the routes that say them


def _hear(said: Said, screen: Screen, reader: Reader) -> None:
    for words in reader.words:
        if words.strip():
            said.setdefault(" ".join(words.split()), set()).add(screen.route or "(dashboard)")


def _read_all(screens: list[Screen], said: Said, language: str) -> None:
    """Every screen as somebody sees it who has all roles of staff: nobody sees more. Its forms are handed in."""
    client = Client(raise_request_exception=False)
    user = log_in(client, *ROLES)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    for screen in screens:
        mark = transaction.savepoint()
        answer: Any = client.get(screen.path, follow=True)
        if answer.status_code == 200:
            reader = Reader(html_of(answer))
            _hear(said, screen, reader)
            for complaint in hand_ins(client, screen.path, reader):
                _hear(said, screen, complaint)
        transaction.savepoint_rollback(mark)
        client.force_login(user)  # a screen may have ended the session


@pytest.fixture(scope="module", params=["en", "es"])
def spoken(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, Said]]:
    """The language, and all that is said in it. Everything is undone."""
    language, said = request.param, {}
    logging.disable(logging.CRITICAL)
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            Page.objects.filter(depth=2).delete()  # the page with which Wagtail welcomes developers
            mark = transaction.savepoint()
            make_home()
            empty = [Screen(route, f"/admin/{route}") for route in admin_routes() if not PARAMETER.search(route + "^<")]
            _read_all([screen for screen in empty if screen.route not in UNREAD], said, language)
            transaction.savepoint_rollback(mark)
            screens = [screen for screen in World().screens() if screen.route not in UNREAD]
            _read_all(screens, said, language)
            transaction.set_rollback(True)
        yield language, said
    finally:
        logging.disable(logging.NOTSET)


def _heard(said: Said, pattern: str, flags: int = 0) -> dict[str, list[str]]:
    return {words[:200]: sorted(routes)[:3] for words, routes in said.items() if re.search(pattern, words, flags)}


def test_no_screen_speaks_the_language_of_developers(spoken: tuple[str, Said]) -> None:
    language, said = spoken
    assert len(said) > 1000
    assert _heard(said, TECHNICAL[language], re.IGNORECASE) == {}


def test_dates_and_times_are_written_as_people_here_write_them(spoken: tuple[str, Said]) -> None:
    language, said = spoken
    assert _heard(said, NO_DATE[language]) == {}

"""Counts what people look for, without learning who they are.

A query is stored in clear only when each of its words is one of the site's own (its pages, synonyms, everyday words).
Other words may be a name: they are counted under a keyed hash until `SEARCH_LOG_REVEAL_AFTER` searches of the same week
had them, and what looks like a telephone number, an e-mail address or somebody's name is never stored at all.
"""

import re
from datetime import date, timedelta
from logging import getLogger

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F, Model, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.web.lock_waits import waits_briefly

from .lexicon import Lexicon
from .models import HeldQuery, QueryCount
from .names import FIRST_NAMES
from .text import STOP_WORDS, fold, words_of

logger = getLogger(__name__)

HIDDEN = "[…]"
# Distinct queries counted in a week; machines that try random words cannot fill the table.
MOST_A_WEEK = 5_000

_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_NUMBERS = re.compile(r"(?<![^\W_])[+(]?\d[\d\s().\-/]{4,}\d(?![^\W_])|\d{4,}")
_INTRODUCED = re.compile(
    r"\b(?:my name is|i am|im|this is|me llamo|soy|patient|mrs?\.?|ms\.?|miss)\s+(\S+(?:\s+\S+)?)", re.IGNORECASE
)


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def scrubbed(text: str, lexicon: Lexicon) -> tuple[str, bool]:
    """Return the query as it may be kept, and whether every word of it is the site's own.

    Numbers, addresses and what looks like a name are hidden for good; the words are folded.
    """
    text = _NUMBERS.sub(" ", _ADDRESS.sub(" ", text))
    introduced = {word for match in _INTRODUCED.finditer(fold(text)) for word in words_of(match[1])}
    words = words_of(text)
    kept: list[str] = []
    known = True
    after_name = False
    for word in words:
        own = lexicon.knows(word)
        is_name = not own and (word in FIRST_NAMES or word in introduced or after_name)
        after_name = word in FIRST_NAMES and word not in STOP_WORDS
        if is_name:
            if kept[-1:] != [HIDDEN]:
                kept.append(HIDDEN)
            continue
        known = known and own
        kept.append(word)
    return " ".join(kept)[:120].strip(), known


def record(text: str, results: int, lexicon: Lexicon) -> None:
    """Count a search. A database that is busy or away costs the count, never the search."""
    if not settings.SEARCH_LOG_DAYS:
        return
    words, known = scrubbed(text, lexicon)
    if not words or words == HIDDEN:
        return
    week = week_of(timezone.localdate())
    try:
        with waits_briefly():
            if known or _asked_often(words, week):
                _count(words, results, week, known=known)
    except DatabaseError as error:
        logger.warning("a search was not counted: %s", error.__class__.__name__)


def _count(words: str, results: int, week: date, *, known: bool) -> None:
    times = (
        1 if known or QueryCount.objects.filter(week=week, text=words).exists() else settings.SEARCH_LOG_REVEAL_AFTER
    )
    if QueryCount.objects.filter(week=week, text=words).update(searches=F("searches") + times, results=results):
        return
    if QueryCount.objects.filter(week=week).count() < MOST_A_WEEK:
        QueryCount.objects.get_or_create(week=week, text=words, defaults={"searches": times, "results": results})
        forget_old()


def _asked_often(words: str, week: date) -> bool:
    """Count an uncommon query under its hash, and tell whether enough searches had it."""
    digest = salted_hmac("search.held", words, algorithm="sha256").hexdigest()
    if HeldQuery.objects.filter(week=week, digest=digest).update(searches=F("searches") + 1):
        return HeldQuery.objects.get(week=week, digest=digest).searches >= settings.SEARCH_LOG_REVEAL_AFTER
    if HeldQuery.objects.filter(week=week).count() < MOST_A_WEEK:
        HeldQuery.objects.get_or_create(week=week, digest=digest, defaults={"searches": 1})
    return settings.SEARCH_LOG_REVEAL_AFTER <= 1


def held_searches(week: date) -> int:
    """Return how many searches of a week are counted, but not shown."""
    return HeldQuery.objects.filter(week=week).aggregate(total=Sum("searches"))["total"] or 0


def forget_old(today: date | None = None) -> int:
    """Delete counts older than SEARCH_LOG_DAYS, and return how many."""
    oldest = (today or timezone.localdate()) - timedelta(days=settings.SEARCH_LOG_DAYS)
    models: tuple[type[Model], ...] = (QueryCount, HeldQuery)
    return sum(model._default_manager.filter(week__lt=oldest).delete()[0] for model in models)

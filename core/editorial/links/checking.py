"""Looking at the links that are due, a few at a time."""

import datetime
import time
from collections import defaultdict
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from wagtail.models import get_page_models

from core.editorial.links.fetching import Answer, LinkFetcher
from core.editorial.models.links import LinkState, OutsideLink

CHECK_EVERY = datetime.timedelta(days=7)
# A link that fails is looked at again the next day, and called dead after the third day: a website that is being moved
# answers 404 for an hour. Looks on one day, as by the command with --all, count once.
ASK_AGAIN = datetime.timedelta(days=1)
SAME_DAY = ASK_AGAIN / 2
FAILURES_TO_DIE = 3
# Its owner says that it is gone for good.
GONE = {410}
# The server is there and answered: it keeps programs out (999 is one network's own), or wants a login.
GUARDED = {401, 403, 405, 406, 429, 451, 999}
SECONDS_BETWEEN = 2.0


def judge(link: OutsideLink, answer: Answer) -> None:
    """Write down what an answer means for a link; not saved."""
    now = timezone.now()
    looked_at_today = link.checked_at is not None and now - link.checked_at < SAME_DAY
    link.checked_at, link.status = now, answer.status
    if answer.refused:
        link.state, link.failures = LinkState.REFUSED, 0
    elif answer.status is not None and (answer.status < 400 or answer.status in GUARDED):
        link.state = LinkState.ALIVE if answer.status < 400 else LinkState.GUARDED
        link.alive_at, link.failures = now, 0
    else:
        link.failures += 0 if link.failures and looked_at_today else 1
        gone = answer.status in GONE or link.failures >= FAILURES_TO_DIE
        link.state = LinkState.DEAD if gone else LinkState.UNSURE


def due_links(*, everything: bool = False) -> list[OutsideLink]:
    """The links to look at now, the longest unseen first, hosts taking turns."""
    now = timezone.now()
    due = (
        Q(checked_at=None)
        | Q(checked_at__lte=now - CHECK_EVERY)
        | Q(state=LinkState.UNSURE, checked_at__lte=now - ASK_AGAIN)
    )
    links = OutsideLink.objects.all() if everything else OutsideLink.objects.filter(due)
    by_host: dict[str, list[OutsideLink]] = defaultdict(list)
    for link in links.order_by("checked_at", "url"):
        by_host[urlsplit(link.url).netloc].append(link)
    return [link for link in chain.from_iterable(zip_longest(*by_host.values())) if link is not None]


def note_on_pages(link: OutsideLink) -> None:
    """Tell the pages that show visitors when their own source was last seen alive."""
    today = timezone.localdate()
    for model in get_page_models():
        names = {field.name for field in model._meta.get_fields()}
        if {"source_url", "link_checked_on"} <= names:
            shown = model.objects.filter(source_url=link.url).exclude(link_checked_on=today)
            if ids := list(shown.values_list("pk", flat=True)):
                model.objects.filter(pk__in=ids).update(link_checked_on=today)


def check_due(*, seconds: float, everything: bool = False, fetcher: LinkFetcher | None = None) -> list[OutsideLink]:
    """Look at links until none is due or the time is up; returns those looked at."""
    fetcher = fetcher or LinkFetcher(settings.SITE_URL)
    ends, asked, done = time.monotonic() + seconds, dict[str, float](), []
    for link in due_links(everything=everything):
        host = urlsplit(link.url).netloc
        wait = max(0.0, asked.get(host, 0.0) + SECONDS_BETWEEN - time.monotonic()) if host in asked else 0.0
        if time.monotonic() + wait > ends:
            break
        time.sleep(wait)
        judge(link, fetcher.ask(link.url))
        asked[host] = time.monotonic()
        link.save(update_fields=["state", "status", "failures", "checked_at", "alive_at"])
        if link.state == LinkState.ALIVE:
            note_on_pages(link)
        done.append(link)
    return done

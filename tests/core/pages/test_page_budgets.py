"""What a page of the starter site may cost, notices included: twelve queries to render, one round trip to read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from core.notices.models import Notice, Severity
from core.notices.showing import MOST
from core.web.page_cache.encodings import FIRST_ROUND_TRIP
from core.web.page_cache.entries import Entry
from locations.models import LocationPage
from tests import starter_site

MOST_QUERIES = 12


def put_up_notices() -> None:
    """As many as a page shows, one of each severity, with links and all their words."""
    now, place = timezone.now(), LocationPage.objects.first()
    words = (
        "Both places are closed on Thursday because of the second storm of this week.",
        "The elevator at the main entrance is being repaired; please use the north door.",
        "We are closed over the holidays and wish everybody a good start of the year.",
    )
    more = "We call everybody who has a visit that day. If your pain gets worse, call your doctor; or call 911."
    assert len(words) == MOST
    for severity, title in zip(Severity, words, strict=True):
        Notice.objects.create(
            title=title,
            text=f"{title} {more}",
            severity=severity,
            place=place if severity == Severity.IMPORTANT else None,
            link_page=place if severity == Severity.IMPORTANT else None,
            link_url="" if severity == Severity.IMPORTANT else f"https://county.example/{severity}",
            starts_at=now,
            ends_at=now + timedelta(days=1),
            hours="closed",
            first_day=now.date(),
        )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_starter_page_keeps_to_its_queries_and_bytes(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Site, settings, menu and places were read by an earlier page and are kept until something changes."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache"}
    starter_site.fill()
    put_up_notices()
    client = Client(headers={"host": "localhost"})
    for path in ("/", "/request-an-appointment/"):
        client.get(path)  # the first request of a new site makes the rows of its settings, which is a change
    counts, sizes = {}, {}
    for page in Page.objects.live().filter(depth__gt=1):
        path = page.get_url()
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        counts[path] = len(queries)
        # HTML and all of its styles, packed as the first visitor gets them; later ones get a tenth less.
        kept = Entry.from_body("200 OK", list(response.items()), response.content, None, 60)
        sizes[path] = len(kept.variant(("br",)).body)
        assert response.content.count(b"site-notices__item--") >= MOST
    assert len(counts) > 30
    assert {path: count for path, count in counts.items() if count > MOST_QUERIES} == {}
    assert {path: size for path, size in sizes.items() if size > FIRST_ROUND_TRIP} == {}

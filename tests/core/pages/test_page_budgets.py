"""What a page of the starter site may cost: at most twelve queries to render, and one round trip to read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.web.page_cache.encodings import FIRST_ROUND_TRIP
from core.web.page_cache.entries import Entry
from tests import starter_site

MOST_QUERIES = 12


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_starter_page_keeps_to_its_queries_and_bytes(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Site, settings, menu and places were read by an earlier page and are kept until something changes."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache"}
    starter_site.fill()
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
    assert len(counts) > 30
    assert {path: count for path, count in counts.items() if count > MOST_QUERIES} == {}
    assert {path: size for path, size in sizes.items() if size > FIRST_ROUND_TRIP} == {}

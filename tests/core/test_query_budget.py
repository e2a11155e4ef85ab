"""No page of the starter site costs more than twelve queries to render, and none more when rendered again."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, Locale, Page

MOST_QUERIES = 12


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_starter_page_is_rendered_with_twelve_queries(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Site, settings, menu and places were read by an earlier page and are kept until something changes."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache"}
    Locale.objects.get_or_create(language_code="en")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    if not Page.objects.exists():
        Page.add_root(instance=Page(title="Root", slug="root"))
    call_command("load_starter_content", verbosity=0)
    client = Client(headers={"host": "localhost"})
    counts = {}
    for page in Page.objects.live().filter(depth__gt=1):
        path = page.get_url()
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts[path] = len(queries)
    assert len(counts) > 30
    assert {path: count for path, count in counts.items() if count > MOST_QUERIES} == {}

"""A large site costs no more than a small one, page by page: counted, not timed as `make bench BENCH=growth` does."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from core.site.models import ClinicSettings
from core.web.page_cache.generation import get_generation
from news.models import NewsArticlePage
from tests import starter_site
from tests.benchmarks.growth import PATHS
from tests.work import Work, work_of

MOST_QUERIES = 12
# Places enough for every list of them: what shows 24 shows no more when there are more.
SMALL = (60, 30)
LARGE = (900, 200)


def change() -> None:
    """What publishing does to everything that a process keeps."""
    get_generation().bump()


class Looks(NamedTuple):
    """The work of each page once others were shown, and as the first one after a change."""

    warm: dict[str, Work]
    first: dict[str, Work]


def looks_of(client: Client) -> Looks:
    """All pages of a site; each is read before it is counted."""
    warm = {path: work_of(client, path) for path in PATHS for _ in range(2)}
    return Looks(warm, {path: work_of(client, path, before=change) for path in PATHS})


@pytest.fixture
def client_of_a_site(settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache", "ENABLED": False}
    starter_site.fill()
    return Client(headers={"host": "localhost"})


@pytest.fixture
def sizes(client_of_a_site: Client) -> list[Looks]:
    found = []
    for articles, places in (SMALL, LARGE):
        ClinicSettings.objects.update(launched=False)
        call_command("build_sample_pages", "--delete", verbosity=0)
        call_command("build_sample_pages", articles, locations=places, verbosity=0)
        # Before the launch the sitemap is empty.
        ClinicSettings.objects.update(launched=True)
        found.append(looks_of(client_of_a_site))
    return found


@pytest.mark.full
@pytest.mark.django_db(transaction=True)
def test_no_page_costs_more_in_a_large_site(sizes: list[Looks]) -> None:
    small, large = sizes
    assert NewsArticlePage.objects.count() > LARGE[0]
    for path in PATHS:
        few, many = small.warm[path], large.warm[path]
        assert many.queries <= few.queries <= MOST_QUERIES, path
        assert many.objects <= few.objects, path
        # One option of the request form for each place, and the distance of each from where somebody is.
        assert many.calls < few.calls * 1.2, path
        # The first page after a change reads and counts more, but makes no more pages of it, and asks no more often.
        assert large.first[path].queries <= small.first[path].queries, path
        assert large.first[path].objects <= small.first[path].objects, path
    if connection.vendor == "sqlite":
        grown = {path: (small.warm[path].steps, large.warm[path].steps) for path in PATHS}
        assert {path: steps for path, steps in grown.items() if steps[1] > steps[0] * 1.2 + 20} == {}

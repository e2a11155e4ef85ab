"""The sitemap of sites of any size, and dates that follow real changes."""

import datetime
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from wagtail.models import Page, PageViewRestriction

from core.seo import sitemap
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home, make_image

pytestmark = pytest.mark.django_db

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "sitemap.xsd"))
MOST_QUERIES = 12
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "i": "http://www.google.com/schemas/sitemap-image/1.1"}


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_home()
    ClinicSettings.objects.update_or_create(site=page.get_site(), defaults={"launched": True})
    return page


def document(client: Client, path: str = "/sitemap.xml") -> Any:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    parsed = etree.fromstring(b"".join(response.streaming_content))
    SCHEMA.assertValid(parsed)
    return parsed


def locations(parsed: Any) -> list[str]:
    return list(parsed.xpath("//s:loc/text()", namespaces=NAMES))


def lastmod(client: Client, page: Page) -> str:
    query = f"//s:url[s:loc='{page.get_full_url()}']/s:lastmod/text()"
    [value] = document(client).xpath(query, namespaces=NAMES)
    return str(value)


def test_only_live_public_listed_canonical_pages(client: Client, home: HomePage) -> None:
    add_page(home, ContentPage, "About & more", slug="about")
    add_page(home, ContentPage, "Hidden", show_in_search_engines=False)
    add_page(home, ContentPage, "Elsewhere", canonical_url="https://example.com/original/")
    draft = add_page(home, ContentPage, "Draft")
    draft.unpublish()
    private = add_page(home, ContentPage, "Private")
    add_page(private, ContentPage, "Below private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert locations(document(client)) == ["http://localhost/", "http://localhost/about/"]


def test_pictures_that_pages_show_are_listed(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About", main_image=make_image())
    client.get(page.get_url())
    [picture] = document(client).xpath("//i:loc/text()", namespaces=NAMES)
    assert picture.startswith("http://localhost/media/")


def test_publishing_again_without_a_change_does_not_move_the_date(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About", introduction="First.")
    page.content_record.changed_at = timezone.now() - datetime.timedelta(days=30)
    page.content_record.save()
    before = lastmod(client, page)
    ContentPage.objects.get(pk=page.pk).save_revision().publish()
    assert lastmod(client, page) == before
    changed = ContentPage.objects.get(pk=page.pk)
    changed.introduction = "Second."
    changed.save_revision().publish()
    assert lastmod(client, page) > before


def test_a_large_site_gets_an_index(client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PAGES_PER_FILE", 3)
    for number in range(7):
        add_page(home, ContentPage, f"Page {number}")
    parts = locations(document(client))
    assert parts == [f"http://localhost/sitemap-{number}.xml" for number in (1, 2, 3)]
    listed = [url for part in parts for url in locations(document(client, part.removeprefix("http://localhost")))]
    assert listed == ["http://localhost/", *(f"http://localhost/page-{number}/" for number in range(7))]
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def add_many(home: HomePage, count: int) -> None:
    """Leaf pages written straight into the tables: the tree's own way takes minutes for thousands."""
    first = add_page(home, ContentPage, "First")
    base = first.path[:-4]
    plain = Page.objects.get(pk=first.pk)
    rows = [
        Page(
            title=f"Page {number}",
            slug=f"page-{number}",
            path=base + ContentPage._int2str(int(first.path[-4:], 36) + number + 1).rjust(4, "0"),
            depth=first.depth,
            url_path=f"{home.url_path}page-{number}/",
            content_type=plain.content_type,
            locale=plain.locale,
            draft_title="x",
            live=True,
            last_published_at=timezone.now(),
        )
        for number in range(count)
    ]
    Page.objects.bulk_create(rows, batch_size=200)
    made = Page.objects.filter(slug__startswith="page-").order_by("path")
    quote = connection.ops.quote_name
    fields = [field for field in ContentPage._meta.local_concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(getattr(first, field.attname), connection) for field in fields]
    columns = ", ".join(quote(field.column) for field in (ContentPage._meta.pk, *fields))
    marks = ", ".join(["%s"] * (len(fields) + 1))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {ContentPage._meta.db_table} ({columns}) VALUES ({marks})",
            [(page.pk, *values) for page in made],
        )
    Page.objects.filter(pk=home.pk).update(numchild=count + 1)


def read_file(client: Client, path: str) -> tuple[int, int, int]:
    """How many addresses a file lists, how many queries it took, and the most memory."""
    tracemalloc.start()
    try:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
            count = sum(part.count(b"<loc>") for part in response.streaming_content)
        return count, len(queries), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_no_file_grows_with_the_site(client: Client, home: HomePage) -> None:
    add_many(home, 2999)
    parts = [f"/sitemap-{number}.xml" for number in (1, 2, 3, 4)]
    files = {path: read_file(client, path) for path in ("/sitemap.xml", *parts)}
    assert [count for count, _, _ in files.values()] == [4, 1000, 1000, 1000, 1]
    for path, (_, queries, peak) in files.items():
        assert queries <= MOST_QUERIES, path
        # Holding 3,000 pages at once takes tens of megabytes.
        assert peak < 8_000_000, path
    assert len({files[path][1] for path in parts[1:]}) == 1

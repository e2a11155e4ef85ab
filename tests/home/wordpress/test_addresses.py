"""Old addresses over HTTP: before anything is published, after, and where nothing follows."""

import io
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import Workbook
from wagtail.contrib.redirects.models import Redirect

from home.models import ContentPage, HomePage
from home.wordpress.checking import addresses_in
from home.wordpress.models import OldAddress
from news.models import NewsArticlePage
from tests.home.wordpress.conftest import Run
from tests.home.wordpress.exports import SITE, attachment, export, item, uploads

pytestmark = pytest.mark.django_db

POST = [
    "/2021/05/12/nerve-pain/",
    "/2021/05/12/nerve-pain",
    "/2021/05/12/Nerve-Pain/",
    "/2021/05/12/nerve%2Dpain/",
    "/2021/05/12/nerve-pain/feed/",
    "/2021/05/12/nerve-pain/amp/",
    "/2021/05/12/nerve-pain/comment-page-2/",
    "/2021/05/12/nerve-pain/?utm_source=mail",
    "/2021/05/12/pain-of-nerves/",
    "/?p=10",
    "/?p=10&preview=true",
    "/index.php?p=10",
]
PAGE = ["/company/about-us-2/", "/?page_id=20", "/?p=20", "/COMPANY/About-us-2"]
LISTS = [
    "/category/research/",
    "/category/studies/research/",
    "/category/research/page/3/",
    "/category/research/feed/",
    "/tag/crps/",
    "/?cat=4",
    "/?tag=crps",
    "/2021/",
    "/2021/05/",
    "/2021/05/12/",
    "/?m=202105",
    "/page/2/",
]
GONE = [
    "/author/tilak/",
    "/?author=1",
    "/comments/feed/",
    "/?feed=comments-rss2",
    "/in-the-bin/",
    "/?p=30",
    "/wp-content/uploads/2021/05/gone.jpg",
]
LOST = ["/never-was-here/", "/?p=999", "/wp-content/uploads/2021/05/other.jpg", "/wp-login.php"]


@pytest.fixture
def moved(run: Run, tmp_path: Path) -> HomePage:
    run(
        export(
            attachment(7, "2021/05/a.jpg", alt="A branch", parent=10),
            attachment(8, "2021/05/gone.jpg"),
            item(
                10,
                "Nerve pain",
                "Words.",
                slug="nerve-pain",
                link=f"{SITE}/2021/05/12/nerve-pain/",
                meta={"_wp_old_slug": "pain-of-nerves"},
            ),
            item(20, "About us", "Words.", kind="page", slug="about-us-2", link=f"{SITE}/company/about-us-2/"),
            item(30, "In the bin", "Words.", status="trash"),
        ),
        media=uploads(tmp_path / "uploads", "2021/05/a.jpg"),
    )
    return HomePage.objects.get()


def answer(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


def test_nothing_leads_to_a_draft(client: Client, moved: HomePage) -> None:
    for path in (*POST, *PAGE):
        # A missing slash is put on, as ever; a browser that kept anything else would never see the page.
        assert client.get(path, follow=path[-1] != "/").status_code == 404, path


def test_old_addresses_lead_to_published_pages(client: Client, moved: HomePage) -> None:
    NewsArticlePage.objects.get().get_latest_revision().publish()
    ContentPage.objects.get().get_latest_revision().publish()
    assert {path: answer(client, path) for path in POST} == dict.fromkeys(POST, (301, "/news/nerve-pain/"))
    assert {path: answer(client, path) for path in PAGE} == dict.fromkeys(PAGE, (301, "/about-us-2/"))
    assert client.head("/2021/05/12/nerve-pain/").status_code == 301
    # The page that WordPress made for a picture leads to the page that it was on.
    assert answer(client, "/?attachment_id=7") == (301, "/news/nerve-pain/")
    NewsArticlePage.objects.get().unpublish()
    assert answer(client, "/2021/05/12/nerve-pain/")[0] == 404


def test_lists_and_feeds_lead_to_the_news(client: Client, moved: HomePage) -> None:
    assert {path: answer(client, path) for path in LISTS} == dict.fromkeys(LISTS, (301, "/news/"))
    for path in ("/feed/", "/feed/atom/", "/?feed=rss2"):
        assert answer(client, path) == (301, "/news/feed/"), path


def test_pictures_lead_to_pictures_whatever_their_size(client: Client, moved: HomePage) -> None:
    for name in ("a.jpg", "a-300x169.jpg", "A-1024x576.JPG"):
        status, location = answer(client, f"/wp-content/uploads/2021/05/{name}")
        assert status == 301, name
        assert client.get(location).headers["Content-Type"] == "image/jpeg"


def test_where_nothing_follows_the_answer_is_gone(client: Client, moved: HomePage) -> None:
    for path in GONE:
        response = client.get(path)
        assert response.status_code == 410, path
        assert b"<h1" in response.content
    for path in LOST:
        assert answer(client, path)[0] in {404, 301}, path
        assert answer(client, path)[1] in {"", "/"}, path


def test_staff_decide_otherwise_and_stay_right(client: Client, moved: HomePage, run: Run) -> None:
    OldAddress.objects.filter(address="/author").update(link="/news/", decided=True)
    Redirect.objects.create(old_path="/in-the-bin", redirect_link="/news/")
    run(export(item(10, "Nerve pain", "Words.", slug="nerve-pain", link=f"{SITE}/2021/05/12/nerve-pain/")))
    assert answer(client, "/author/tilak/") == (301, "/news/")
    assert answer(client, "/in-the-bin/") == (301, "/news/")


def test_a_page_of_ours_goes_before_an_old_address(client: Client, moved: HomePage) -> None:
    moved.add_child(instance=ContentPage(title="In the bin", slug="in-the-bin", live=True))
    assert answer(client, "/in-the-bin/")[0] == 200


def check(path: Path, *options: str) -> str:
    out = StringIO()
    try:
        call_command("check_old_addresses", str(path), *options, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_what_would_be_lost_is_told(moved: HomePage, tmp_path: Path) -> None:
    sitemap = tmp_path / "sitemap.xml"
    places = "".join(
        f"<url><loc>{SITE}{path}</loc></url>" for path in ("/", "/company/about-us-2/", "/lost/", "/author/x/")
    )
    sitemap.write_text(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>')
    said = check(sitemap)
    assert f"LOST: {SITE}/lost/" in said
    assert f"waits for a page to be published: {SITE}/company/about-us-2/" in said
    assert "is there: 1, waits for a page to be published: 1, gone (410): 1, LOST: 1" in said
    ContentPage.objects.get().get_latest_revision().publish()
    assert "leads on: 1" in check(sitemap)


def workbook(*rows: list[Any], before: tuple[list[Any], ...] = ()) -> bytes:
    """An Excel file; `before`: the headings of sheets that stand before the one with the rows."""
    book, out = Workbook(), io.BytesIO()
    for headings in before:
        book.active.append(headings)
        book.active = book.create_sheet()
    for row in rows:
        book.active.append(row)
    book.active = 0
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Top pages,Clicks,Impressions\nhttps://old.example/lost/,3,9\nhttps://old.example/?p=10,1,2\n",
        '"Status";"Address"\n200;https://old.example/lost/\n200;"https://old.example/?p=10"\n',
        "https://old.example/lost/\nhttps://old.example/?p=10\n",
        "/lost/\n/?p=10\n",
        "Address|Title\n/lost/|x\n/?p=10|y\n",
        "\ufeffsep=;\nURL;Title\n/lost/;x\n/?p=10;y\n".encode("utf-16"),
        "Address\tTitle\n/lost/\tCafé\n/?p=10\ty\n".encode("cp1252"),
        workbook(["Status", "Address"], [200, "/lost/"], [200, "/?p=10"]),
        workbook(
            ["Top pages", "Clicks"],
            ["/lost/", 3],
            ["/?p=10", 1],
            before=(["Date", "Clicks"], ["Top queries", "Clicks"]),
        ),
        b"Address,Title\n/lost/,Bad \x81 byte\n/?p=10,x\n",
    ],
)
def test_tables_of_search_console_and_crawlers_are_read(moved: HomePage, tmp_path: Path, text: str | bytes) -> None:
    table = tmp_path / "pages.csv"
    table.write_bytes(text.encode() if isinstance(text, str) else text)
    out = tmp_path / "out.csv"
    said = check(table, "--csv", str(out))
    assert "waits for a page to be published: 1, LOST: 1" in said
    assert len(out.read_text().splitlines()) == 3


def test_a_broken_letter_breaks_no_other(tmp_path: Path) -> None:
    table = tmp_path / "pages.csv"
    table.write_bytes("Address,Title\n/café/,Crème\n/jalapeño/,".encode() + b"\xff\n")
    assert addresses_in(table) == ["/café/", "/jalapeño/"]


def test_the_zip_file_that_search_console_gives_is_named(clinic: HomePage, tmp_path: Path) -> None:
    path = tmp_path / "Performance.zip"
    with ZipFile(path, "w") as packed:
        packed.writestr("Queries.csv", "Top queries,Clicks\nknee pain,2\n")
        packed.writestr("Pages.csv", "Top pages,Clicks\n/lost/,2\n")
    assert "This is a zip file. Unpack it" in check(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("PK no workbook", "cannot be read"),
        ("name,age\nx,3\n", "no addresses"),
        ("<urlset><url>", "damaged"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><urlset><loc>&b;</loc></urlset>', "entities"),
        ("<sitemapindex><sitemap><loc>https://old.example/a.xml</loc></sitemap></sitemapindex>", "only lists others"),
    ],
)
def test_files_without_addresses_are_refused_in_words(clinic: HomePage, tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "file.xml"
    file.write_text(text)
    assert words in check(file)


def test_a_table_whose_quotation_mark_never_ends_is_told(moved: HomePage, tmp_path: Path) -> None:
    table = tmp_path / "crawl.csv"
    table.write_text(f'Address,Title\n{SITE}/lost/,"' + "a" * 200_000)
    assert "The file breaks off in line 2" in check(table)

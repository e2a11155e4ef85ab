"""The screens of a move: who may, what they say, and what is kept of the files."""

import contextlib
import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from core.pages.findings import find_all
from core.pictures.models import ClinicImage
from home.models import HomePage
from home.wordpress import running
from home.wordpress.importing import Importer
from home.wordpress.models import Choice, ExportFile, ImportRun, OldAddress
from news.models import NewsArticlePage
from tests.home.wordpress.exports import attachment, export, item, uploads, zipped
from tests.pages import count_queries
from tests.staff import login

pytestmark = pytest.mark.django_db
FILE = export(
    attachment(7, "2021/05/a.jpg", alt="A branch"),
    item(1, "One", '<img class="wp-image-7" src="a.jpg"> A guarantee.', terms=(("category", "research", "Research"),)),
    item(2, "Two", "Words.", kind="page"),
)


@pytest.fixture(autouse=True)
def idle() -> None:
    """Begin with a worker that is at nothing."""
    running._at_work.clear()


@pytest.fixture
def manager(client: Client, clinic: HomePage) -> Client:
    login(client, SITE_MANAGER)
    return client


def upload(client: Client, text: str = FILE, *media: Path) -> Any:
    files = [SimpleUploadedFile("old.xml", text.encode(), "text/xml")]
    packed = [SimpleUploadedFile(path.name, path.read_bytes(), "application/zip") for path in media]
    return client.post(reverse("wordpress_start"), {"exports": files, "pictures": packed})


def order(client: Client, run: ImportRun, action: str, **chosen: Any) -> Any:
    form = client.get(reverse("wordpress_run", args=[run.pk])).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | chosen
    return client.post(reverse("wordpress_run", args=[run.pk]), {**data, "hand_in": "on", "action": action})


def work() -> None:
    """Let the worker do as many rounds as it takes."""
    while ImportRun.objects.filter(state__in=["waiting", "running"]).exists():
        running.work_off(lambda: False)


def test_only_site_managers_may(client: Client, clinic: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    assert client.get(reverse("wordpress_start")).status_code == 302
    assert reverse("wordpress_start") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("wordpress_addresses")).status_code == 302
    assert upload(client).status_code == 302
    assert not ImportRun.objects.exists()


def test_a_look_then_the_move(
    manager: Client, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    media = zipped(uploads(tmp_path / "uploads", "2021/05/a.jpg"), tmp_path / "uploads.zip")
    upload(manager, FILE, media)
    run = ImportRun.objects.get()
    names = [file.file.name for file in run.files.all()]
    screen = manager.get(reverse("wordpress_run", args=[run.pk])).content.decode()
    assert "Posts (1)" in screen
    assert "Research (1)" in screen
    order(manager, run, "look")
    assert "worker is not running" in manager.get(reverse("wordpress_run", args=[run.pk])).content.decode()
    work()
    run.refresh_from_db()
    assert (run.state, run.dry_run, run.done, run.total) == ("done", True, 3, 3)
    assert not NewsArticlePage.objects.exists()
    kind = Choice.objects.get(subject="kind", key="post")
    order(manager, run, "import", **{f"choice_{kind.pk}": "page"})
    with django_capture_on_commit_callbacks(execute=True):
        work()
    run.refresh_from_db()
    assert (run.state, run.dry_run) == ("done", False)
    page = Page.objects.get(slug="one").specific
    assert type(page).__name__ == "ContentPage"
    assert page.owner.username == SITE_MANAGER
    assert page.workflow_in_progress
    assert ClinicImage.objects.get().uploaded_by_user == page.owner
    # An export names people who commented: it goes once it is done with.
    assert not ExportFile.objects.exists()
    assert names
    assert not any(default_storage.exists(name) for name in names)


def test_the_report_is_shown_narrowed_and_saved_harmlessly(manager: Client) -> None:
    upload(manager, FILE.replace("One", "=cmd()", 1))
    run = ImportRun.objects.get()
    order(manager, run, "import")
    work()
    url = reverse("wordpress_report", args=[run.pk])
    soup = BeautifulSoup(manager.get(url, {"outcome": "missing"}).content, "html.parser")
    assert [row.find("td").get_text(strip=True) for row in soup.select("table.listing tbody tr")] == ["a"]
    exported = b"".join(manager.get(url, {"export": "csv"}).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(exported)))
    assert any(row["What"].startswith("'=cmd()") for row in rows)
    assert any("Claim:" in row["Please look"] for row in rows)
    assert count_queries(manager, url) < 25


def test_the_editor_says_where_a_draft_came_from(manager: Client) -> None:
    upload(manager)
    run = ImportRun.objects.get()
    order(manager, run, "import")
    work()
    page = NewsArticlePage.objects.get()
    history = manager.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Moved in from https://old.example/one/" in history
    assert any("https://old.example/one/" in finding.message for finding in find_all(page))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<rss>", "damaged or not complete"),
        ("", "empty"),
        (FILE.replace("<rss", "<!DOCTYPE x><rss"), "declares entities"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_on_the_form(manager: Client, text: str, words: str) -> None:
    response = upload(manager, text)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ImportRun.objects.exists()


def test_what_is_no_zip_file_is_said_on_the_form(manager: Client, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"no zip")
    assert "is no zip file" in upload(manager, FILE, path).content.decode()
    assert "Choose the file" in manager.post(reverse("wordpress_start"), {}).content.decode()


def test_more_files_can_be_added_before_the_move(manager: Client, tmp_path: Path) -> None:
    upload(manager)
    run = ImportRun.objects.get()
    media = zipped(uploads(tmp_path / "uploads", "2021/05/a.jpg"), tmp_path / "uploads.zip")
    add = reverse("wordpress_add_files", args=[run.pk])
    manager.post(add, {"pictures": [SimpleUploadedFile("b.zip", media.read_bytes())]})
    other = export(item(3, "Three", "Words."))
    manager.post(add, {"exports": [SimpleUploadedFile("b.xml", other.encode())]})
    elsewhere = export(item(4), site="https://other.example")
    response = manager.post(add, {"exports": [SimpleUploadedFile("c.xml", elsewhere.encode())]}, follow=True)
    assert "two different sites" in response.content.decode()
    order(manager, run, "import")
    work()
    assert sorted(NewsArticlePage.objects.values_list("title", flat=True)) == ["One", "Three"]
    assert ClinicImage.objects.count() == 1


def test_a_run_that_its_worker_left_is_begun_anew(manager: Client) -> None:
    upload(manager)
    run = ImportRun.objects.get()
    order(manager, run, "import")
    stops = iter([False, False, True])
    running.work_off(lambda: next(stops, True))
    run.refresh_from_db()
    assert run.state == "running"
    running._at_work.clear()
    running.work_off(lambda: False)
    assert ImportRun.objects.get().state == "running", "another worker may be at it"
    ImportRun.objects.update(beat_at=run.beat_at - running.DEAD_AFTER * 2)
    work()
    assert NewsArticlePage.objects.count() == 1
    assert ImportRun.objects.get().state == "done"


@pytest.mark.parametrize(("error", "state"), [(OSError("disk"), "failed"), (OperationalError("away"), "running")])
def test_what_breaks_an_import_off_does_not_end_the_worker(
    manager: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str
) -> None:
    upload(manager)
    run = ImportRun.objects.get()
    order(manager, run, "import")

    def breaks(*_args: Any) -> None:
        raise error

    monkeypatch.setattr(Importer, "_write_item", breaks)
    monkeypatch.setattr(Importer, "_guarded", lambda self, what, step: step())
    with contextlib.suppress(OperationalError):  # which the worker waits out
        running.work_off(lambda: False)
    run.refresh_from_db()
    assert run.state == state
    assert state == "running" or "OSError" in manager.get(reverse("wordpress_run", args=[run.pk])).content.decode()
    monkeypatch.undo()
    if state == "failed":
        order(manager, run, "import")
    ImportRun.objects.update(beat_at=timezone.now() - running.DEAD_AFTER * 2)
    work()
    assert ImportRun.objects.get().state == "done"
    assert NewsArticlePage.objects.count() == 1


def test_staff_decide_what_follows_an_old_address(manager: Client) -> None:
    upload(manager)
    run = ImportRun.objects.get()
    order(manager, run, "import")
    work()
    listed = manager.get(reverse("wordpress_addresses"), {"q": "author"}).content.decode()
    assert "Nothing: 410 Gone" in listed
    assert "once it is published" in manager.get(reverse("wordpress_addresses"), {"follows": "waits"}).content.decode()
    row = OldAddress.objects.get(address="/author")
    edit = reverse("wordpress_edit_address", args=[row.pk])
    assert "Begin with a slash" in manager.post(edit, {"page": "", "link": "javascript:alert(1)"}).content.decode()
    assert manager.post(edit, {"page": "", "link": "/news/"}).status_code == 302
    row.refresh_from_db()
    assert (row.link, row.decided) == ("/news/", True)
    assert manager.get("/author/tilak/").headers["Location"] == "/news/"


def test_deleting_a_run_leaves_its_pages(manager: Client) -> None:
    upload(manager)
    run = ImportRun.objects.get()
    order(manager, run, "import")
    work()
    manager.post(reverse("wordpress_forget", args=[run.pk]))
    assert not ImportRun.objects.exists()
    assert NewsArticlePage.objects.exists()


def test_uploads_that_nobody_runs_are_not_kept(manager: Client) -> None:
    upload(manager)
    running.forget_old_files()
    assert ExportFile.objects.count() == 1
    run = ImportRun.objects.get()
    ImportRun.objects.update(created_at=run.created_at - running.timedelta(days=running.KEPT_DAYS + 1))
    running.forget_old_files()
    assert not ExportFile.objects.exists()

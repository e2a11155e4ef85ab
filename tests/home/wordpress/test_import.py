"""What comes out of an export: drafts below the right pages, with dates, authors, topics and pictures."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from core.pictures.models import ClinicImage
from core.seo.audit import audit_site
from home.models import ContentPage, HomePage
from home.wordpress.importing import Importer
from home.wordpress.models import Choice, ImportedItem, ImportRow, OldAddress
from news.models import NewsArticlePage, Topic
from tests.home.wordpress.conftest import Run
from tests.home.wordpress.exports import SITE, attachment, export, item, uploads, zipped

pytestmark = pytest.mark.django_db


def outcome(rows: list[ImportRow], old_id: int) -> ImportRow:
    return next(row for row in rows if row.old_id == old_id and row.kind != "link")


def newest(page: Page) -> Any:
    return page.get_latest_revision_as_object()


def test_posts_and_pages_arrive_as_drafts_in_review(run: Run, clinic: HomePage) -> None:
    Topic.objects.create(name="Research", slug="research")
    rows = run(
        export(
            item(
                10,
                "Ketamine &amp; nerves",
                "First.\n\nSecond.",
                slug="ketamine-nerves",
                excerpt="Short.",
                terms=(("category", "research", "Research"), ("post_tag", "crps", "CRPS")),
            ),
            item(20, "About", "<p>We are here.</p>", kind="page", slug="about"),
            item(21, "Team", "<p>Us.</p>", kind="page", slug="team", parent=20),
            item(5, "Deep", "<p>x</p>", kind="page", slug="deep", parent=21),
        )
    )
    article = NewsArticlePage.objects.get(slug="ketamine-nerves")
    assert (article.live, article.title, article.kind, article.outlet) == (
        False,
        "Ketamine & nerves",
        "clinic",
        "The Clinic",
    )
    assert article.coverage_author == "Dr. Tilak"
    assert article.introduction == "Short."
    assert article.published_on == datetime.date(2021, 5, 12)
    assert article.first_published_at == datetime.datetime(2021, 5, 13, 0, 30, tzinfo=datetime.UTC)
    assert [topic.name for topic in article.topics.all()] == ["Research"]
    assert [block.value.source for block in newest(article).body] == ["<p>First.</p><p>Second.</p>"]
    assert article.workflow_in_progress
    about, team, deep = (ContentPage.objects.get(slug=slug) for slug in ("about", "team", "deep"))
    assert team.get_parent().pk == about.pk
    assert deep.get_parent().pk == team.pk
    assert not Page.objects.filter(live=True, depth__gt=3).exists()
    assert outcome(rows, 10).outcome == "new"
    assert outcome(rows, 10).page_id == article.pk
    assert next(row for row in rows if row.kind == "post_tag").title == "CRPS"
    entry = PageLogEntry.objects.get(page=article, action="wordpress.import")
    assert entry.data == {"source": f"{SITE}/ketamine-nerves/"}


@pytest.mark.parametrize(
    ("status", "comes", "in_review"),
    [
        ("publish", True, True),
        ("pending", True, True),
        ("draft", True, False),
        ("private", True, True),
        ("trash", False, False),
        ("auto-draft", False, False),
    ],
)
def test_each_status_becomes_its_like(run: Run, status: str, comes: bool, in_review: bool) -> None:
    rows = run(export(item(3, "One", "Words.", status=status)))
    page = NewsArticlePage.objects.filter(slug="one").first()
    assert (page is not None) is comes
    if page is None:
        assert outcome(rows, 3).outcome == "left_out"
        return
    assert not page.live
    assert page.workflow_in_progress is in_review
    restricted = PageViewRestriction.objects.filter(page=page, restriction_type="login").exists()
    assert restricted is (status == "private")


def test_a_post_for_later_waits_for_its_day(run: Run) -> None:
    run(export(item(3, "Later", "Words.", status="future", date="2099-01-02 09:00:00", date_gmt="2099-01-02 14:00:00")))
    page = NewsArticlePage.objects.get(slug="later")
    assert page.go_live_at == datetime.datetime(2099, 1, 2, 14, tzinfo=datetime.UTC)


def test_a_second_run_changes_only_what_staff_have_not_touched(run: Run) -> None:
    first = export(item(1, "One", "Old."), item(2, "Two", "Old."), item(3, "Three", "Old."), item(4, "Four", "Old."))
    run(first)
    rows = run(first)
    assert {row.outcome for row in rows if row.old_id} == {"unchanged"}
    two = NewsArticlePage.objects.get(slug="two")
    two.title = "Two, by staff"
    two.save_revision()
    NewsArticlePage.objects.get(slug="three").delete()
    NewsArticlePage.objects.get(slug="four").get_latest_revision().publish()
    rows = run(first.replace("Old.", "New."))
    assert [outcome(rows, number).outcome for number in (1, 2, 3, 4)] == ["changed", "kept", "kept", "kept"]
    assert newest(NewsArticlePage.objects.get(slug="one")).body[0].value.source == "<p>New.</p>"
    two = newest(NewsArticlePage.objects.get(slug="two"))
    assert (two.title, two.body[0].value.source) == ("Two, by staff", "<p>Old.</p>")
    assert not NewsArticlePage.objects.filter(slug="three").exists()


def test_a_look_writes_nothing(run: Run, tmp_path: Path) -> None:
    rows = run(
        export(attachment(7, "2021/05/a.jpg"), item(1, "One", "A guarantee. [gallery ids='7']")),
        media=uploads(tmp_path / "uploads", "2021/05/a.jpg"),
        dry_run=True,
    )
    assert not NewsArticlePage.objects.exists()
    assert not ClinicImage.objects.exists()
    assert not ImportedItem.objects.exists()
    assert {row.outcome for row in rows if row.old_id} == {"new"}
    assert "Claim:" in outcome(rows, 1).why


@pytest.mark.parametrize("packed", [False, True])
def test_pictures_come_out_of_a_folder_or_a_zip_file(run: Run, tmp_path: Path, packed: bool) -> None:
    folder = uploads(tmp_path / "wp-content" / "uploads", "2021/05/a.jpg", "2021/05/form.pdf")
    media = zipped(folder, tmp_path / "uploads.zip") if packed else tmp_path / "wp-content"
    text = (
        f'<p><img class="wp-image-7" src="{SITE}/wp-content/uploads/2021/05/a-300x169.jpg" alt="Seen here"></p>'
        f'<p><a href="{SITE}/wp-content/uploads/2021/05/form.pdf">The form</a></p>'
    )
    rows = run(
        export(
            attachment(7, "2021/05/a.jpg", alt="A branch", caption="Drawn by us", title="Branch"),
            attachment(8, "2021/05/form.pdf", title="Form"),
            attachment(9, "2021/05/gone.jpg"),
            attachment(11, "2021/05/film.mp4"),
            item(1, "One", text, meta={"_thumbnail_id": 7}),
        ),
        media=media,
    )
    image = ClinicImage.objects.get()
    assert (image.title, image.description, image.decorative) == ("Branch", "A branch", False)
    page = newest(NewsArticlePage.objects.get())
    assert page.main_image_id == image.pk
    assert page.body[0].value["image"].contextual_alt_text == "Seen here"
    assert page.body[0].value["caption"] == "Drawn by us"
    assert 'linktype="document"' in page.body[1].value.source
    assert [outcome(rows, number).outcome for number in (7, 8, 9, 11)] == ["new", "new", "missing", "left_out"]
    assert f"{SITE}/wp-content/uploads/2021/05/gone.jpg" in outcome(rows, 9).why


def test_pictures_that_come_later_are_put_in_by_a_second_run(run: Run, tmp_path: Path) -> None:
    file = export(
        attachment(7, "2021/05/a.jpg", alt="A branch"), item(1, "One", '<img class="wp-image-7" src="x.jpg">')
    )
    rows = run(file)
    assert "did not come along" in outcome(rows, 1).why
    rows = run(file, media=uploads(tmp_path / "uploads", "2021/05/a.jpg"))
    assert outcome(rows, 1).outcome == "changed"
    assert [block.block_type for block in newest(NewsArticlePage.objects.get()).body] == ["image"]


def test_links_lead_to_pages_also_to_those_further_down(run: Run) -> None:
    text = f'<a href="{SITE}/two/">Two</a> <a href="/?p=2">same</a> <a href="{SITE}/lost/">lost</a> <a href="https://fda.gov/">out</a>'
    rows = run(export(item(1, "One", text), item(2, "Two", f'<a href="{SITE}/one/#top">One</a>')))
    one, two = NewsArticlePage.objects.get(slug="one"), NewsArticlePage.objects.get(slug="two")
    source = newest(one).body[0].value.source
    assert source.count(f'<a linktype="page" id="{two.pk}">') == 2
    assert 'href="https://fda.gov/"' in source
    assert f'linktype="page" id="{one.pk}"' in newest(two).body[0].value.source
    assert any(row.kind == "link" and f"{SITE}/lost/" in row.why for row in rows)
    assert {
        row.outcome
        for row in run(export(item(1, "One", text), item(2, "Two", f'<a href="{SITE}/one/#top">One</a>')))
        if row.kind == "post"
    } == {"unchanged"}


def test_what_a_kind_becomes_is_chosen_and_kept(run: Run) -> None:
    file = export(item(1, "One", "Words."), item(2, "Film", "Words.", kind="portfolio"))
    rows = run(file, kind=["post=page"])
    assert ContentPage.objects.filter(slug="one").exists()
    assert outcome(rows, 2).outcome == "left_out"
    assert Choice.objects.get(subject="kind", key="post").target == "page"
    rows = run(file, kind=["portfolio=news"])
    assert outcome(rows, 1).outcome == "unchanged"
    assert NewsArticlePage.objects.get().slug == "film"
    with pytest.raises(CommandError, match="event"):
        run(file, kind=["event=news"])


def test_several_files_of_one_export_are_one_import(run: Run) -> None:
    rows = run(
        export(item(1, "One", f'<a href="{SITE}/two/">x</a>')), export(item(2, "Two", "Words."), item(1, "Again"))
    )
    assert NewsArticlePage.objects.count() == 2
    assert any(row.outcome == "refused" and row.title == "1" for row in rows)
    with pytest.raises(CommandError, match="two different sites"):
        run(export(item(1)), export(item(2), site="https://other.example"))


def test_menus_comments_and_bookkeeping_are_told_of(run: Run) -> None:
    menu = (("nav_menu", "main", "Main"),)
    entry = {"_menu_item_type": "post_type", "_menu_item_object_id": 1}
    rows = run(
        export(
            item(1, "One", "Words.", comments=3),
            item(2, "", kind="nav_menu_item", meta=entry, terms=menu, order=2),
            item(
                3,
                "Out",
                kind="nav_menu_item",
                meta={"_menu_item_type": "custom", "_menu_item_url": "https://x.example/"},
                terms=menu,
                order=1,
            ),
            item(4, "rev", kind="revision", status="inherit"),
        )
    )
    proposal = next(row for row in rows if row.kind == "menu")
    assert proposal.title == "Main"
    assert proposal.why.splitlines()[1:] == ["Out: did not come along (https://x.example/)", "One"]
    assert any(row.kind == "comment" and "3 comments" in row.title for row in rows)
    assert any(row.kind == "revision" for row in rows)


@pytest.mark.full
def test_the_audit_finds_nothing_wrong_with_what_was_published(run: Run, clinic: HomePage, tmp_path: Path) -> None:
    """Five pages of five kinds, published as they came: status, titles, headings, alt texts, links, JSON-LD."""
    said = "What we do, where we do it, and how you can ask us for a first visit at the clinic."
    block = "<!-- wp:{0} -->{1}<!-- /wp:{0} -->"
    links = "".join(f'<p><a href="{SITE}/{slug}/">More about {slug}</a></p>' for slug in ("about", "team", "prices"))
    table = "<figure><table><tr><th>Visit</th><th>Time</th></tr><tr><td>First</td><td>2 h</td></tr></table></figure>"
    builder = [{"elType": "widget", "widgetType": "heading", "settings": {"title": "Prices", "header_size": "h4"}}]
    run(
        export(
            attachment(7, "2021/05/a.jpg", alt="A branch"),
            item(1, "First news", block.format("paragraph", links), excerpt=f"News: {said}", meta={"_thumbnail_id": 7}),
            item(2, "Second news", f"<h4>Head</h4>\n\nClassic.\n\n[gallery ids='7']{table}", excerpt=f"Second: {said}"),
            item(20, "About", "<h1>Who</h1><h4>We</h4><p>Us.</p>", kind="page", excerpt=f"About: {said}"),
            item(21, "Team", "[et_pb_text]<p>Us.</p>[/et_pb_text]", kind="page", parent=20, excerpt=f"Team: {said}"),
            item(
                22,
                "Prices",
                "x",
                kind="page",
                excerpt=f"Prices: {said}",
                meta={"_elementor_edit_mode": "builder", "_elementor_data": json.dumps(builder)},
            ),
        ),
        media=uploads(tmp_path / "uploads", "2021/05/a.jpg"),
    )
    for imported in ImportedItem.objects.filter(page__isnull=False).order_by("-old_id"):
        imported.page.specific.get_latest_revision().publish()
    result = audit_site(clinic.get_site())
    ours = {imported.page.get_full_url() for imported in ImportedItem.objects.filter(page__isnull=False)}
    assert len(ours) == 5
    assert [(found.url, found.code, found.message) for found in result.findings if found.url in ours] == []


def test_pages_are_in_the_search_of_the_admin_also_after_a_run_that_broke_off(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = export(item(1, "Ketamine"), item(2, "Lidocaine"))
    monkeypatch.setattr(Importer, "_index", lambda self: None)
    run(text)
    assert not NewsArticlePage.objects.search("ketamine").count()
    monkeypatch.undo()
    rows = run(text)
    assert {row.outcome for row in rows if row.kind == "post"} == {"unchanged"}
    assert [page.title for page in NewsArticlePage.objects.search("ketamine")] == ["Ketamine"]


def test_a_free_address_is_found_at_once_among_many_of_one_name(run: Run) -> None:
    with CaptureQueriesContext(connection) as apart:
        run(export(*(item(number, f"Post {number}") for number in range(1, 13))))
    with CaptureQueriesContext(connection) as alike:
        run(export(*(item(number, "Same", slug="same") for number in range(21, 33))))
    assert len(alike) <= len(apart) + 3 * 12
    assert NewsArticlePage.objects.filter(slug="same-12").exists()


def test_every_address_that_a_post_ever_had_is_kept(run: Run) -> None:
    text = export(item(1, "One", slug="one", meta={"_wp_old_slug": "first"}))
    second = "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>second</wp:meta_value></wp:postmeta>"
    run(text.replace("</item>", f"{second}</item>"))
    kept = OldAddress.objects.filter(page__slug="one").values_list("address", flat=True)
    assert {"/one", "/first", "/second"} <= set(kept)


def test_pages_below_each_other_without_end_stand_beside_each_other_at_last(run: Run, clinic: HomePage) -> None:
    rows = run(export(*(item(number, f"Page {number}", kind="page", parent=number - 1) for number in range(1, 13))))
    assert {row.outcome for row in rows if row.kind == "page"} == {"new"}
    depths = [page.depth - clinic.depth for page in ContentPage.objects.order_by("depth")]
    assert depths == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8]

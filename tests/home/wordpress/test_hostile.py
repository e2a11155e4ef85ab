"""Exports and media made to do harm, or only broken: a row or a sentence, never a crash, never half an import."""

import io
import stat
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError
from wagtail.models import Page

from core.pictures.models import ClinicImage
from home.wordpress.markup import Converter
from home.wordpress.markup.cleaning import is_too_deep
from home.wordpress.markup.composing import MOST_COLUMNS, Composer
from home.wordpress.markup.notes import Notes
from home.wordpress.media import MOST_BYTES, Archives, Folder, NotTaken
from home.wordpress.models import Choice, ImportRow, OldAddress
from home.wordpress.reader import LONGEST_META, LONGEST_TEXT, LONGEST_TOKEN, Channel, Item, NotReadable, read
from home.wordpress.survey import survey
from news.models import NewsArticlePage
from tests.home.wordpress.conftest import Run
from tests.home.wordpress.exports import END, SITE, attachment, cdata, export, item, uploads

BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
GOOD = export(item(1, "One", "Words."), item(2, "Two", "Words."))


def with_doctype(doctype: str) -> str:
    return GOOD.replace("?>", f"?>{doctype}", 1).replace("Words.", "&b;&x;", 1)


BROKEN = {
    "entity bomb": (with_doctype(BOMB), "declares entities"),
    "external entity": (with_doctype(OUTSIDE), "declares entities"),
    "cut off": (GOOD[:-200], "damaged or not complete"),
    "nothing": ("", "damaged or not complete"),
    "no xml": ("PK\x03\x04 something", "damaged or not complete"),
    "a web page": ("<html><body>Log in</body></html>", "no WordPress export"),
    "a feed": (GOOD.replace("<wp:wxr_version>1.2</wp:wxr_version>", ""), "no WordPress export"),
    "another version": (export(item(1), version="9.9"), "no WordPress export"),
    "an encoding that was never made": (GOOD.replace("UTF-8", "iso-8859-12", 1), "which no WordPress export is"),
    "another encoding": (GOOD.replace("UTF-8", "punycode", 1), "which no WordPress export is"),
    "nested": (GOOD.replace("<description></description>", "<a>" * 50 + "</a>" * 50, 1), "nested too deeply"),
    "no site": (GOOD.replace(SITE, "ftp:"), "which site"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_taken_is_refused_whole(run: Run, text: str, words: str) -> None:
    pages = Page.objects.count()
    with pytest.raises(CommandError, match=words):
        run(text)
    assert Page.objects.count() == pages
    assert not OldAddress.objects.exists()


def test_a_tag_that_never_ends_does_not_fill_the_memory() -> None:
    class Endless(io.RawIOBase):
        sent = 0

        def read(self, size: int = -1) -> bytes:
            head = export().removesuffix(END).encode() + b'<item a="' if not self.sent else b""
            self.sent += size
            return head + b"a" * size

    file = Endless()
    with pytest.raises(Exception, match="never ends"):
        list(read(file, Channel()))
    assert file.sent < 3 * LONGEST_TOKEN


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_all_versions_are_read(run: Run, version: str) -> None:
    run(export(item(1, "One", "Words."), version=version))
    assert NewsArticlePage.objects.get().title == "One"


@pytest.mark.django_db
def test_broken_characters_are_mended_and_told(run: Run) -> None:
    text = export(
        item(1, "One XX", "Bad \x00\x01\x08\x0b bytes XX &amp; \u202e turned &#0;&#x1f; \ufffe ends \x85 here.")
    )
    rows = run(
        text.replace("<description></description>", "<description>&#1;&#xFFFF;&#99999999;</description>")
        .encode()
        .replace(b"XX", b"\xff\xc3")
    )
    page = NewsArticlePage.objects.get()
    assert page.title.startswith("One")
    source = page.body[0].value.source
    assert source.startswith("<p>Bad ")
    assert not any(ord(character) < 32 for character in source)
    assert "\u202e" not in source
    assert any(row.kind == "file" and "cannot be read" in row.why for row in rows)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16"])
def test_other_encodings_are_read(run: Run, encoding: str) -> None:
    run(export(item(1, "Café", "Crème."), encoding=encoding).encode(encoding))
    assert NewsArticlePage.objects.get().title == "Café"


@pytest.mark.django_db
def test_posts_without_measure_are_refused_and_the_others_come(run: Run) -> None:
    rows = run(export(item(1, "Huge", "a" * (LONGEST_TEXT + 1)), item(2, "Two", "Words."), item(0, "None", "Words.")))
    assert [page.title for page in NewsArticlePage.objects.all()] == ["Two"]
    assert {row.title: row.outcome for row in rows if row.outcome == "refused"} == {"Huge": "refused", "0": "refused"}


HOSTILE = [
    "<div>" * 50_000 + "deep",
    "<!-- wp:group -->" * 20_000,
    "<!-- wp:a {" * 50_000,
    "<!--" * 100_000,
    '<!-- wp:x {"a":' + "[" * 50_000 + " -->",
    "[a " * 100_000,
    "[a]" * 20_000 + "[/a]" * 20_000,
    "[vc_row]" * 5_000 + "x" + "[/vc_row]" * 5_000,
    "<" * 200_000,
    "<a href='" * 20_000,
    "<img src=x onerror=alert(1)//" * 5_000,
    "<table>" * 3_000 + "<tr><td>x",
    "<ul><li>" * 3_000,
    "<details><summary>q</summary>" * 100 + "a",
    "<blockquote>" * 110 + "x",
    "<pre>" * 20_000,
    "\n\n" * 100_000 + "<b>",
    "%%" * 50_000,
    "<svg><script>alert(1)</script></svg><math><mtext><img src=x onerror=alert(1)></mtext></math>",
    '<a href="jAvAsCrIpT:alert(1)">x</a><a href="data:text/html,x">y</a><a href="//evil.example/">z</a>',
    '<p style="background:url(javascript:x)" onmouseover="x">words</p><base href="//evil.example">',
    "<div></x>" * 20_000 + "deep",
    "x" + " " * 500_000 + "y",
    f'<table><tr><td colspan="{"9" * 5000}">a</td><td rowspan="{"9" * 5000}">b</td></tr></table>',
    f'[caption]<img src="x">{"<a" * 2000}[/caption][embed]{"<a" * 2000}[/embed]',
    f"[gallery {'a ' * 9_000}]" * 20,
    '<a linktype="page" id="1">fake</a><embed embedtype="image" id="1"/>',
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_conversion_or_keeps_anything_that_runs(text: str) -> None:
    found = Converter({}, lambda number, url: None).convert(
        text, {"_elementor_data": text}, url=f"{SITE}/x/", title="T"
    )
    written = repr([block["value"] for block in found.body]).lower()
    for bad in ("<script", "onerror=", "onmouseover", 'href="javascript:', 'href="data:', "<svg", "linktype", "<embed"):
        assert bad not in written.replace("&lt;", "")


@pytest.mark.parametrize("part", ["<i><b a={}></i>", "<div><b a={}></div>x", "<i><b a={}></i><table></table>"])
def test_looks_that_are_never_ended_are_deep_in_each_other(part: str) -> None:
    """A parser opens each of them again for all that follows: the time grows with the square of their number."""
    assert is_too_deep("".join(part.format(number) for number in range(1_000)))


@pytest.mark.parametrize(
    "part",
    [
        "<div><b><i>a</b></i></div>",
        '<p><a name="x">a</p>',
        "<div><span>a</div>",
        "<table><tr><td><b>a</table>",
        "<h2><strong>a</h2></strong>",
    ],
)
def test_what_people_forget_to_end_is_not_deep(part: str) -> None:
    assert not is_too_deep(part * 1_000)


def test_what_a_script_or_style_says_is_no_text() -> None:
    html = "<p>Words</p><script>a = 'spoken'</script><style>.spoken{}</style><svg><text>spoken</text></svg><form>spoken"
    found = Converter({}, lambda number, url: None).convert(html, {}, url=f"{SITE}/x/", title="T")
    assert [block["value"] for block in found.body] == ["<p>Words</p>"]


def test_every_rich_text_is_cleaned_as_it_is_kept() -> None:
    """Given what no parser of ours would leave: a link within a link, in a text and in a table's cell."""
    nested = '<a href="https://a.example/">a<a href="https://b.example/">b</a></a>'
    kept = '<a href="https://a.example/">a</a><a href="https://b.example/">b</a>'
    composer = Composer(f"{SITE}/x/", "T", lambda number, url: None, Notes())
    table = f"<table><tr><th>A</th><th>B</th></tr><tr><td>{nested}</td><td>c</td></tr></table>"
    text, cells = composer.compose(f"<p>{nested}</p>{table}")
    assert text["value"] == f"<p>{kept}</p>"
    assert cells["value"]["table"]["rows"][0]["values"][0] == f"<p>{kept}</p>"


def test_a_row_of_a_table_is_read_no_further_than_a_table_can_be_wide() -> None:
    table = BeautifulSoup(f"<table><tr>{'<td colspan=9>a</td>' * 2_000}</tr></table>", "html.parser").table
    assert table
    [row] = Composer(f"{SITE}/x/", "T", lambda number, url: None, Notes())._rows(table)
    assert MOST_COLUMNS < len(row) <= 2 * MOST_COLUMNS


def peak_of(*parts: str, times: int = 1) -> int:
    """The most memory, in bytes, that reading an item of these parts takes, the last of them `times` over."""

    class Long(io.RawIOBase):
        def __init__(self) -> None:
            self._parts = self._make()

        def _make(self) -> Any:
            yield export().removesuffix(END).encode()
            yield "".join(parts[:-1]).encode()
            for number in range(times):
                yield parts[-1].replace("NUMBER", str(number)).encode()

        def read(self, size: int = -1) -> bytes:
            return next(self._parts, b"")

    tracemalloc.start()
    try:
        with pytest.raises(NotReadable, match="not complete"):
            list(read(Long(), Channel()))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


SLUG_PART = "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"
META_PART = "<wp:postmeta><wp:meta_key>rank_math_NUMBER</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"


@pytest.mark.parametrize(
    ("parts", "times"),
    [
        (("<item><content:encoded>", "words " * 20_000), 250),
        (("<item>", META_PART.format("a" * 120_000)), 200),
        (("<item><wp:postmeta>", f"<aNUMBER>{'a' * 120_000}</aNUMBER>"), 200),
    ],
    ids=["a text", "fields", "parts of a field"],
)
def test_no_part_of_an_item_fills_the_memory(parts: tuple[str, ...], times: int) -> None:
    assert peak_of(*parts, times=times) < 14 * 1024 * 1024


def test_a_field_that_is_too_long_is_left_out() -> None:
    fields = {"_yoast_wpseo_title": "a" * (LONGEST_META + 1), "_yoast_wpseo_metadesc": "kept"}
    found = next(iter(read(io.BytesIO(export(item(1, "One", meta=fields)).encode()), Channel())))
    assert found.meta == {"_yoast_wpseo_metadesc": "kept"}
    assert len(found.faults) == 1
    assert "too long" in found.faults[0]


def fields_of(parts: str) -> Item:
    """The one item of an export with these further parts."""
    text = export(item(1, "One")).replace("</item>", f"{parts}</item>")
    return next(iter(read(io.BytesIO(text.encode()), Channel())))


def test_old_addresses_without_end_are_no_more_than_people_give_and_keep_no_field_out() -> None:
    slugs = "".join(SLUG_PART.format(f"slug-{number}/more") for number in range(3_000))
    fields = SLUG_PART.format("a" * 900_000) + slugs + META_PART.format("kept").replace("NUMBER", "title")
    found = fields_of(fields)
    kept = found.meta["_wp_old_slug"].split()
    assert (kept[:3], len(kept)) == (["slug-0", "more", "slug-1"], 50)
    assert found.meta["rank_math_title"] == "kept"
    assert not found.faults


def test_fields_that_find_no_room_are_told_and_take_none_from_others() -> None:
    large = [META_PART.format("a" * 900_000).replace("NUMBER", str(number)) for number in (1, 2, 3, 4, 5, 6, 1)]
    found = fields_of("".join(large) + META_PART.format("kept").replace("NUMBER", "title"))
    assert list(found.meta) == [f"rank_math_{name}" for name in (1, 2, 3, 4, "title")]
    assert len(found.faults) == 1
    assert "left out" in found.faults[0]


@pytest.mark.django_db
def test_odd_titles_numbers_and_names_break_no_run(run: Run) -> None:
    number = "9" * 5000
    menu = {"_menu_item_type": "post_type", "_menu_item_object_id": number, "_menu_item_menu_item_parent": "²"}
    named = [(("category", "news", name),) for name in ("News", "News of ours")]
    rows = run(
        export(
            item(1, "<a" * 900, "Words.", slug="one", terms=named[0]),
            item(2, "Two", "Words.", terms=named[1], kind="post" + "t" * 500),
            item(3, "Three", "Words.", terms=named[1], meta={"_thumbnail_id": number}),
            item(4, "<b" * 900, kind="nav_menu_item", meta=menu),
            attachment(5, "2021/05/a.jpg", title="<i" * 900),
        )
    )
    assert {row.old_id: row.outcome for row in rows if row.kind == "post"} == {1: "new", 3: "new"}
    assert Choice.objects.get(key="category:news").count == 3


def bomb(path: Path, name: str = "2021/05/a.jpg") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\0" * (20 * 1024 * 1024))
    return path


def test_zip_files_that_lead_out_or_grow_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("../../etc/cron.d/x.jpg", "/etc/x.jpg", "C:\\x.jpg", "a\\..\\..\\x.jpg"):
            archive.writestr(name, b"x")
        link = zipfile.ZipInfo("2021/05/link.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("2021/05/grows.jpg", b"\0" * (20 * 1024 * 1024))
        archive.writestr("2021/05/large.jpg", b"\0" * (MOST_BYTES + 1))
        archive.writestr("2021/05/good.jpg", b"good")
    with path.open("rb") as file:
        found = Archives([file])
        assert len(found.refused) == 7
        assert found.find("2021/05/good.jpg").data == b"good"
        for name in ("../../etc/cron.d/x.jpg", "etc/x.jpg", "2021/05/link.jpg", "2021/05/grows.jpg", "x.jpg"):
            assert found.find(name) is None
    assert sorted(each.name for each in tmp_path.iterdir()) == ["evil.zip"]


def test_a_folder_shows_nothing_outside_of_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"secret")
    folder = uploads(tmp_path / "uploads", "2021/05/a.jpg")
    (folder / "2021/05/link.jpg").symlink_to(secret)
    found = Folder(folder)
    assert [path for path, _why in found.refused] == ["2021/05/link.jpg"]
    for path in ("2021/05/link.jpg", "../secret.jpg", str(secret), "secret.jpg"):
        assert found.find(path) is None


def test_a_damaged_zip_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2021/05/a.jpg", bytes(range(256)) * 100)
    data = bytearray(path.read_bytes())
    data[45:60] = b"\xff" * 15
    with pytest.raises(NotTaken, match="damaged"):
        Archives([io.BytesIO(bytes(data))]).find("2021/05/a.jpg")
    with pytest.raises(NotTaken, match="no zip file"):
        Archives([io.BytesIO(b"PK no")])


@pytest.mark.django_db
def test_what_only_calls_itself_a_picture_is_left_out(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    (folder / "a.svg").write_bytes(svg)
    (folder / "b.jpg").write_bytes(svg)
    (folder / "c.pdf").write_bytes(b"<html><script>alert(1)</script></html>")
    (folder / "d.php").write_bytes(b"<?php")
    names = ("a.svg", "b.jpg", "c.pdf", "d.php")
    rows = run(export(*(attachment(number, name) for number, name in enumerate(names, 1)), item(9)), media=folder)
    assert {row.title: row.outcome for row in rows if row.kind == "attachment"} == dict.fromkeys("abcd", "left_out")
    assert all(row.why for row in rows if row.kind == "attachment")
    assert not ClinicImage.objects.exists()


@pytest.mark.django_db
def test_one_item_that_breaks_is_a_row_and_nothing_of_it_stays(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from home.wordpress import pages

    real = pages.claims_on

    def breaks(page: Any) -> list[str]:
        if page.title == "Two":
            raise RuntimeError("a hostile text")
        return real(page)

    monkeypatch.setattr(pages, "claims_on", breaks)
    rows = run(export(item(1, "One", "Words."), item(2, "Two", "Words."), item(3, "Three", "Words.")))
    assert sorted(NewsArticlePage.objects.values_list("title", flat=True)) == ["One", "Three"]
    assert next(row.outcome for row in rows if row.old_id == 2) == ImportRow.Outcome.REFUSED
    assert not OldAddress.objects.filter(address="/two").exists()
    monkeypatch.undo()
    rows = run(export(item(1, "One", "Words."), item(2, "Two", "Words."), item(3, "Three", "Words.")))
    assert {row.old_id: row.outcome for row in rows if row.old_id} == {1: "unchanged", 2: "new", 3: "unchanged"}


def test_a_large_file_is_read_in_little_memory() -> None:
    """30 MB here; `python -m tests.benchmarks.wordpress` reads a gigabyte."""

    class Long(io.RawIOBase):
        def __init__(self) -> None:
            self._parts = self._make()

        def _make(self) -> Any:
            whole = export()
            yield whole.removesuffix(END).encode()
            for number in range(1, 301):
                yield item(number, f"Post {number}", "words and more words " * 5_000).encode()
            yield END.encode()

        def read(self, size: int = -1) -> bytes:
            return next(self._parts, b"")

    tracemalloc.start()
    try:
        found = survey([Long()])
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.kinds["post"] == 300
    assert peak < 8 * 1024 * 1024, peak


def test_cdata_may_hold_its_own_end() -> None:
    text = export(item(1, "One", "a ]]> b"))
    assert cdata("]]>") in text or "]]]]>" in text
    assert next(iter(read(io.BytesIO(text.encode()), Channel()))).content == "a ]]> b"

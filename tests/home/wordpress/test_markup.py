"""Every way in which WordPress keeps a text, as blocks that staff can open and save."""

import json
from typing import Any

import pytest

from core.pages.blocks import BodyStreamBlock
from home.wordpress.markup import Converted, Converter
from home.wordpress.markup.classic import autop
from home.wordpress.markup.composing import Picture
from home.wordpress.markup.shortcodes import attributes_of
from tests.pages import make_image

PAGE = "https://old.example/post/"
UPLOAD = "https://old.example/wp-content/uploads/a.jpg"
REUSED = {5: "<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph -->", 6: '<!-- wp:block {"ref":6} /-->'}


def picture(number: int, url: str) -> Picture | None:
    """Pictures 1 to 99 are there, and the one at UPLOAD."""
    known = number or (1 if url == UPLOAD else 0)
    return Picture(known, "Described") if 0 < known < 100 else None


def convert(content: str, **meta: Any) -> Converted:
    return Converter(REUSED, picture).convert(
        content, {f"_{key}": value for key, value in meta.items()}, url=PAGE, title="T"
    )


def body(content: str, **meta: Any) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in convert(content, **meta).body]


def said(content: str, **meta: Any) -> str:
    return "\n".join(convert(content, **meta).notes)


def image(number: int, alt: str = "Described", caption: str = "") -> tuple[str, Any]:
    return "image", {"image": {"image": number, "alt_text": alt, "decorative": not alt}, "caption": caption}


def block(name: str, html: str, **attributes: Any) -> str:
    written = f" {json.dumps(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{written} -->\n{html}\n<!-- /wp:{name} -->"


FILM = "https://www.youtube.com/watch?v=abcdefghijk"
SHARED = '<!-- wp:block {"ref":5} /-->'
FORM = f"{UPLOAD[:-3]}pdf"
PICTURE = block("image", '<figure><img class="wp-image-3" src="x"/></figure>', id=3)
BY_ADDRESS = block("image", f'<figure><img src="{UPLOAD}"/></figure>')
CAPTIONED = f'<figure><img src="{UPLOAD}" alt="Seen" class="wp-image-3"/><figcaption>Said</figcaption></figure>'
LEFT, RIGHT = (block("column", f"<div>{block('paragraph', f'<p>{words}</p>')}</div>") for words in "LR")
BUTTON = block("button", '<div><a class="wp-block-button__link" href="/book/">Book</a></div>')
LITTLE = block("paragraph", "<p>Little.</p>")
GUTENBERG = [
    (
        block("paragraph", "<p>One <strong>bold</strong> <em>word</em>.</p>"),
        [("text", "<p>One <b>bold</b> <i>word</i>.</p>")],
    ),
    (
        block("heading", '<h3 class="wp-block-heading">Part</h3>', level=3),
        [("heading", {"text": "Part", "level": "h2"})],
    ),
    (
        block("list", "<ul><!-- wp:list-item --><li>A<ol><li>B</li></ol></li><!-- /wp:list-item --></ul>"),
        [("text", "<ul><li>A<ol><li>B</li></ol></li></ul>")],
    ),
    (
        block("quote", "<blockquote><p>Words.</p><cite>A nurse</cite></blockquote>"),
        [("quote", {"text": "Words.", "attribution": "A nurse", "source_url": ""})],
    ),
    (block("quote", "<blockquote><p>Words.</p></blockquote>"), [("text", "<p>Words.</p>")]),
    (block("image", CAPTIONED, id=3), [image(3, "Seen", "Said")]),
    (
        block("gallery", f"<figure>{PICTURE}{BY_ADDRESS}<figcaption>All</figcaption></figure>"),
        [image(3), image(1), ("text", "<p>All</p>")],
    ),
    (block("columns", f"<div>{LEFT}{RIGHT}</div>"), [("text", "<p>L</p><p>R</p>")]),
    (
        block("buttons", f"<div>{BUTTON}</div>"),
        [("text", '<p><a href="https://old.example/book/">Book</a></p>')],
    ),
    (block("embed", f"<figure><div>\n{FILM}\n</div></figure>", url=FILM), [("video", {"url": FILM, "title": "T"})]),
    (
        block("file", f'<div><a href="{FORM}">Form</a><a href="{FORM}" download>Download</a></div>'),
        [("text", f'<p><a href="{FORM}">Form</a></p>')],
    ),
    (
        block("details", f"<details><summary>Does it hurt?</summary>{LITTLE}</details>"),
        [("faq", {"title": "", "items": [{"question": "Does it hurt?", "answer": "<p>Little.</p>"}]})],
    ),
    (block("html", "<div><p>Own <i>HTML</i></p></div>"), [("text", "<p>Own <i>HTML</i></p>")]),
    (SHARED, [("text", "<p>Shared.</p>")]),
    (block("group", f"<div>{block('group', f'<div>{SHARED}</div>')}</div>"), [("text", "<p>Shared.</p>")]),
    ('<!-- wp:block {"ref":6} /-->', []),
    (f"<!-- wp:latest-posts /-->{block('separator', '<hr/>')}{block('more', '<!--more-->')}", []),
    (block("shortcode", '[gallery ids="3"]'), [image(3)]),
    (
        "Classic words\n\n" + block("paragraph", "<p>Then new ones.</p>"),
        [("text", "<p>Classic words</p><p>Then new ones.</p>")],
    ),
    (
        block("pullquote", "<figure><blockquote><p>P.</p><cite>Q</cite></blockquote></figure>"),
        [("quote", {"text": "P.", "attribution": "Q", "source_url": ""})],
    ),
]


@pytest.mark.parametrize(("content", "expected"), GUTENBERG)
def test_blocks_of_the_editor(content: str, expected: list[tuple[str, Any]]) -> None:
    assert body(content) == expected


def test_a_table_keeps_headings_caption_and_spans() -> None:
    html = (
        "<figure><table><thead><tr><th>Way</th><th>Time</th></tr></thead><tbody><tr><td>IM</td><td><b>1 h</b></td></tr>"
        '<tr><td colspan="2">Both</td></tr></tbody></table><figcaption>Two ways</figcaption></figure>'
    )
    [(kind, value)] = body(block("table", html))
    assert (kind, value["caption"]) == ("table", "Two ways")
    assert [column["heading"] for column in value["table"]["columns"]] == ["Way", "Time"]
    assert [row["values"] for row in value["table"]["rows"]] == [
        ["<p>IM</p>", "<p><b>1 h</b></p>"],
        ["<p>Both</p>", ""],
    ]


def cells(table: str) -> list[list[str]]:
    """The words in the cells of a table's rows."""
    [(kind, value), *_more] = body(f"<table>{table}</table>")
    assert kind == "table"
    rows = [row["values"] for row in value["table"]["rows"]]
    return [[cell.removeprefix("<p>").removesuffix("</p>") for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            '<tr><td rowspan="3">Mon</td><td>8</td><td rowspan="2">Jax</td></tr>'
            "<tr><td>9</td></tr><tr><td>10</td><td>Mid</td></tr>",
            [["Mon", "8", "Jax"], ["", "9", ""], ["", "10", "Mid"]],
            id="full rows",
        ),
        pytest.param(
            '<tr><td>a</td><td>b</td><td rowspan="2">c</td></tr>'
            "<tr><td>d</td></tr><tr><td>e</td><td>f</td><td>g</td></tr>",
            [["a", "b", "c"], ["d", "", ""], ["e", "f", "g"]],
            id="a short row",
        ),
    ],
)
def test_cells_stay_in_their_column_below_one_that_spans_rows(rows: str, expected: list[list[str]]) -> None:
    assert cells(rows) == expected


def test_no_words_run_together_or_apart() -> None:
    assert cells("<tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr>") == [["a<br>b", "c<br>d"]]
    assert body("<ul><li><p>a</p><p>b</p></li></ul>") == [("text", "<ul><li>a<br>b</li></ul>")]
    assert body('<h2>pain<b>ful</b><br>feet</h2><a href="/x"><h3>Head</h3><p>lead</p></a>') == [
        ("heading", {"text": "painful feet", "level": "h2"}),
        ("text", '<p><a href="https://old.example/x">Head<br>lead</a></p>'),
    ]
    assert body("<blockquote><p>a<b>b</b></p>c<cite>N<i>n</i></cite></blockquote>") == [
        ("quote", {"text": "ab\nc", "attribution": "Nn", "source_url": ""})
    ]
    assert body("<span><p>a</p><p>b</p></span>") == [("text", "<p>a</p><p>b</p>")]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<ul><ul><li>b</li></ul></ul>", "<ul><li><ul><li>b</li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ol>a<li>b</li><div>c</div></ol>", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
    ],
)
def test_lists_that_old_editors_wrote_lose_no_words(html: str, kept: str) -> None:
    assert body(html) == [("text", kept)]


def test_pictures_come_along_from_wherever_they_stand() -> None:
    shown = '<img class="wp-image-3" src="x">'
    assert body(f"<table><tr><td>a</td><td>{shown}b</td></tr></table>")[1:] == [image(3)]
    assert body(f"<dl><dd>{shown}</dd></dl>") == [image(3)]
    assert body(f"<figure>{shown}<p>Beside it</p></figure>") == [image(3), ("text", "<p>Beside it</p>")]
    gallery = {"widgetType": "image-gallery", "settings": {"wp_gallery": [{"id": 3, "url": "x"}, {"url": UPLOAD}]}}
    form = {"widgetType": "shortcode", "settings": {"shortcode": "[wpforms id='3']"}}
    meta = {"elementor_edit_mode": "builder", "elementor_data": json.dumps([gallery, form])}
    assert body("x", **meta) == [image(3), image(1)]
    assert "[wpforms id=3]" in said("x", **meta)


def test_a_table_of_headings_alone_and_one_for_its_looks_keep_their_words() -> None:
    assert cells("<tr><th>a</th><th>b</th></tr>") == [["a", "b"]]
    assert body("<table><caption>Said</caption><tr><td>a</td></tr></table>") == [("text", "<p>Said</p><p>a</p>")]


def test_builders_are_named_and_their_scripts_listed() -> None:
    assert "Made with Enfold" in said("[av_textblock]Words[/av_textblock]")
    assert "Taken out: script" in said("[vc_row][vc_raw_js]YWxlcnQ=[/vc_raw_js][/vc_row]")
    assert "[playlist ids=1]" in said("[playlist ids='1']")
    member = "[et_pb_team_member name='A. B.' position='Nurse']Kind.[/et_pb_team_member]"
    assert body(member) == [("heading", {"text": "A. B.", "level": "h2"}), ("text", "<p>Nurse</p><p>Kind.</p>")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[av_section attach='scroll' position='top left']Words.[/av_section]", [("text", "<p>Words.</p>")]),
        ('[et_pb_post_title title="on" author="on"]', []),
        ('[et_pb_testimonial author="A. B."]Kind.[/et_pb_testimonial]', [("text", "<p>A. B.</p><p>Kind.</p>")]),
        ('[vc_hoverbox image="3"]Words.[/vc_hoverbox]', [image(3), ("text", "<p>Words.</p>")]),
    ],
)
def test_how_a_part_of_a_builder_looks_is_no_text(content: str, expected: list[tuple[str, Any]]) -> None:
    assert body(content) == expected


CLASSIC = [
    ("One\ntwo\n\nThree", "<p>One<br>two</p>\n<p>Three</p>"),
    ("<h2>Head</h2>\nText", "<h2>|Head|</h2>|<p>Text</p>"),
    ("<ul>\n<li>A</li>\n<li>B</li>\n</ul>", "<ul>|<li>|A|</li>|<li>|B|</li>|</ul>"),
    ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
    ("a<br><br>b", "<p>a</p>|<p>b</p>"),
    ("<p>Kept</p>", "<p>|Kept|</p>"),
    ("\r\nWindows\r\n\r\nlines\r\n", "<p>Windows</p>|<p>lines</p>"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "html"), CLASSIC)
def test_classic_texts_get_their_paragraphs(text: str, html: str) -> None:
    assert autop(text).replace("\n", "|") == html.replace("\n", "|")


SHORTCODES = [
    (
        '[caption id="a_3" width="3"]<a href="x"><img class="wp-image-3" src="x" alt=""></a> A &amp; B[/caption]',
        [image(3, caption="A & B")],
    ),
    ('[caption caption="Old way"]<img class="wp-image-4" src="x">[/caption]', [image(4, caption="Old way")]),
    ('[gallery ids="3,400,4" columns="2"]', [image(3), image(4)]),
    (f"[embed width='3']{FILM}[/embed]", [("video", {"url": FILM, "title": "T"})]),
    (f'[video src="{FILM}"]', [("video", {"url": FILM, "title": "T"})]),
    ('[audio mp3="https://old.example/a.mp3"]', []),
    ('Call us.[contact-form-7 id="3" title="Form"]', [("text", "<p>Call us.</p>")]),
    ("[highlight]Seen words[/highlight]", [("text", "<p>Seen words</p>")]),
    ("[[gallery]] is a shortcode", [("text", "<p>[gallery] is a shortcode</p>")]),
    ("He said so [sic] in [1] and [see below].", [("text", "<p>He said so [sic] in [1] and [see below].</p>")]),
    ("[open]never closed", [("text", "<p>never closed</p>")]),
    ("stray[/close] here", [("text", "<p>stray here</p>")]),
]


@pytest.mark.parametrize(("content", "expected"), SHORTCODES)
def test_shortcodes(content: str, expected: list[tuple[str, Any]]) -> None:
    assert body(content) == expected


def test_unknown_shortcodes_are_told_to_staff_and_never_to_patients() -> None:
    assert "[contact-form-7 id=3 title=Form]" in said('[contact-form-7 id="3" title="Form"]')
    assert "contact" not in str(body('Hello [contact-form-7 id="3" title="Form"]'))


def test_attributes_of_shortcodes() -> None:
    assert attributes_of(""" id="3" title='A b' n=4 bare "quoted" /""") == {
        "id": "3", "title": "A b", "n": "4", "0": "bare", "1": "quoted"
    }  # fmt: skip


DIVI = (
    '[et_pb_section fb_built="1"][et_pb_row][et_pb_column type="4_4"][et_pb_text admin_label="Text"]<h2>Hello</h2>'
    '<p>Words.</p>[/et_pb_text][et_pb_image src="https://old.example/wp-content/uploads/a.jpg" alt="Seen" /]'
    '[et_pb_toggle title="A question?"]<p>Its answer.</p>[/et_pb_toggle]'
    '[et_pb_button button_url="/book/" button_text="Book" /][/et_pb_column][/et_pb_row][/et_pb_section]'
)
WPBAKERY = (
    '[vc_row][vc_column][vc_custom_heading text="Hello"][vc_column_text]Words.[/vc_column_text]'
    '[vc_single_image image="3"][vc_btn title="Book" link="url:https%3A%2F%2Fold.example%2Fbook%2F|title:x"]'
    "[vc_raw_html]JTNDcCUzRVJhdyUzQyUyRnAlM0U=[/vc_raw_html][/vc_column][/vc_row]"
)
WIDGETS: list[tuple[str, dict[str, Any]]] = [
    ("heading", {"title": "Hello", "header_size": "h2"}),
    ("text-editor", {"editor": "<p>Words.</p>"}),
    ("image", {"image": {"url": UPLOAD, "id": 3}}),
    ("accordion", {"tabs": [{"tab_title": "A question?", "tab_content": "<p>Its answer.</p>"}]}),
    ("button", {"text": "Book", "link": {"url": "/book/"}}),
]
COLUMN = [{"elType": "widget", "widgetType": kind, "settings": values} for kind, values in WIDGETS]
ELEMENTOR = json.dumps([{"elType": "section", "elements": [{"elType": "column", "elements": COLUMN}]}])
HELLO, WORDS = ("heading", {"text": "Hello", "level": "h2"}), ("text", "<p>Words.</p>")
QUESTION = ("faq", {"title": "", "items": [{"question": "A question?", "answer": "<p>Its answer.</p>"}]})
BOOK = ("text", '<p><a href="https://old.example/book/">Book</a></p>')


def test_page_builders_give_their_words_and_pictures() -> None:
    assert body(DIVI) == [HELLO, WORDS, image(1, "Seen"), QUESTION, BOOK]
    assert body(WPBAKERY) == [HELLO, WORDS, image(3), ("text", f"{BOOK[1]}<p>Raw</p>")]
    assert body("Old text", elementor_edit_mode="builder", elementor_data=ELEMENTOR) == [
        HELLO,
        WORDS,
        image(3),
        QUESTION,
        BOOK,
    ]
    for builder, notes in {
        "Divi": said(DIVI),
        "WPBakery": said(WPBAKERY),
        "Elementor": said("", elementor_edit_mode="builder", elementor_data=ELEMENTOR),
    }.items():
        assert f"Made with {builder}" in notes
    assert body("Its text.", elementor_edit_mode="builder", elementor_data="[{broken") == [("text", "<p>Its text.</p>")]


def test_headings_are_put_in_order() -> None:
    text = "<h1>A</h1><h3>B</h3><h5>C</h5><h1>D</h1>"
    assert [value["level"] for _kind, value in body(text)] == ["h2", "h3", "h3", "h2"]
    assert [value["level"] for _kind, value in body("<h4>A</h4><h3>B</h3><h4>C</h4>")] == ["h2", "h2", "h3"]
    assert "put in order" in said(text)
    long = "word " * 40
    assert body(f"<h2>{long}</h2>") == [("text", f"<p><b>{long.strip()}</b></p>")]


def test_scripts_and_trackers_are_gone_and_listed() -> None:
    text = (
        '<p onclick="steal()">Words <a href="javascript:steal()">here</a></p><script src="https://spy.example/a.js"></script>'
        '<img src="https://spy.example/pixel.gif" width="1" height="1"><form action="https://spy.example/f"></form>'
        '<iframe src="https://maps.example/embed"></iframe><style>p{}</style><svg onload="x()"><script>y()</script>'
    )
    assert body(block("html", text)) == [("text", "<p>Words here</p>")]
    notes = said(block("html", text))
    for spy in (
        "script https://spy.example/a.js",
        "tracker https://spy.example/pixel.gif",
        "form https://spy.example/f",
    ):
        assert spy in notes
    assert "https://maps.example/embed" in notes
    assert "script in an attribute" in notes


@pytest.mark.django_db
def test_staff_can_save_what_has_come(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    key = make_image().pk
    converter = Converter(REUSED, lambda number, url: Picture(key, "Described"))
    stream = BodyStreamBlock()
    for content in (*(content for content, _expected in [*GUTENBERG, *SHORTCODES]), DIVI, WPBAKERY):
        stream.clean(stream.to_python(converter.convert(content, {}, url=PAGE, title="T").body))

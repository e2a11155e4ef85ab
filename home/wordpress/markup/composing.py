"""Clean HTML becomes the blocks of a page's body: headings in order, texts, pictures, tables, quotes, films, questions.

What it writes is what a stream of `core.pages.blocks` stores. Links keep the old site's addresses: they become links to
pages once those are there (`home.wordpress.inner_links`).
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.pages.video_players import player_of
from home.wordpress.links import absolute
from home.wordpress.markup.cleaning import clean_rich
from home.wordpress.markup.notes import Notes

Raw = dict[str, Any]

LONGEST_HEADING = 120
LONGEST_QUOTE = 600
MOST_COLUMNS = 12
INLINE = {"a", "b", "strong", "i", "em", "sup", "sub", "br", "span", "cite", "q", "code", "small", "mark", "u"}
_WRITTEN = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "sup": "sup"}
_MEDIA = ("img", "iframe", "video", "audio", "table", "figure", "details")


class Picture(NamedTuple):
    """A picture of ours for one of the old site's."""

    pk: int
    description: str
    caption: str = ""


# Given the number of a picture (0 where it is not known) and its address: ours, or None.
FindPicture = Callable[[int, str], Picture | None]


class Composer:
    """Composes the body of one page; used once."""

    def __init__(self, page_url: str, title: str, find_picture: FindPicture, notes: Notes) -> None:
        self._page_url = page_url
        self._title = title
        self._find_picture = find_picture
        self._notes = notes
        self._body: list[Raw] = []
        self._text: list[str] = []
        self._words: list[str] = []
        # Each heading's level in the old text, beside its block.
        self._levels: list[tuple[Raw, int]] = []
        self._last_heading = ""

    def compose(self, html: str) -> list[Raw]:
        """The blocks of clean HTML."""
        self._children(BeautifulSoup(html, "html.parser"))
        self._end_text()
        self._order_headings()
        return self._body

    # -- Walking -------------------------------------------------------------------------------------------------------

    def _children(self, parent: Tag) -> None:
        for node in parent.children:
            if isinstance(node, NavigableString):
                self._words.append(escape(str(node), quote=False))
            elif isinstance(node, Tag):
                self._node(node)

    def _node(self, node: Tag) -> None:
        if node.name in INLINE and not node.find(_MEDIA):
            self._words.append(self._inline(node))
            return
        self._end_paragraph()
        write = getattr(self, f"_write_{_WRITERS.get(node.name, 'others')}")
        write(node)
        self._end_paragraph()

    def _write_others(self, node: Tag) -> None:
        self._children(node)

    def _write_nothing(self, node: Tag) -> None:
        """A line across the page: headings part our pages."""

    def _write_lines(self, node: Tag) -> None:
        lines = [escape(line, quote=False) for line in node.get_text().strip().splitlines()]
        self._add_paragraph("<br/>".join(lines))

    def _write_item(self, node: Tag) -> None:
        """A list's items, or the terms and texts of a list of definitions."""
        words = "".join(self._inline(child) for child in node.children)
        self._add_paragraph(f"<b>{words}</b>" if node.name == "dt" and words.strip() else words)

    # -- Text ----------------------------------------------------------------------------------------------------------

    def _inline(self, node: Any) -> str:
        if isinstance(node, NavigableString):
            return escape(str(node), quote=False)
        if node.name == "br":
            return "<br/>"
        inner = "".join(self._inline(child) for child in node.children)
        if node.name == "a":
            return self._anchor(node, inner)
        tag = _WRITTEN.get(node.name)
        return f"<{tag}>{inner}</{tag}>" if tag and inner.strip() else inner

    def _anchor(self, node: Tag, inner: str) -> str:
        href = str(node.get("href") or "").strip()
        if not href or href.startswith("#") or not inner.strip():
            return inner
        target = absolute(href, self._page_url)
        return f'<a href="{escape(target)}">{inner}</a>' if re.match(r"https?://|mailto:|tel:", target) else inner

    def _end_paragraph(self) -> None:
        words, self._words = "".join(self._words), []
        self._add_paragraph(words)

    def _add_paragraph(self, words: str) -> None:
        words = re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", words)
        if re.sub(r"<[^<>]*>|\s|&nbsp;|\u00a0", "", words):
            self._text.append(f"<p>{words}</p>")

    def _write_list(self, node: Tag) -> None:
        pictures = [each.extract() for each in node.find_all(("img", "iframe", "table"))]
        written = self._list(node)
        if written:
            self._text.append(written)
        for each in pictures:
            self._node(each)

    def _list(self, node: Tag) -> str:
        items = []
        for item in node.find_all("li", recursive=False):
            inner = [child for child in item.children if isinstance(child, Tag) and child.name in {"ul", "ol"}]
            lists = "".join(self._list(child.extract()) for child in inner)
            words = " ".join("".join(self._inline(child) for child in item.children).split())
            if words or lists:
                items.append(f"<li>{words}{lists}</li>")
        return f"<{node.name}>{''.join(items)}</{node.name}>" if items else ""

    def _end_text(self) -> None:
        self._end_paragraph()
        text, self._text = clean_rich("".join(self._text)), []
        if text.strip():
            self._body.append({"type": "text", "value": text})

    def _add(self, kind: str, value: Any) -> Raw:
        self._end_text()
        self._body.append({"type": kind, "value": value})
        return self._body[-1]

    # -- Headings ------------------------------------------------------------------------------------------------------

    def _write_heading(self, node: Tag) -> None:
        for picture in node.find_all("img"):
            self._node(picture.extract())
        words = " ".join(node.get_text(" ").split())
        if len(words) > LONGEST_HEADING:
            self._notes.add(
                _("A heading is too long to be one. It came as bold text: “%(words)s”") % {"words": words[:80]}
            )
            self._add_paragraph(f"<b>{escape(words, quote=False)}</b>")
        elif words:
            block = self._add("heading", {"text": words, "level": "h2"})
            self._levels.append((block, int(node.name[1])))
            self._last_heading = words

    def _order_headings(self) -> None:
        """Sections (h2) and their parts (h3): the highest level that a text uses is the section, whatever it was."""
        if not self._levels:
            return
        top = min(level for _block, level in self._levels)
        seen = False
        for block, level in self._levels:
            is_section = level == top or not seen
            seen = True
            block["value"]["level"] = "h2" if is_section else "h3"
        if top == 1 or len({level for _block, level in self._levels}) > 2:
            self._notes.add(_("Headings were put in order: check which are sections and which are parts of one."))

    # -- Pictures, films, tables, quotes, questions --------------------------------------------------------------------

    def _write_picture(self, node: Tag, caption: str = "") -> None:
        source = absolute(str(node.get("src") or ""), self._page_url)
        found = re.search(r"\bwp-image-(\d{1,15})\b", " ".join(node.get("class") or []))
        if str(node.get("width")) in {"0", "1"} or str(node.get("height")) in {"0", "1"}:
            return
        picture = self._find_picture(int(found[1]) if found else 0, source)
        if picture is None:
            if caption:
                self._add_paragraph(escape(caption, quote=False))
            return
        alt = " ".join(str(node.get("alt") or "").split())[:255]
        description = alt or picture.description
        value = {
            "image": {"image": picture.pk, "alt_text": description, "decorative": not description},
            "caption": Truncator(caption or picture.caption).chars(255),
        }
        self._add("image", value)

    def _write_figure(self, node: Tag) -> None:
        caption = node.find("figcaption", recursive=False)
        words = " ".join(caption.get_text(" ").split()) if caption else ""
        if caption:
            caption.extract()
        pictures, table = node.find_all("img"), node.find("table")
        if table:
            self._write_table(table, words)
        elif len(pictures) == 1 and not node.find(("iframe", "blockquote")):
            self._write_picture(pictures[0], words)
        else:
            self._children(node)
            self._end_paragraph()
            if words:
                self._add_paragraph(escape(words, quote=False))

    def _write_frame(self, node: Tag) -> None:
        inner = node.find("source")
        source = str(node.get("src") or (inner.get("src") if isinstance(inner, Tag) else "") or "")
        url = absolute(source, self._page_url)
        if player_of(url):
            self._add("video", {"url": url, "title": Truncator(self._last_heading or self._title).chars(160)})
            self._notes.add(_("Check the title of the film %(url)s.") % {"url": url})
        elif url:
            self._notes.add(
                _("Something is shown from %(url)s. Left out: only films of YouTube and Vimeo can be.")
                % {"url": url[:200]}
            )

    def _write_table(self, node: Tag, caption: str = "") -> None:
        own = node.find("caption")
        if own:
            caption = caption or " ".join(own.get_text(" ").split())
            own.extract()
        rows = [list(self._cells(row)) for row in node.find_all("tr")]
        rows = [row for row in rows if any(cell for _is_head, cell in row)]
        width = max((len(row) for row in rows), default=0)
        if width < 2 or width > MOST_COLUMNS or node.find("table"):
            self._notes.add(_("A table was there for its looks only, or is too wide. Its words came as text."))
            self._children(node)
            return
        heads = [""] * width
        if all(is_head for is_head, _cell in rows[0]):
            heads = [" ".join(BeautifulSoup(cell, "html.parser").get_text(" ").split()) for _head, cell in rows.pop(0)]
            heads += [""] * (width - len(heads))
        if not caption:
            caption = self._last_heading or self._title
            self._notes.add(_("A table had no caption: say what it shows."))
        value = {
            "caption": Truncator(caption).chars(200),
            "table": {
                "columns": [{"type": "rich_text", "heading": head} for head in heads],
                "rows": [
                    {"values": [cell for _head, cell in row] + [""] * (width - len(row))} for row in rows
                ],
                "caption": "",
            },
        }  # fmt: skip
        self._add("table", value)

    def _cells(self, row: Tag) -> Iterator[tuple[bool, str]]:
        """Whether each cell of a row is a heading, and its words; one that spans several is followed by empty ones."""
        for cell in row.find_all(("td", "th"), recursive=False):
            words = " ".join("".join(self._inline(child) for child in cell.children).split())
            yield cell.name == "th", clean_rich(f"<p>{words}</p>") if words else ""
            span = str(cell.get("colspan") or "1")
            for _number in range(min(int(span), MOST_COLUMNS) - 1 if span.isascii() and span.isdigit() else 0):
                yield cell.name == "th", ""

    def _write_quote(self, node: Tag) -> None:
        cite = node.find("cite")
        name = " ".join(cite.get_text(" ").split()) if cite else ""
        if cite:
            cite.extract()
        parts = (" ".join(part.get_text(" ").split()) for part in node.find_all("p") or [node])
        words = "\n".join(part for part in parts if part)
        if name and len(name) <= 160 and 0 < len(words) <= LONGEST_QUOTE and not node.find(_MEDIA):
            self._add("quote", {"text": words, "attribution": name, "source_url": ""})
            self._notes.add(_("A quote of %(name)s: a patient's words need written consent.") % {"name": name[:80]})
            return
        self._notes.add(_("A quote has no name, or is long. It came as text."))
        self._children(node)
        self._end_paragraph()
        self._add_paragraph(escape(name, quote=False))

    def _write_question(self, node: Tag) -> None:
        summary = node.find("summary")
        question = " ".join(summary.get_text(" ").split()) if summary else ""
        if summary:
            summary.extract()
        if node.find(_MEDIA) or not 0 < len(question) <= 255:
            if question:
                self._add_paragraph(f"<b>{escape(question, quote=False)}</b>")
            self._children(node)
            return
        inner = Composer(self._page_url, self._title, self._find_picture, self._notes)
        answer = "".join(_as_text(block) for block in inner.compose(node.decode_contents()))
        if not answer:
            self._add_paragraph(f"<b>{escape(question, quote=False)}</b>")
            return
        self._end_text()
        item = {"question": question, "answer": answer}
        if self._body and self._body[-1]["type"] == "faq":
            self._body[-1]["value"]["items"].append(item)
        else:
            self._add("faq", {"title": "", "items": [item]})


def _as_text(block: Raw) -> str:
    """A block as rich text, for a place that holds nothing else."""
    if block["type"] == "text":
        return str(block["value"])
    words = block["value"].get("text") or ""
    return f"<p><b>{escape(str(words), quote=False)}</b></p>" if words else ""


# Which method of the composer writes a tag; all others only hold what is in them.
_WRITERS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("ul", "ol"), "list"),
    **dict.fromkeys(("iframe", "video", "audio"), "frame"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "pre": "lines",
    "img": "picture",
    "figure": "figure",
    "table": "table",
    "blockquote": "quote",
    "details": "question",
    "hr": "nothing",
}

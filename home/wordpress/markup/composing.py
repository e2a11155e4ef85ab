"""Clean HTML becomes the blocks of a page's body: headings in order, texts, pictures, tables, quotes, films, questions.

What it writes is what a stream of `core.pages.blocks` stores. Links keep the old site's addresses: they become links to
pages once those are there (`home.wordpress.inner_links`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.pages.video_players import player_of
from home.wordpress.links import absolute
from home.wordpress.markup.cleaning import clean_rich
from home.wordpress.markup.notes import Notes
from home.wordpress.markup.words import OWN_LINES, lines_of, plain, span_of

Raw = dict[str, Any]

LONGEST_HEADING = 120
LONGEST_QUOTE = 600
MOST_COLUMNS = 12
INLINE = {"a", "b", "strong", "i", "em", "sup", "sub", "br", "span", "cite", "q", "code", "small", "mark", "u"}
_EDGE = re.compile(r"(?:\s|<br/>)*")
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
            parted = node.find(OWN_LINES)
            if node.name == "a" or not parted:
                self._words.append(self._line([node]) if parted else self._inline(node))
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
        if node.find(_MEDIA):
            self._children(node)
            return
        words = self._line(node.children)
        self._add_paragraph(f"<b>{words}</b>" if node.name == "dt" and words else words)

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
        if node.name in OWN_LINES:
            return f"<br/>{inner}<br/>"
        return f"<{tag}>{inner}</{tag}>" if tag and inner.strip() else inner

    def _line(self, nodes: Iterable[Any]) -> str:
        """Words for a place that holds no paragraphs: a line break stands where one ended."""
        words = " ".join("".join(self._inline(node) for node in nodes).split())
        return _trimmed(re.sub(r"\s?<br/>(?:\s|<br/>)*", "<br/>", words))

    def _anchor(self, node: Tag, inner: str) -> str:
        href = str(node.get("href") or "").strip()
        if not href or href.startswith("#") or not inner.strip():
            return inner
        target, inner = absolute(href, self._page_url), _trimmed(inner) if "<br/>" in inner else inner
        return f'<a href="{escape(target)}">{inner}</a>' if re.match(r"https?://|mailto:|tel:", target) else inner

    def _end_paragraph(self) -> None:
        words, self._words = "".join(self._words), []
        self._add_paragraph(words)

    def _add_paragraph(self, words: str) -> None:
        words = _trimmed(words)
        if re.sub(r"<[^<>]*>|\s|&nbsp;|\u00a0", "", words):
            self._text.append(f"<p>{words}</p>")

    def _write_list(self, node: Tag) -> None:
        pictures = [each.extract() for each in node.find_all(("img", "iframe", "video", "audio", "table"))]
        written = self._list(node)
        if written:
            self._text.append(written)
        for each in pictures:
            self._node(each)

    def _list(self, node: Tag) -> str:
        # Words and lists of each item. A list between two items, as old editors wrote it, belongs to the first.
        items: list[list[str]] = []
        for item in list(node.children):
            if isinstance(item, Tag) and item.name in {"ul", "ol"}:
                items = items or [["", ""]]
                items[-1][1] += self._list(item)
                continue
            inner = item.find_all(("ul", "ol"), recursive=False) if isinstance(item, Tag) else []
            lists = "".join(self._list(child.extract()) for child in inner)
            words = self._line(item.children if isinstance(item, Tag) and item.name == "li" else [item])
            if words or lists:
                items.append([words, lists])
        written = "".join(f"<li>{words}{lists}</li>" for words, lists in items if words or lists)
        return f"<{node.name}>{written}</{node.name}>" if written else ""

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
        for picture in node.find_all(("img", "iframe", "video", "audio")):
            self._node(picture.extract())
        words = plain(node)
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
        words = plain(caption) if caption else ""
        if caption:
            caption.extract()
        pictures, table = node.find_all("img"), node.find("table")
        if table:
            self._write_table(table, words)
        elif len(pictures) == 1 and not node.find(("iframe", "video", "audio")) and not node.get_text().strip():
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
            caption = caption or plain(own)
            own.extract()
        rows = [row for row in self._rows(node) if any(cell for _is_head, cell in row)]
        width = max((len(row) for row in rows), default=0)
        if width < 2 or width > MOST_COLUMNS or node.find("table"):
            self._notes.add(_("A table was there for its looks only, or is too wide. Its words came as text."))
            self._add_paragraph(escape(caption, quote=False))
            self._children(node)
            return
        pictures = [each.extract() for each in node.find_all(("img", "iframe", "video", "audio"))]
        heads = [""] * width
        if len(rows) > 1 and all(is_head for is_head, _cell in rows[0]):
            heads = [plain(BeautifulSoup(cell, "html.parser")) for _head, cell in rows.pop(0)]
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
        for each in pictures:
            self._node(each)

    def _rows(self, table: Tag) -> Iterator[list[tuple[bool, str]]]:
        """Whether each cell of a row is a heading, and its words. Beside and below one that spans several, cells are
        empty, so that all others stay in their column."""
        # How many rows a cell further up still reaches into, by column.
        taken: dict[int, int] = {}
        for row in table.find_all("tr"):
            written: list[tuple[bool, str]] = []

            def fill(written: list[tuple[bool, str]] = written) -> None:
                while taken.get(len(written), 0) > 0:
                    taken[len(written)] -= 1
                    written.append((False, ""))

            for cell in row.find_all(("td", "th"), recursive=False):
                fill()
                words = self._line(cell.children)
                text = clean_rich(f"<p>{words}</p>") if words else ""
                for number in range(min(span_of(cell, "colspan"), MOST_COLUMNS)):
                    taken[len(written)] = span_of(cell, "rowspan") - 1
                    written.append((cell.name == "th", "" if number else text))
                if len(written) > MOST_COLUMNS:  # too wide for a table, however wide
                    break
            fill()
            # A short row is over before the last cells that reach into it.
            for column in range(len(written), max(taken, default=0) + 1):
                taken[column] = max(0, taken.get(column, 0) - 1)
            yield written

    def _write_quote(self, node: Tag) -> None:
        cite = node.find("cite")
        name = plain(cite) if cite else ""
        if cite:
            cite.extract()
        parts = (" ".join(part.split()) for part in lines_of(node).splitlines())
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
        question = plain(summary) if summary else ""
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


def _trimmed(words: str) -> str:
    """Words without line breaks and spaces around them; read once, since a text may hold a million spaces."""
    found = _EDGE.match(words)
    start, end = found.end() if found else 0, len(words)
    while end > start:
        if words[end - 1].isspace():
            end -= 1
        elif words.endswith("<br/>", start, end):
            end -= len("<br/>")
        else:
            break
    return words[start:end]


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

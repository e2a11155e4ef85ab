"""Texts of the block editor: HTML with comments that say where each block begins and ends.

The grammar is that of developer.wordpress.org/block-editor/explanations/architecture/key-concepts. Almost all blocks
hold the HTML that they show, which is kept; the few others are written out here: films, texts that are used in several
places, texts of the classic editor.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from home.wordpress.markup.classic import autop
from home.wordpress.markup.notes import Notes

_DELIMITER = re.compile(r"\s+(/)?wp:([a-z][a-z0-9_-]*/)?([a-z][a-z0-9_-]*)\s+(\{.*\}\s+)?(/)?", re.DOTALL)
# Reusable texts within reusable texts.
DEEPEST = 8
MOST_TEXT = 4_000_000
# The button beside the name of a file, which leads to the same file.
_DOWNLOAD = re.compile(r"<a\b[^<>]{0,2000}\sdownload\b[^<>]{0,2000}>[^<>]{0,200}</a>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class Delimiter(NamedTuple):
    """A comment that begins a block, ends one, or is one; with `name` empty, HTML between them."""

    name: str
    attributes: dict[str, Any]
    html: str = ""
    ends: bool = False
    is_whole: bool = False


def delimiters(text: str) -> Iterator[Delimiter]:
    """Take a text apart, in one pass over it. Comments of any other kind are dropped."""
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        if start > position:
            yield Delimiter("", {}, text[position:start])
        match = _DELIMITER.fullmatch(text, start + 4, end)
        if match:
            name = (match[2] or "core/") + match[3]
            yield Delimiter(name, _attributes(match[4]), ends=bool(match[1]), is_whole=bool(match[5]))
        position = end + 3
    if position < len(text):
        yield Delimiter("", {}, text[position:].replace("<!--", ""))


def _attributes(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def is_gutenberg(text: str) -> bool:
    """Whether a text was written in the block editor."""
    return "<!-- wp:" in text


class BlockWriter:
    """Writes texts of the block editor as HTML; `reusable` holds texts that are used in several places, by number."""

    def __init__(self, reusable: dict[int, str], notes: Notes, shortcodes: Callable[[str], str]) -> None:
        self._reusable = reusable
        self._notes = notes
        self._shortcodes = shortcodes
        self._written = 0

    def html(self, text: str, inside: tuple[int, ...] = ()) -> str:
        """The HTML that a text shows. Words outside of all blocks follow the classic editor's rules."""
        parts: list[str] = []
        open_blocks: list[Delimiter] = []
        for found in delimiters(text):
            if found.ends:
                if open_blocks:
                    parts.append(self._end(open_blocks.pop()))
            elif found.name:
                parts.append(self._begin(found, inside))
                if not found.is_whole:
                    open_blocks.append(found)
            else:
                parts.append(self._words(found.html, open_blocks))
        return "".join(parts)

    def _words(self, html: str, open_blocks: list[Delimiter]) -> str:
        if not open_blocks:
            return autop(self._shortcodes(html)) if html.strip() else ""
        block = open_blocks[-1]
        if block.name in {"core/freeform", "core/shortcode"}:
            return autop(self._shortcodes(html))
        if block.name.startswith(("core/embed", "core-embed/")):
            return _embedded(block, html)
        if block.name == "core/file":
            return _DOWNLOAD.sub("", html)
        return html if block.name == "core/html" else self._shortcodes(html)

    def _begin(self, block: Delimiter, inside: tuple[int, ...]) -> str:
        if block.name == "core/block":
            return self._reused(block, inside)
        if block.name in {"core/video", "core/audio"} and isinstance(block.attributes.get("src"), str):
            return f'<iframe src="{escape(block.attributes["src"])}"></iframe>'
        if block.is_whole and not block.name.startswith(
            ("core/more", "core/nextpage", "core/spacer", "core/separator")
        ):
            self._notes.add(
                _("The block “%(name)s” shows what WordPress puts together. Left out.") % {"name": block.name}
            )
        return '<div class="wp-block">' if block.name in {"core/group", "core/column", "core/columns"} else ""

    def _end(self, block: Delimiter) -> str:
        return "</div>" if block.name in {"core/group", "core/column", "core/columns"} else ""

    def _reused(self, block: Delimiter, inside: tuple[int, ...]) -> str:
        number = block.attributes.get("ref")
        number = number if isinstance(number, int) else 0
        text = self._reusable.get(number)
        self._written += len(text or "")
        if text is None or number in inside or len(inside) > DEEPEST or self._written > MOST_TEXT:
            self._notes.add(_("A text that was used in several places is not in the file, or holds itself. Left out."))
            return ""
        return self.html(text, (*inside, number))


def _embedded(block: Delimiter, html: str) -> str:
    """A film or other thing that is shown from elsewhere: its address, in a frame, with its caption."""
    url = block.attributes.get("url")
    if not isinstance(url, str):
        found = _ADDRESS.search(html)
        url = found[0] if found else ""
    caption = re.search(r"<figcaption\b[^<>]*>(.*?)</figcaption>", html[:20_000], re.DOTALL | re.IGNORECASE)
    words = f"<p>{caption[1]}</p>" if caption else ""
    return f'<iframe src="{escape(url)}"></iframe>{words}' if url and html.strip() else ""

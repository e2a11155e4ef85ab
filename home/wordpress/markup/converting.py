"""One text of WordPress, however it was written, becomes blocks and notes."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from django.utils.translation import gettext as _

from home.wordpress.markup import builders
from home.wordpress.markup.classic import autop
from home.wordpress.markup.cleaning import clean, flattened, is_too_deep, note_removed
from home.wordpress.markup.composing import Composer, FindPicture, Raw
from home.wordpress.markup.gutenberg import BlockWriter, is_gutenberg
from home.wordpress.markup.notes import Notes
from home.wordpress.markup.shortcodes import Shortcode, expand
from home.wordpress.words import line

LONGEST_URL, LONGEST_CAPTION = 2000, 1000


class Converted(NamedTuple):
    """A body as a stream stores it, what staff should know, and how the text was written."""

    body: list[Raw]
    notes: list[str]
    written_in: str


class Converter:
    """Converts texts of one export. `reusable` holds the texts that several others include, by number."""

    def __init__(self, reusable: dict[int, str], find_picture: FindPicture) -> None:
        self._reusable = reusable
        self._find_picture = find_picture

    def convert(self, content: str, meta: Mapping[str, str], *, url: str, title: str) -> Converted:
        """The body of one post or page at `url`."""
        notes = Notes()
        html, written_in = self._html(content, meta, notes)
        note_removed(html, notes)
        if is_too_deep(html):
            notes.add(_("The text is nested too deeply to keep its form: read it through."))
            html = flattened(html)
        body = Composer(url, title, self._found(notes), notes).compose(clean(html))
        return Converted(body, notes.all(), written_in)

    def _html(self, content: str, meta: Mapping[str, str], notes: Notes) -> tuple[str, str]:
        def render(found: Shortcode) -> str:
            return _shortcode(found, notes)

        if meta.get("_elementor_edit_mode") == "builder" and (
            html := builders.elementor(meta.get("_elementor_data", ""))
        ):
            notes.add(_said_of("Elementor"))
            return expand(html, render), "Elementor"
        builder = builders.builder_in(content)
        if builder:
            notes.add(_said_of(builder))
        if is_gutenberg(content):
            writer = BlockWriter(self._reusable, notes, lambda text: expand(text, render))
            return writer.html(content), builder or _("block editor")
        return autop(expand(content, render)), builder or _("classic editor")

    def _found(self, notes: Notes) -> FindPicture:
        def find(number: int, url: str) -> object:
            picture = self._find_picture(number, url)
            if picture is None:
                notes.add(_("A picture did not come along: %(url)s") % {"url": url[:300] or number})
            return picture

        return find  # type: ignore[return-value]


def _said_of(builder: str) -> str:
    words = _("Made with %(builder)s: words and pictures came along, the layout did not. Read it through.")
    return words % {"builder": builder}


def _shortcode(found: Shortcode, notes: Notes) -> str:
    """The HTML of a shortcode; of an unknown one, what stands between its two ends, and a note."""
    values = found.attributes
    if builders.is_builder(found.name):
        return builders.shortcode(found)
    if found.name in {"caption", "wp_caption"}:
        return _captioned(found)
    if found.name == "gallery":
        return builders.gallery(values.get("ids") or values.get("include") or "")
    if found.name in {"embed", "video", "audio", "playlist"}:
        names = ("src", "mp4", "m4v", "webm", "mp3", "m4a", "ogg", "0")
        url = line(found.content or "", LONGEST_URL) or next((values[name] for name in names if values.get(name)), "")
        if url:
            return f'\n\n<iframe src="{escape(url)}"></iframe>\n\n'
    shown = f"[{found.name}{''.join(f' {name}={value}' for name, value in values.items())}]"
    notes.add(_("Left out, since nothing here knows it: %(shortcode)s") % {"shortcode": shown[:200]})
    return found.content or ""


def _captioned(found: Shortcode) -> str:
    """A picture with its caption: within the brackets behind the picture, or an attribute."""
    content = found.content or ""
    start = content.lower().find("<img")
    end = content.find(">", start) + 1
    if start < 0 or not end:
        return content
    rest = content[end:].removeprefix("</a>").strip()
    caption = line(found.attributes.get("caption") or rest, LONGEST_CAPTION)
    return f"\n\n<figure>{content[start:end]}<figcaption>{escape(caption)}</figcaption></figure>\n\n"

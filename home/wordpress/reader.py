"""Reads a WordPress export (WXR 1.0 to 1.2) item by item, in little memory, and believes nothing of it.

WXR is RSS 2.0 with elements of WordPress's own (wordpress.org/documentation/article/tools-export-screen). The XML is
parsed by defusedxml: a declared entity or an outside reference ends the reading. What is broken in a text is mended and
counted: bytes that are no UTF-8, characters that XML has no place for (XML 1.0, 2.2).
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from django.utils.translation import gettext as _

from core.web.characters import xml_text

CHUNK = 64 * 1024  # bytes read at once
# More than any text that people wrote; a longer one is left out, with a row in the report.
LONGEST_TEXT = 2_000_000
LONGEST_META = 1_000_000
MOST_META = 4_000_000  # characters of all fields of one item
MOST_PARTS = 500  # terms or fields of one item
MOST_OLD_SLUGS = 50
LONGEST_SLUG = 200  # as in WordPress's database
DEEPEST = 32
LONGEST_KIND = 40  # WordPress allows 20
# A tag or comment longer than this is an attack on the parser's memory.
LONGEST_TOKEN = 2 * 1024 * 1024
VERSIONS = {"1.0", "1.1", "1.2"}
ENCODINGS = re.compile(r"utf-?8|utf-?16|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([\w.-]{1,40})["']""")
_NUMBER_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|(\d{1,10}));")
# What an item's own fields are called in the file.
_FIELDS = {
    "title": "title", "link": "link", "dc:creator": "author", "content:encoded": "content",
    "excerpt:encoded": "excerpt", "wp:post_id": "old_id", "wp:post_date": "date", "wp:post_date_gmt": "date_gmt",
    "wp:post_name": "slug", "wp:status": "status", "wp:post_parent": "parent", "wp:menu_order": "order",
    "wp:post_type": "kind", "wp:post_password": "password", "wp:attachment_url": "file_url",
}  # fmt: skip
# The fields of plugins and themes that are read; an export has hundreds of others.
META = re.compile(
    r"_thumbnail_id|_wp_attached_file|_wp_attachment_image_alt|_wp_old_slug|_menu_item_\w+|_elementor_data"
    r"|_elementor_edit_mode|_yoast_wpseo_\w[\w-]*|rank_math_\w+|_aioseo\w*|_seopress_\w+"
)

# A post has one such field for each address that it has had; all are kept, with spaces between them.
OLD_SLUGS = "_wp_old_slug"
_PARTS = {
    "wp:meta_key", "wp:meta_value", "wp:author_login", "wp:author_display_name", "wp:term_id", "wp:term_taxonomy",
    "wp:term_slug", "wp:term_name", "wp:category_nicename", "wp:cat_name", "wp:tag_slug", "wp:tag_name",
}  # fmt: skip


class NotReadable(Exception):
    """The file cannot be taken; its words say why, and what to do."""


class Term(NamedTuple):
    """A category or tag (or a menu) of an item."""

    domain: str
    slug: str
    name: str


@dataclass(slots=True)
class Item:
    """One post, page, picture, menu entry and so on, as the file has it."""

    old_id: int = 0
    kind: str = ""
    title: str = ""
    link: str = ""
    slug: str = ""
    status: str = ""
    parent: int = 0
    order: int = 0
    author: str = ""
    content: str = ""
    excerpt: str = ""
    date: str = ""
    date_gmt: str = ""
    password: str = ""
    file_url: str = ""
    comments: int = 0
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    meta_length: int = 0
    # What was wrong with it in the file, in words for the report.
    faults: list[str] = field(default_factory=list)
    # Too long to be taken at all.
    refused: bool = False


@dataclass(slots=True)
class Channel:
    """What the file says of the site."""

    version: str = ""
    title: str = ""
    link: str = ""
    address: str = ""
    # Logins and the names that people know.
    authors: dict[str, str] = field(default_factory=dict)
    # Number, domain, slug and name of the site's terms.
    terms: list[tuple[int, Term]] = field(default_factory=list)
    # Whether bytes or characters had to be replaced.
    mended: bool = False


class _Handler(ContentHandler):
    """Collects items. Text beyond its limit is dropped as it comes, so that no item fills the memory."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self.channel = channel
        self.items: list[Item] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._item: Item | None = None
        self._part: dict[str, str] = {}
        self.events = 0
        # How much was fed since the last of them, in characters.
        self.silent = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        """Begin an element."""
        self.events += 1
        if len(self._path) >= DEEPEST:
            raise NotReadable(_("The file is built like no WordPress export: its parts are nested too deeply."))
        self._path.append(name)
        self._text, self._length = [], 0
        if name == "item":
            self._item = Item()
        elif name in {"wp:postmeta", "wp:author", "wp:category", "wp:tag", "wp:term"}:
            self._part = {}
        elif name == "category":
            self._part = {key: attrs.get(key, "") for key in ("domain", "nicename")}

    def characters(self, content: str) -> None:
        """Keep text up to its limit."""
        self.events += 1
        self._length += len(content)
        if self._length <= LONGEST_TEXT:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        """End an element: hand its text on."""
        self.events += 1
        self._path.pop()
        too_long = self._length > LONGEST_TEXT
        text = "" if too_long else "".join(self._text)
        self._text, self._length = [], 0
        parent = self._path[-1] if self._path else ""
        if self._item is not None:
            self._end_in_item(self._item, name, parent, text, too_long)
        elif parent == "channel":
            self._end_in_channel(name, text.strip())
        else:
            self._keep_part(name, text.strip()[:1000])

    def _end_in_item(self, item: Item, name: str, parent: str, text: str, too_long: bool) -> None:
        if name == "item":
            self.items.append(item)
            self._item = None
        elif parent == "item" and name in _FIELDS:
            if too_long:
                item.refused = item.refused or name == "content:encoded"
                item.faults.append(_("The text is longer than %(most)d characters.") % {"most": LONGEST_TEXT})
            _set(item, _FIELDS[name], text)
        elif name == "category" and parent == "item" and len(item.terms) < MOST_PARTS:
            domain, slug = self._part.get("domain", ""), self._part.get("nicename", "")
            item.terms.append(Term(domain[:40], slug[:200], text.strip()[:200]))
        elif name == "wp:comment":
            item.comments += 1
        elif parent == "wp:postmeta":
            self._keep_part(name, text)
        elif name == "wp:postmeta":
            self._keep_meta(item)

    def _keep_part(self, name: str, text: str) -> None:
        """Keep a part of an author, term or field, by a name that is read anywhere."""
        if name in _PARTS:
            self._part[name] = text

    def _keep_meta(self, item: Item) -> None:
        key, value = self._part.get("wp:meta_key", "").strip(), self._part.get("wp:meta_value", "")
        if not META.fullmatch(key):
            return
        if key == OLD_SLUGS:
            _keep_old_slugs(item, value)
            return
        length = item.meta_length - len(item.meta.get(key, "")) + len(value)
        if len(value) <= LONGEST_META and length <= MOST_META and len(item.meta) < MOST_PARTS:
            item.meta[key], item.meta_length = value, length
            return
        fault = _("Fields of plugins were left out: they are too long, or too many.")
        if fault not in item.faults:
            item.faults.append(fault)

    def _end_in_channel(self, name: str, text: str) -> None:
        channel, part = self.channel, self._part
        if name == "wp:wxr_version":
            channel.version = text
        elif name == "title":
            channel.title = text[:255]
        elif name == "link":
            channel.link = text
        elif name == "wp:base_blog_url":
            channel.address = text
        elif name == "wp:author" and len(channel.authors) < 10_000:
            channel.authors[part.get("wp:author_login", "")] = part.get("wp:author_display_name", "")
        elif name in {"wp:category", "wp:tag", "wp:term"} and len(channel.terms) < 20_000:
            channel.terms.append(_term(name, part))


def _term(element: str, part: dict[str, str]) -> tuple[int, Term]:
    if element == "wp:category":
        term = Term("category", part.get("wp:category_nicename", ""), part.get("wp:cat_name", ""))
    elif element == "wp:tag":
        term = Term("post_tag", part.get("wp:tag_slug", ""), part.get("wp:tag_name", ""))
    else:
        term = Term(part.get("wp:term_taxonomy", ""), part.get("wp:term_slug", ""), part.get("wp:term_name", ""))
    return number_in(part.get("wp:term_id", "")), term


def number_in(text: str) -> int:
    """The number that a field holds; 0 for what is none, or longer than any."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else 0


def _keep_old_slugs(item: Item, value: str) -> None:
    """Add to the addresses that an item has had; no item of people's has had so many, or one so long."""
    if len(value) <= LONGEST_SLUG:
        kept = [*item.meta.get(OLD_SLUGS, "").split(), *value.replace("/", " ").split()]
        item.meta[OLD_SLUGS] = " ".join(kept[:MOST_OLD_SLUGS])


def _set(item: Item, name: str, text: str) -> None:
    if name in {"old_id", "parent", "order"}:
        setattr(item, name, number_in(text))
    elif name in {"content", "excerpt"}:
        setattr(item, name, text)
    elif name == "kind":
        item.kind = text.strip()[:LONGEST_KIND]
    else:
        setattr(item, name, text.strip()[:2000])


def read(file: IO[bytes], channel: Channel, progress: Callable[[int], object] | None = None) -> Iterator[Item]:
    """Yield the items of an export in their order; fills `channel` on the way. `progress` is told the bytes read.

    Raises:
        NotReadable: when it is no export, is damaged or cut off, or attacks whoever reads it.
    """
    handler = _Handler(channel)
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        for text in _texts(file, channel, progress):
            before = handler.events
            parser.feed(text)
            _check_token(handler, before, len(text))
            yield from handler.items
            handler.items.clear()
        parser.close()
        yield from handler.items
    except DefusedXmlException as error:
        message = _("The file declares entities or a document type, which no WordPress export does. It was not read.")
        raise NotReadable(message) from error
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: 0)()
        message = _(
            "The file is damaged or not complete: it cannot be read beyond line %(line)d. Export it again, in parts if "
            "it is large."
        )
        raise NotReadable(message % {"line": line or 0}) from error
    if channel.version not in VERSIONS:
        raise NotReadable(_("This is no WordPress export. In WordPress, it is made under Tools, Export, All content."))


def _check_token(handler: _Handler, before: int, length: int) -> None:
    """Refuse one tag or comment that never ends: the parser keeps all of it."""
    handler.silent = 0 if handler.events != before else handler.silent + length
    if handler.silent > LONGEST_TOKEN:
        raise NotReadable(_("The file is built like no WordPress export: one of its tags never ends."))


def _texts(file: IO[bytes], channel: Channel, progress: Callable[[int], object] | None) -> Iterator[str]:
    """The file as text that XML can hold, in pieces; a reference to a character is never torn apart."""
    head = file.read(CHUNK)
    decoder = codecs.getincrementaldecoder(_encoding(head))(errors="replace")
    done, kept, chunk = 0, "", head
    while chunk:
        done += len(chunk)
        raw = decoder.decode(chunk)
        text = xml_text(raw)
        channel.mended = channel.mended or len(text) != len(raw) or "\ufffd" in text
        text = kept + text
        cut = text.rfind("&", -14)
        text, kept = (text, "") if cut < 0 else (text[:cut], text[cut:])
        yield _NUMBER_REFERENCE.sub(_possible, text)
        if progress:
            progress(done)
        chunk = file.read(CHUNK)
    yield _NUMBER_REFERENCE.sub(_possible, kept + xml_text(decoder.decode(b"", final=True)))


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    name = declared[1].decode("ascii") if declared else "utf-8"
    if not ENCODINGS.fullmatch(name) or not _is_known(name):
        raise NotReadable(_("The file is written in “%(name)s”, which no WordPress export is.") % {"name": name})
    return "utf-8-sig" if name.lower().replace("-", "") == "utf8" else name


def _is_known(encoding: str) -> bool:
    """Whether it is there: of ISO 8859, part 12 was never made."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _possible(reference: re.Match[str]) -> str:
    """A reference to a character that XML can hold, or nothing."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if number <= 0x10FFFF and xml_text(chr(number)) == chr(number) else ""

"""HTML of unknown origin made harmless by nh3 (ammonia), and what is taken out of it named for staff."""

import re

import nh3
from django.utils.translation import gettext as _

from home.wordpress.markup.classic import autop
from home.wordpress.markup.notes import Notes

TEXT_TAGS = {
    *("a", "b", "strong", "i", "em", "sup", "sub", "br", "p", "ul", "ol", "li", "span", "cite", "q", "code", "small"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "dl", "dt", "dd", "div", "section", "article"),
    *("header", "footer", "main", "aside", "figure", "figcaption", "img", "iframe", "video", "audio", "source"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary", "mark", "u", "address"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "class", "width", "height"},
    "iframe": {"src"},
    "video": {"src"},
    "audio": {"src"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# What goes with everything in it.
WITH_CONTENT = {"script", "style", "object", "embed", "applet", "form", "svg", "math", "noscript", "template", "select"}
# What stands in the end in a text of ours (core.pages.blocks.text.RICH_TEXT_FEATURES).
RICH_TAGS = {"p", "br", "b", "i", "sup", "ul", "ol", "li", "a"}
RICH_ATTRIBUTES = {"a": {"href", "linktype", "id"}}
_REMOVED = re.compile(
    r"<(script|iframe|object|embed|applet|form|svg|math|style|link|meta|base|noscript|img)\b([^<>]{0,4000})>?",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"""\b(?:src|href|action|data)\s*=\s*["']?([^"'\s>]{1,300})""", re.IGNORECASE)
_HANDLER = re.compile(r"""<[a-z][^<>]{0,4000}?\son[a-z]{3,20}\s*=""", re.IGNORECASE)
_TINY = re.compile(r"""\b(?:width|height)\s*=\s*["']?[01](?:px)?["'\s/>]""", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>[^<]*(?:<(?!/\1)[^<]*)*", re.IGNORECASE)
DEEPEST = 120
_ENDS_BY_ITSELF = {"br", "hr", "img", "source", "input", "p", "li", "td", "th", "tr", "dt", "dd", "option", "col"}
# What parsers open again behind the end of what it stood in (html.spec.whatwg.org, "active formatting elements").
_FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
# Handled, or named, where they stand.
_ELSEWHERE = {"iframe", "style"}


def note_removed(html: str, notes: Notes) -> None:
    """Name scripts, forms and trackers that `clean` takes out."""
    for match in _REMOVED.finditer(html):
        tag = match[1].lower()
        source = _SOURCE.search(match[2] or "")
        if tag in _ELSEWHERE or (tag == "img" and not _is_tracker(match[2] or "")):
            continue
        what = _("Taken out: %(tag)s") % {"tag": "tracker" if tag == "img" else tag}
        notes.add(f"{what} {source[1]}" if source else what)
    if _HANDLER.search(html) or re.search(r"(?:java|vb)script\s*:", html, re.IGNORECASE):
        notes.add(_("Taken out: a script in an attribute."))


def is_too_deep(html: str) -> bool:
    """Whether tags stand deeper in each other than any person nests them: parsers take very long over those."""
    open_tags: list[str] = []
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _ENDS_BY_ITSELF:
            continue
        if name in open_tags and (match[1] or name == "a"):  # a link ends the one before it
            _close(open_tags, name)
        if not match[1]:
            open_tags.append(name)
        if len(open_tags) > DEEPEST:
            return True
    return False


def _close(open_tags: list[str], name: str) -> None:
    """End the innermost of the tags with a name, and what stands in it. Looks go on behind it, until they are ended."""
    start = len(open_tags) - 1 - open_tags[::-1].index(name)
    kept = open_tags[start + 1 :]
    if name == "table":
        kept = []
    elif name not in _FORMATTING:
        kept = [each for each in kept if each in _FORMATTING]
    open_tags[start:] = kept


def flattened(html: str) -> str:
    """The words of HTML, each run between two tags a paragraph."""
    return autop(_TAG.sub("\n\n", _SCRIPT.sub("", html)))


def _is_tracker(attributes: str) -> bool:
    """Whether a picture is one pixel large: nobody sees it, and it sees everybody."""
    return bool(_TINY.search(f"{attributes} "))


def clean(html: str) -> str:
    """The HTML with nothing but text, pictures and the addresses of films; no attribute runs anything."""
    return nh3.clean(
        html,
        tags=TEXT_TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags=WITH_CONTENT,
        link_rel=None,
        strip_comments=True,
    )


def clean_rich(html: str) -> str:
    """Rich text as the site keeps it; whatever was composed before, nothing else passes here."""
    return nh3.clean(
        html, tags=RICH_TAGS, attributes=RICH_ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, clean_content_tags=set()
    )

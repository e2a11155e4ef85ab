"""A very small markup for the starter texts, so that the modules read as prose and not as HTML.

``[words](/conditions/migraine/)``  link to a page of this site (made a page link by the loader)
``[words](https://example.org/)``   link to another site
``[@cohen-2018]``                   citation: becomes an anchor link to the reference with that key
``**words**``                       bold

Nothing else is understood. Text is escaped, so that ``<`` and ``&`` are ordinary characters.
"""

import re
from html import escape

from home.starter.references import REFERENCE_LABELS

_LINK = re.compile(r"\[([^\]@][^\]]*)\]\(([^)\s]+(?:\([^)\s]*\)[^)\s]*)?)\)")
_CITATION = re.compile(r"\s*\[@([a-z0-9-]+)\]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def _citation(match: re.Match[str]) -> str:
    key = match.group(1)
    return f' <a href="#ref-{key}">{escape(REFERENCE_LABELS[key])}</a>'


def inline(source: str) -> str:
    """Return ``source`` as inline HTML. Raises KeyError for a citation of a reference that does not exist."""
    html = escape(" ".join(source.split()), quote=False)
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    html = _CITATION.sub(_citation, html)
    return _BOLD.sub(r"<b>\1</b>", html)


def rich(*parts: str) -> str:
    """Join paragraphs and lists (made with ``bullets`` or ``numbers``) into the HTML of one rich text field."""
    return "".join(part if part.startswith(("<ul>", "<ol>")) else f"<p>{inline(part)}</p>" for part in parts)


def bullets(*items: str) -> str:
    """Return a bulleted list."""
    return "<ul>" + "".join(f"<li>{inline(item)}</li>" for item in items) + "</ul>"


def numbers(*items: str) -> str:
    """Return a numbered list."""
    return "<ol>" + "".join(f"<li>{inline(item)}</li>" for item in items) + "</ol>"

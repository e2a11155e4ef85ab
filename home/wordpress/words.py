"""Plain words out of whatever an export holds where a title, a name or an address should stand."""

import re
from html import unescape

from core.web.characters import clean_text

# Django's `strip_tags` raises for a text of many open brackets; what is left of those here is text, and shown as such.
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")


def line(text: str, most: int = 255) -> str:
    """Plain words on one line, without markup and characters that break things."""
    return " ".join(clean_text(unescape(_TAG.sub("", text)), lines=False).split())[:most]

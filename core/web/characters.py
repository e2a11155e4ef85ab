"""Characters that break what they stand in: removed where text enters, and again where XML is written.

They arrive by pasting: a vertical tab from a slide, marks of direction from a phone's contacts, half an emoji. XML 1.0
(2.2) forbids most of them, so one in a title would end the feed; HTML and databases take them only by luck.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from django import forms

# C0 and C1 but tab and line ends, DEL, surrogates, noncharacters of the basic plane.
_FORBIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# Embeddings and overrides turn the direction of the text around them; names and isolates need none of them.
_TURNING = "\u202a-\u202e"
# What other programs end a line with: vertical tab (slides), form feed, next line, line and paragraph separator.
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_WHITESPACE = re.compile(r"\r\n|[\t\n\r]")
_NO_TEXT = re.compile(f"[{_FORBIDDEN}{_TURNING}]")
# What XML 1.0 (2.2, Char) has no place for.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Letters and symbols by category, but drawn as nothing (Unicode: Default_Ignorable_Code_Point, and the empty Braille).
_DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean_text(text: str, *, lines: bool = True) -> str:
    """Return `text` without characters that only break things; with `lines=False`, on one line.

    Line ends of other programs become line ends (or spaces), so that the words on both sides stay apart. What scripts
    of the world need stays: joiners, isolates, marks of direction that concern themselves alone.
    """
    text = _LINE_ENDS.sub("\n" if lines else " ", text)
    if not lines:
        text = _WHITESPACE.sub(" ", text)
    return _NO_TEXT.sub("", text)


def xml_text(text: str) -> str:
    """Return `text` as XML 1.0 can hold it: for what was stored before it was cleaned, or past a form."""
    return _NO_XML.sub("", _LINE_ENDS.sub(" ", text))


def xml_escape(text: str) -> str:
    """Return `text` as the content of an XML element."""
    return escape(xml_text(text))


def is_visible(text: str) -> bool:
    """Whether anybody could see something of `text`: more than spaces, marks without a letter, and empty letters."""
    return any(
        unicodedata.category(character)[0] not in "CZM" and character not in _DRAWN_AS_NOTHING for character in text
    )


def without_invisible(text: str) -> str:
    """Return `text` without spaces and invisible characters: for what never holds one, such as an e-mail address."""
    return "".join(character for character in text if unicodedata.category(character)[0] not in "CZ")


def _cleaned(field: forms.CharField, text: str) -> str:
    lines = isinstance(field.widget, forms.Textarea | forms.HiddenInput)
    cleaned = clean_text(text, lines=lines)
    return "" if cleaned.strip() and not is_visible(cleaned) else cleaned


def connect() -> None:
    """Clean the text of every form, the admin's and the public ones, blocks and tables included; called once.

    Django and Wagtail make their form fields themselves, from models and blocks, in some hundred places. All of them
    read text by this one method, so it is extended here. Passwords stay as they were typed.
    """
    original: Callable[[forms.CharField, Any], Any] = forms.CharField.to_python

    def to_python(self: forms.CharField, value: Any) -> Any:
        if isinstance(value, str) and not isinstance(self.widget, forms.PasswordInput):
            value = _cleaned(self, value)
        return original(self, value)

    forms.CharField.to_python = to_python  # type: ignore[method-assign]

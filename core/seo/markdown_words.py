"""Words as Markdown: what Markdown would read as its own signs is escaped, and nothing else (CommonMark 0.31, 2.4)."""

import re

# Signs anywhere: emphasis, code, struck out, and the backslash itself.
_SIGNS = re.compile(r"[\\`*_~]")
# HTML, and what it writes as an entity.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_BRACKETS = re.compile(r"[\[\]]")
# Brackets that would make a link, a picture, a definition or a footnote.
_LINK_SIGNS = re.compile(r"\](?=[(:])|\[(?=\^)|!(?=\[)")
# At the start of a line: lists, headings and their underlines, quotes, tables.
_LINE_SIGNS = re.compile(r"^([ \t]*)(?=[-+](?:\s|$)|-{2,}|=+\s*$|#{1,6}(?:\s|$)|>|\|)", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)
# Number signs at the end of a heading are taken for its frame.
_LAST_SIGNS = re.compile(r"(?<=\s)(?=#+\s*$)")


def one_line(text: str) -> str:
    """Text on one line, so that it cannot start a heading or a list of its own."""
    return " ".join(text.split())


def escape_words(text: str, *, in_link: bool = False) -> str:
    """Plain words, so that every reader of Markdown shows the same ones."""
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = (_BRACKETS if in_link else _LINK_SIGNS).sub(r"\\\g<0>", text)
    text = _LAST_SIGNS.sub(r"\\", text)
    return _NUMBERED.sub(r"\1\\", _LINE_SIGNS.sub(r"\1\\", text))


def escape_line(text: str, *, in_link: bool = False) -> str:
    """Plain words on one line."""
    return escape_words(one_line(text), in_link=in_link)


def escape_address(url: str) -> str:
    """An address so that it does not end where a link's brackets do."""
    return url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")

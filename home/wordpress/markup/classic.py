"""Texts of the classic editor: line breaks that WordPress makes paragraphs of when it shows them.

The rules of its function wpautop, written anew from how they are described (developer.wordpress.org, Code Reference,
wpautop): an empty line parts paragraphs, a single line end is a line break, blocks of HTML stay as they are, `<pre>`
keeps its lines.
"""

import re

_BLOCK = (
    "address|article|aside|audio|blockquote|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hgroup|hr|iframe|legend|li|main|map|math|menu|nav|object|ol|option|p|pre|script|section"
    "|select|style|summary|svg|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})\b[^<>]*>", re.IGNORECASE)
_KEPT = re.compile(r"<(pre|script|style|textarea)\b[^<>]*>", re.IGNORECASE)
_TWO_BREAKS = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*\n\s*")


def autop(text: str) -> str:
    """Return the HTML that WordPress would show for a classic text."""
    parts = []
    for kept, part in _around_kept(text.replace("\r\n", "\n").replace("\r", "\n")):
        parts.append(part if kept else _paragraphs(part))
    return "".join(parts)


def _around_kept(text: str) -> list[tuple[bool, str]]:
    """The text in parts: whether a part keeps its lines, and the part."""
    parts, position, lowered = [], 0, text.lower()
    while match := _KEPT.search(text, position):
        end = lowered.find(f"</{match[1].lower()}", match.end())
        if end < 0:
            break
        stop = text.find(">", end)
        stop = len(text) if stop < 0 else stop + 1
        parts += [(False, text[position : match.start()]), (True, text[match.start() : stop])]
        position = stop
    return [*parts, (False, text[position:])]


def _paragraphs(text: str) -> str:
    text = _TWO_BREAKS.sub("\n\n", text)
    text = _BLOCK_TAG.sub(lambda match: f"\n\n{match[0]}\n\n", text)
    written = []
    for part in _EMPTY_LINES.split(text):
        part = part.strip()
        if not part:
            continue
        written.append(part if _BLOCK_TAG.fullmatch(part) else f"<p>{part.replace(chr(10), '<br>')}</p>")
    return "\n".join(_inside_blocks(written))


def _inside_blocks(parts: list[str]) -> list[str]:
    """Take the paragraph off where a block holds nothing but one run of words: `<li>`, headings, cells."""
    done: list[str] = []
    for number, part in enumerate(parts):
        before = done[-1] if done else ""
        after = parts[number + 1] if number + 1 < len(parts) else ""
        alone = re.match(r"<(li|h[1-6]|td|th|dt|dd|figcaption|caption|summary|p|legend)\b", before, re.IGNORECASE)
        closes = alone and after.lower().startswith(f"</{alone[1].lower()}")
        nests = alone and alone[1].lower() == "li" and after.lower().startswith(("<ul", "<ol"))
        wrapped = part.startswith("<p>") and part.endswith("</p>") and (closes or nests)
        done.append(part[3:-4] if wrapped else part)
    return done

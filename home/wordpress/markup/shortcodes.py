"""WordPress's shortcodes: `[caption]`, `[gallery]` and what plugins and page builders add.

The grammar is that of developer.wordpress.org/plugins/shortcodes: names of letters, digits, dashes and underscores,
attributes with or without quotes, `[/name]` ends one that has content, `[[name]]` is text. Read in one pass, so that no
text, however hostile, takes longer than its length.
"""

import re
from collections import Counter
from collections.abc import Callable
from itertools import count, islice
from typing import NamedTuple

# A comment, a tag (whose attributes are left alone), a shortcode.
_TOKEN = re.compile(r"<[^<>]*>|\[(\[?)(/?)([A-Za-z][\w-]{1,60})((?:[\s/][^\[\]]{0,20000}|)?)\](\]?)")
_ATTRIBUTE = re.compile(r"""([\w-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|(\S+)""")
# What people write in brackets themselves.
_WORDS = {
    "sic",
    "ed",
    "eds",
    "and",
    "or",
    "not",
    "et",
    "al",
    "emphasis",
    "see",
    "the",
    "this",
    "they",
    "we",
    "it",
    "our",
}
DEEPEST = 60
MOST_ATTRIBUTES = 200


class Shortcode(NamedTuple):
    """One shortcode; `content` is None where it has none."""

    name: str
    attributes: dict[str, str]
    content: str | None


Render = Callable[[Shortcode], str]


class _Open(NamedTuple):
    name: str
    attributes: dict[str, str]
    parts: list[str]


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a shortcode; those without a name are numbered from "0"."""
    found: dict[str, str] = {}
    numbers = count()
    for match in islice(_ATTRIBUTE.finditer(text.strip().removesuffix("/")), MOST_ATTRIBUTES):
        if match[1]:
            found[match[1].lower()] = match[2] or match[3] or match[4] or ""
        else:
            found[str(next(numbers))] = match[5] or match[6] or ""
    return found


def is_shortcode(name: str, rest: str) -> bool:
    """Whether brackets hold a shortcode, and not words that somebody put into brackets."""
    if name.lower() in _WORDS or name != name.lower():
        return "=" in rest
    return not rest.strip(" /") or "=" in rest or "_" in name or "-" in name


def expand(text: str, render: Render) -> str:
    """Return `text` with each shortcode replaced by what `render` makes of it, the inner ones first."""
    if "[" not in text:
        return text
    closing = Counter(match[3] for match in _TOKEN.finditer(text) if match[2])
    stack = [_Open("", {}, [])]
    position = 0
    for match in _TOKEN.finditer(text):
        stack[-1].parts.append(text[position : match.start()])
        position = match.end()
        name = match[3]
        if name is None:
            stack[-1].parts.append(match[0])
        elif match[1] and match[5]:
            stack[-1].parts.append(match[0][1:-1])
        else:
            _take(stack, match, closing, render)
    stack[-1].parts.append(text[position:])
    while len(stack) > 1:
        _close(stack, render, has_content=False)
    return "".join(stack[0].parts)


def _take(stack: list[_Open], match: re.Match[str], closing: Counter[str], render: Render) -> None:
    name, rest = match[3], match[4] or ""
    extra = match[1] or match[5]
    if match[2]:
        closing[name] -= 1
        if any(each.name == name for each in stack):
            while stack[-1].name != name:
                _close(stack, render, has_content=False)
            _close(stack, render, has_content=True)
        elif not is_shortcode(name, "") or extra:
            stack[-1].parts.append(match[0])
        return
    if not (closing[name] > 0 or is_shortcode(name, rest)):
        stack[-1].parts.append(match[0])
    elif rest.rstrip().endswith("/") or closing[name] <= 0 or len(stack) > DEEPEST:
        stack[-1].parts.append(render(Shortcode(name, attributes_of(rest), None)))
    else:
        stack.append(_Open(name, attributes_of(rest), []))


def _close(stack: list[_Open], render: Render, *, has_content: bool) -> None:
    """End the innermost one; what follows one that never ended is no content of it."""
    done = stack.pop()
    content = "".join(done.parts)
    if has_content:
        stack[-1].parts.append(render(Shortcode(done.name, done.attributes, content)))
    else:
        stack[-1].parts.extend((render(Shortcode(done.name, done.attributes, None)), content))

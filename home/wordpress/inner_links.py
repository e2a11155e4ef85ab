"""Links of imported texts to the old site become links to the pages and files that took their place."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any, NamedTuple

_LINK = re.compile(r'<a href="([^"]*)">')


class Target(NamedTuple):
    """What an old address leads to here."""

    kind: str  # "page" or "document", as Wagtail's rich text calls them; "url" for anything else
    value: int | str


class Lookup(NamedTuple):
    """Whether an address is the old site's at all, and what took its place, if that is there yet."""

    is_inside: bool
    target: Target | None


def link_up(value: Any, look_up: Callable[[str], Lookup]) -> tuple[Any, list[str]]:
    """The stored value of a stream with links to pages, and the old addresses that nothing has taken the place of."""
    still_open: list[str] = []

    def in_text(match: re.Match[str]) -> str:
        url = unescape(match[1])
        found = look_up(url)
        if found.target is None:
            if found.is_inside:
                still_open.append(url)
            return match[0]
        kind, key = found.target
        return f'<a href="{escape(str(key))}">' if kind == "url" else f'<a linktype="{kind}" id="{key}">'

    def walk(part: Any) -> Any:
        if isinstance(part, str):
            return _LINK.sub(in_text, part) if "<a href" in part else part
        if isinstance(part, dict):
            return {name: walk(each) for name, each in part.items()}
        return [walk(each) for each in part] if isinstance(part, list) else part

    return walk(value), list(dict.fromkeys(still_open))

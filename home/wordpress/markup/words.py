"""The plain words of a part of a text, and the tags that part them."""

from typing import Any

from bs4 import NavigableString, Tag

# What stands on lines of its own: where only one run of words can be, it is parted from what is around it.
OWN_LINES = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "pre", "address"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "tr", "td", "th", "summary"),
    "figcaption",
}
# More rows than a cell of any table of people's reaches over.
MOST_SPANNED = 100


def lines_of(node: Any) -> str:
    """The words in a part of a text, each block of it on lines of its own."""
    if isinstance(node, NavigableString):
        return " ".join(f"|{node}|".split())[1:-1]
    if node.name == "br":
        return "\n"
    inner = "".join(lines_of(child) for child in node.children)
    return f"\n{inner}\n" if node.name in OWN_LINES else inner


def plain(node: Tag) -> str:
    """The words in a part of a text, on one line; letters of one word that only looked different stay together."""
    return " ".join(lines_of(node).split())


def span_of(cell: Tag, name: str) -> int:
    """How many columns or rows a cell spans."""
    span = str(cell.get(name) or "")
    return max(1, min(int(span), MOST_SPANNED)) if span.isascii() and span.isdigit() and len(span) < 5 else 1

"""The words of a page that readability is judged by: its main part, paragraph by paragraph.

A heading, a list item or a cell counts as a sentence of its own, as a reader takes it.
"""

import re

from bs4 import BeautifulSoup, Tag

# References, trails and buttons are not prose; forms have words of their own, tested where they are made.
NOT_PROSE = ("nav", "form", "svg", "script", "style", "sup", ".references", ".visually-hidden", ".button", "template")
BLOCKS = ("p", "li", "h1", "h2", "h3", "dt", "dd", "td", "th", "summary", "figcaption", "caption")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=[\s”\"')]|$)")
_WORD = re.compile(r"[A-Za-z]")


def paragraphs(html: str) -> list[list[str]]:
    """Return the paragraphs, items and headings of a page's main part, each as its sentences."""
    main = BeautifulSoup(html, "html.parser").find("main")
    assert isinstance(main, Tag)
    for found in main.select(", ".join(NOT_PROSE)):
        found.decompose()
    texts = [" ".join(block.get_text(" ").split()) for block in main.find_all(BLOCKS) if block.find(BLOCKS) is None]
    return [[part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)] for text in texts if text]

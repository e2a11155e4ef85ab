"""How hard the words of a page are to read: the Flesch-Kincaid grade of its main part.

Grade level of US schools = 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid, Fishburne, Rogers and
Chissom, 1975). A heading, a list item or a cell counts as a sentence of its own, as a reader takes it.
"""

import re

from bs4 import BeautifulSoup, Tag

# References, trails and buttons are not prose; forms have words of their own, tested where they are made.
NOT_PROSE = ("nav", "form", "svg", "script", "style", "sup", ".references", ".visually-hidden", ".button", "template")
BLOCKS = ("p", "li", "h1", "h2", "h3", "dt", "dd", "td", "th", "summary", "figcaption", "caption")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=[\s”\"')]|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Return about how many syllables an English word has; capitals such as MRI are spelled out."""
    if word.isupper() and 1 < len(word) <= 4:
        return len(word)
    word = re.sub(r"['’].*$", "", word.lower())
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")):
        count -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    if (
        word.endswith("es")
        and not word.endswith(("ies", "ses", "zes", "ches", "shes", "xes", "ges", "ces"))
        and count > 1
    ):
        count -= 1
    if re.search(r"i[aou]|ua|eo", word) and not re.search(r"[cst]i[ao]", word):
        count += 1
    return max(count, 1)


def paragraphs(html: str) -> list[list[str]]:
    """Return the paragraphs, items and headings of a page's main part, each as its sentences."""
    main = BeautifulSoup(html, "html.parser").find("main")
    assert isinstance(main, Tag)
    for found in main.select(", ".join(NOT_PROSE)):
        found.decompose()
    texts = [" ".join(block.get_text(" ").split()) for block in main.find_all(BLOCKS) if block.find(BLOCKS) is None]
    return [[part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)] for text in texts if text]


def grade(sentences: list[str]) -> float:
    """Return the Flesch-Kincaid grade of the sentences."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(syllables(word) for word in words) / len(words) - 15.59

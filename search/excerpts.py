"""The part of a page that answers: its own sentences around the match, with the matching words marked."""

import re
from collections.abc import Collection
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .text import STOP_WORDS, fold, stem

LENGTH = 240
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[\"”’)]*(?=\s|$)|[.!?]+|$)")
# What ends with a full stop and no sentence, in both languages.
_TITLE = re.compile(r"(?:^|\s)(?:Drs?|Dra|Mrs?|Ms|Sra?|St|vs)\.$")
# A sentence with fewer letters is a heading or a fragment; it is shown with what follows.
SHORT = 60


def excerpt(text: str, stems: Collection[str], length: int = LENGTH) -> SafeString:
    """Return about `length` characters of a text with the words of those stems in `<mark>`; everything is escaped.

    The sentence with most of the different words is taken, with what follows it; the beginning where none matches.
    """
    wanted = {each for each in stems if each not in STOP_WORDS and len(each) > 1}
    sentences = [part for line in text.split("\n") for part in _sentences(line)]
    if not sentences:
        return SafeString("")
    scores = [_score(sentence, wanted) for sentence in sentences]
    start = max(range(len(sentences)), key=lambda place: (scores[place], -place))
    chosen = sentences[start]
    for following in sentences[start + 1 :]:
        if len(chosen) + len(following) >= length and len(chosen) > SHORT:
            break
        chosen = f"{chosen} {following}"
    return _marked(_cut(chosen, wanted, length), wanted)


def _sentences(line: str) -> list[str]:
    sentences: list[str] = []
    for part in filter(None, map(str.strip, _SENTENCE.findall(line))):
        if sentences and _TITLE.search(sentences[-1]):
            sentences[-1] += f" {part}"
        else:
            sentences.append(part)
    return sentences


# A list of ten pages has some ten thousand words, and a site few different ones.
@lru_cache(maxsize=65_536)
def _stem_of(word: str) -> str:
    return stem(fold(word))


def _score(sentence: str, wanted: Collection[str]) -> float:
    found = {_stem_of(word) for word in _WORD.findall(sentence)} & set(wanted)
    # Among sentences that say as much, a full one reads better than a heading.
    return len(found) + (0.5 if found and len(sentence) >= SHORT else 0.0)


def _cut(text: str, wanted: Collection[str], length: int) -> str:
    """Return the text cut at words to about `length`, around its first match, with an ellipsis where it is cut."""
    if len(text) <= length:
        return text
    first = next((match.start() for match in _WORD.finditer(text) if _stem_of(match.group()) in wanted), 0)
    start = 0 if first < length * 2 // 3 else text.rfind(" ", 0, first - length // 3) + 1
    end = text.rfind(" ", 0, start + length)
    end = end if end > start else start + length
    return ("… " if start else "") + text[start:end].rstrip(" ,;:") + ("…" if end < len(text) else "")


def _marked(text: str, wanted: Collection[str]) -> SafeString:
    parts: list[tuple[SafeString | str]] = []
    place = 0
    for match in _WORD.finditer(text):
        if _stem_of(match.group()) in wanted:
            parts.append((text[place : match.start()],))
            parts.append((format_html("<mark>{}</mark>", match.group()),))
            place = match.end()
    parts.append((text[place:],))
    return format_html_join("", "{}", parts)

"""How many years of school a text asks for (Flesch-Kincaid grade level, Kincaid et al. 1975)."""

import re

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)|\n+")
VOWELS = re.compile(r"[aeiouy]+")


def count_syllables(word: str) -> int:
    """Estimate the syllables of an English word; at least one."""
    word = word.lower().strip("'’-")
    count = len(VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)


def reading_grade(text: str) -> float:
    """The US school grade that `text` asks for; 0.0 for a text without words."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in SENTENCE_END.split(text) if WORD.search(part)) or 1
    syllables = sum(count_syllables(word) for word in words)
    return max(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 0.0)

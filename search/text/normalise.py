"""From typed text to comparable words: folded (case, accents, apostrophes), split and stemmed."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer
from django.utils.translation import get_language

# Longer queries are cut: nobody types them, and their cost must stay bounded.
MAX_QUERY_LENGTH = 200
MAX_WORD_LENGTH = 40

# By language code; a language without one of its own is stemmed like English.
_STEMMERS = {"en": snowballstemmer.stemmer("english"), "es": snowballstemmer.stemmer("spanish")}
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")


def clean_query(raw: str) -> str:
    """Return the query as it may be shown and searched: one line, no control characters, at most MAX_QUERY_LENGTH."""
    text = unicodedata.normalize("NFKC", raw[: MAX_QUERY_LENGTH * 4])
    text = "".join(" " if unicodedata.category(character).startswith("C") else character for character in text)
    return " ".join(text.split())[:MAX_QUERY_LENGTH].strip()


def fold(text: str) -> str:
    """Return the text in lower case, without accents and apostrophes; "R.S.D." becomes "rsd", "doctor's" "doctor"."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), _POSSESSIVE.sub("", text))
    return _APOSTROPHES.sub("", text)


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order. Everything that is no letter or digit parts words."""
    return [word[:MAX_WORD_LENGTH] for word in _WORD.findall(fold(text))]


def stem(word: str) -> str:
    """Return the stem of a folded word in the active language (Snowball): "infusions" and "infusion" are one."""
    return _stem(word, (get_language() or "en")[:2])


@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    return _STEMMERS.get(language, _STEMMERS["en"]).stemWord(word)


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's words, in order."""
    return [stem(word) for word in words_of(text)]

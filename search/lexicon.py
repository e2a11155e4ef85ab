"""The site's words and patients' words, read once per process and version of the index."""

from bisect import bisect_left
from collections import defaultdict
from math import log
from threading import Lock
from typing import NamedTuple

from core.web.languages import current as current_language

from .models import IndexState, SearchDocument, Synonym, VocabularyWord
from .text import COMMON_WORDS, SOFT_WORDS, STOP_WORDS, stem, stems_of, words_of

Stems = tuple[str, ...]
# Shorter words are not counted: numbers and single letters are no words to correct typing mistakes to.
MIN_VOCABULARY_LENGTH = 3
MAX_COMPLETIONS = 200
MIN_BEGINNING = 3


class Lexicon:
    """What is known about words of the active language: which the site uses, how rare they are, what others mean."""

    def __init__(self) -> None:
        language = current_language().code
        self.documents = SearchDocument.objects.filter(language=language).count()
        words = VocabularyWord.objects.filter(language=language)
        self.words: dict[str, int] = dict(words.values_list("word", "documents"))
        self.stems: dict[str, int] = defaultdict(int)
        for word, number in self.words.items():
            self.stems[stem(word)] += number
        # From what people type (as stems) to what the pages say (as stems), each once.
        self.synonyms: dict[Stems, list[Stems]] = defaultdict(list)
        # Every word of the synonyms, too, can be meant by a typing mistake, and is not one itself.
        self.synonym_words: set[str] = set()
        self._typed: dict[str, list[Stems]] = defaultdict(list)
        for synonym in Synonym.objects.all():
            for typed in synonym.typed_phrases:
                for meant in synonym.meant_phrases:
                    self._add_synonym(typed, meant)
                    if synonym.both_ways:
                        self._add_synonym(meant, typed)
        self._synonym_stems = {stem(word) for word in self.synonym_words}
        self.longest_phrase = max(map(len, self.synonyms), default=1)
        # Phrases of content words alone, which may stand apart in a query.
        self.loose_phrases = [
            key for key in self.synonyms if len(key) > 1 and len(set(key)) == len(key) and not STOP_WORDS & set(key)
        ]
        # What a typing mistake may have meant, in a fixed order.
        self.correctable = sorted(
            self.words.keys() | {word for word in self.synonym_words if len(word) >= MIN_BEGINNING}
        )

    def _add_synonym(self, typed: str, meant: str) -> None:
        key, value = tuple(stems_of(typed)), tuple(stems_of(meant))
        if key and value and value != key and value not in self.synonyms[key]:
            self.synonyms[key].append(value)
        self.synonym_words.update(words_of(typed), words_of(meant))
        self._typed[" ".join(words_of(typed))].append(value)

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is none to be corrected."""
        return (
            word in self.words
            or word in self.synonym_words
            or word in STOP_WORDS
            or word in SOFT_WORDS
            or word in COMMON_WORDS
            or stem(word) in self.stems
            or stem(word) in self._synonym_stems
        )

    def has_all(self, stems: Stems) -> bool:
        """Tell whether some page has each of these words. Short and stop words are not counted, so never missing."""
        return all(each in self.stems or len(each) < MIN_VOCABULARY_LENGTH or each in STOP_WORDS for each in stems)

    def frequency(self, word: str) -> int:
        """Return how many pages have the word."""
        return self.words.get(word, 0)

    def completions(self, beginning: str) -> list[str]:
        """Return the known words that begin so, those on most pages first."""
        start = bisect_left(self.correctable, beginning)
        found = []
        for word in self.correctable[start : start + MAX_COMPLETIONS]:
            if not word.startswith(beginning):
                break
            found.append(word)
        return sorted(found, key=lambda word: (-self.frequency(word), word))

    def phrases_beginning(self, beginning: str) -> list[Stems]:
        """Return what is meant by the phrases that people type and that begin so."""
        if len(beginning) < MIN_BEGINNING:
            return []
        return [meant for typed, means in self._typed.items() if typed.startswith(beginning) for meant in means]

    def rarity(self, stems: Stems) -> float:
        """Return the weight of words by how few pages have them (BM25's idf), the rarest of a phrase counting."""
        counted = [each for each in stems if each not in STOP_WORDS] or stems
        found = min(self.documents, min((self.stems.get(each, 0) for each in counted), default=0))
        return log(1 + (self.documents - found + 0.5) / (found + 0.5))


class _Kept(NamedTuple):
    version: int
    lexicon: Lexicon


_lock = Lock()
_kept: dict[str, _Kept] = {}


def current() -> Lexicon:
    """Return the lexicon of the active language and the present index (one small query when nothing changed)."""
    version = IndexState.current()
    language = current_language().code
    kept = _kept.get(language)
    if kept is None or kept.version != version:
        with _lock:
            kept = _Kept(version, Lexicon())
            _kept[language] = kept
    return kept.lexicon


def forget() -> None:
    """Drop what this process keeps: for tests, whose databases begin at the same version."""
    _kept.clear()

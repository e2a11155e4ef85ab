"""Typing mistakes: the site's word that was most likely meant. The same on every database."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .lexicon import Lexicon

# A word shorter than this is an abbreviation or too short to guess at.
MIN_LENGTH = 4
# How many letters may be wrong, by the length of what was typed: (from this length, this many).
MAX_EDITS = ((9, 3), (6, 2), (MIN_LENGTH, 1))
CANDIDATES = 12
# A word that so many pages have does not need help; a rarer one may be a mistake that stands next to the right word.
RARE = 1
MUCH_MORE_FREQUENT = 8

_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"^(?:ps|pn|kn|gn|wr|rh)"), lambda match: match.group()[1 if match.group() != "rh" else 0]),
    (re.compile(r"gh(?=t|$)"), ""),
    (re.compile(r"sch|sh|ti(?=on)|ci(?=a)"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|c|q"), "k"),
    (re.compile(r"z"), "s"),
    (re.compile(r"eu|ew|oo|ou"), "u"),
    (re.compile(r"ei|ie|ea|ee|ai|ay|ey|y"), "i"),
    (re.compile(r"h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"e$"), ""),
)


class Correction(NamedTuple):
    """A word as it was probably meant, and how sure that is (0 to 1)."""

    word: str
    certainty: float


@lru_cache(maxsize=65_536)
def sound_of(word: str) -> str:
    """Return a rough spelling by sound, in which "jaxonville" is "jacksonville" and "newralgia" is "neuralgia"."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def allowed_edits(word: str) -> int:
    """Return how many wrong letters a word of this length may have."""
    return next((edits for length, edits in MAX_EDITS if len(word) >= length), 0)


def correct(word: str, lexicon: Lexicon, beginnings: bool = False) -> Correction | None:
    """Return the known word that a folded, unknown word most likely means, or None.

    Letters are compared (insertions, deletions, exchanges, neighbours swapped), by spelling and by sound; of equally
    near words the one on more pages wins. With `beginnings` the word may be unfinished ("fibrm" is "fibromyalgia").
    """
    edits = allowed_edits(word)
    if not edits or word.isdigit():
        return None
    near = process.extract(word, lexicon.correctable, scorer=OSA.distance, score_cutoff=edits + 2, limit=CANDIDATES * 8)
    best: tuple[float, int, str] | None = None
    for candidate, distance, _index in near:
        cost = _cost(word, candidate, int(distance))
        if cost > edits:
            continue
        ranked = (cost, -lexicon.frequency(candidate), candidate)
        if best is None or ranked < best:
            best = ranked
    if best is None and beginnings:
        return _correct_beginning(word, lexicon, edits)
    return Correction(best[2], 1 - best[0] / (len(word) + 1)) if best else None


def _cost(word: str, candidate: str, distance: int) -> float:
    """Return how far apart two words are, in letters: spelled alike, or half as far when they sound alike."""
    by_sound = OSA.distance(sound_of(word), sound_of(candidate)) + 0.5
    cost = min(float(distance), by_sound if by_sound <= allowed_edits(word) else float(distance))
    # People seldom get the first letter wrong, and the shorter a word, the more every letter says.
    if word[0] != candidate[0] and sound_of(word)[:1] != sound_of(candidate)[:1]:
        cost += 0.75
    return cost


def _correct_beginning(word: str, lexicon: Lexicon, edits: int) -> Correction | None:
    beginnings: dict[str, str] = {}
    for candidate in lexicon.correctable:
        if len(candidate) > len(word):
            head = candidate[: len(word)]
            if head not in beginnings or lexicon.frequency(candidate) > lexicon.frequency(beginnings[head]):
                beginnings[head] = candidate
    found = process.extractOne(word, list(beginnings), scorer=OSA.distance, score_cutoff=min(edits, 1))
    return Correction(beginnings[found[0]], 0.5) if found else None


def better_known(word: str, lexicon: Lexicon) -> str | None:
    """Return a much more frequent word one letter away from a known but rare one: for "Did you mean"."""
    if len(word) <= MIN_LENGTH or lexicon.frequency(word) > RARE or word in lexicon.synonym_words:
        return None
    near = process.extract(word, lexicon.correctable, scorer=OSA.distance, score_cutoff=1, limit=CANDIDATES)
    others = [candidate for candidate, distance, _index in near if distance]
    best = max(others, key=lexicon.frequency, default=None)
    if best and lexicon.frequency(best) >= MUCH_MORE_FREQUENT * max(1, lexicon.frequency(word)):
        return best
    return None

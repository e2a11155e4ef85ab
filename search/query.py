"""From what a visitor typed to what is looked for: groups of words, each with the other ways to say it."""

from dataclasses import dataclass, field

from .lexicon import Lexicon, Stems
from .spelling import allowed_edits, better_known, correct
from .text import SOFT_WORDS, STOP_WORDS, clean_query, stem, words_of

# Words after these are not looked at: a question has fewer, and each costs time.
MAX_WORDS = 24
MAX_GROUPS = 8
MIN_PART = 3
ENDINGS = (("iest", "y"), ("ier", "y"), ("est", ""), ("est", "e"), ("er", ""), ("er", "e"), ("ness", ""), ("ish", ""))
# What another way to say it counts, against the visitor's own word: less where the site itself uses that word.
SYNONYM_WEIGHT = 0.9
SYNONYM_WEIGHT_OF_KNOWN = 0.75
COMPLETION_WEIGHT = 0.8
COMPLETIONS = 6
SOFT_WEIGHT = 0.3


@dataclass(frozen=True)
class Alternative:
    """One way to say it: stems that belong together, and what finding them counts."""

    stems: Stems
    weight: float = 1.0


@dataclass(frozen=True)
class Group:
    """One thing that is looked for, in every way to say it. A soft one ("treatment") need not be found."""

    alternatives: tuple[Alternative, ...]
    soft: bool = False


@dataclass
class Query:
    """A query, understood. `words` are as searched, after corrections."""

    text: str
    words: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    corrected: bool = False
    did_you_mean: str = ""

    @property
    def corrected_text(self) -> str:
        """The words that were searched instead of those that were typed."""
        return " ".join(self.words)

    @property
    def stems(self) -> set[str]:
        """Every stem that answers the query, for highlighting."""
        return {each for group in self.groups for option in group.alternatives for each in option.stems}


def understand(text: str, lexicon: Lexicon, *, exact: bool = False, unfinished: bool = False) -> Query:
    """Return the query that a text stands for.

    Typing mistakes are corrected unless `exact`. With `unfinished` the last word is still being typed. Any text is
    allowed; one without letters or with nothing but stop words gives a query without groups.
    """
    query = Query(clean_query(text))
    words = words_of(query.text)[:MAX_WORDS]
    unfinished = unfinished and bool(words) and not text.endswith(" ")
    query.words = words if exact else _corrected(words, lexicon, unfinished=unfinished)
    query.corrected = query.words != words and "".join(query.words) != "".join(words)
    query.groups = _groups(query.words, lexicon, unfinished=unfinished)
    if not exact and not query.corrected:
        better = [better_known(word, lexicon) or word for word in query.words]
        query.did_you_mean = " ".join(better) if better != query.words else ""
    return query


# -- Typing mistakes --------------------------------------------------------------------------------------------------


def _corrected(words: list[str], lexicon: Lexicon, *, unfinished: bool) -> list[str]:
    result: list[str] = []
    position = 0
    while position < len(words):
        word, after = words[position], words[position + 1] if position + 1 < len(words) else ""
        last = unfinished and position == len(words) - 1
        if after and _is_compound(word, after, lexicon):
            result.append(word + after)
            position += 2
            continue
        position += 1
        if lexicon.knows(word) or (last and lexicon.completions(word)):
            result.append(word)
        else:
            result.extend(_meant(word, lexicon, unfinished=last))
    return result


def _is_compound(word: str, after: str, lexicon: Lexicon) -> bool:
    """Tell whether two words are one of the site's written apart: "post herpetic"."""
    whole = word + after
    if whole in STOP_WORDS or not (whole in lexicon.words or whole in lexicon.synonym_words):
        return False
    together = {stem(word), stem(after)} - STOP_WORDS
    return not (lexicon.knows(word) and lexicon.knows(after)) or (
        len(together) > 1 and lexicon.frequency(whole) + (whole in lexicon.synonym_words) > 0
    )


def _meant(word: str, lexicon: Lexicon, *, unfinished: bool) -> list[str]:
    bare = next((base for base in _without_ending(word) if lexicon.knows(base)), "")
    if bare:
        return [bare]
    correction = correct(word, lexicon, beginnings=unfinished)
    sure = correction is not None and correction.certainty >= 1 - 1.1 / (len(word) + 1)
    if not sure:
        parts = _parts(word, lexicon)
        if parts:
            return parts
    return [correction.word] if correction else [word]


def _without_ending(word: str) -> list[str]:
    """Return what a word may be without an ending that its stem keeps: "cheapest", "happier", "numbness"."""
    return [
        word.removesuffix(ending) + letter
        for ending, letter in ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= MIN_PART
    ]


def _parts(word: str, lexicon: Lexicon) -> list[str]:
    """Return the two words of the site that were typed without a space, or nothing."""
    splits = [
        [word[:place], word[place:]]
        for place in range(MIN_PART, len(word) - MIN_PART + 1)
        if all(lexicon.frequency(part) or part in lexicon.synonym_words for part in (word[:place], word[place:]))
    ]
    return max(splits, key=lambda parts: min(map(lexicon.frequency, parts)), default=[])


# -- Groups -----------------------------------------------------------------------------------------------------------


def _groups(words: list[str], lexicon: Lexicon, *, unfinished: bool) -> list[Group]:
    stems = [stem(word) for word in words]
    groups: list[tuple[int, Group]] = []
    free = [True] * len(words)
    for places, key in _phrases(words, stems, lexicon):
        if all(free[place] for place in places):
            for place in places:
                free[place] = False
            groups.append((places[0], _phrase_group([words[place] for place in places], key, lexicon)))
    for place, word in enumerate(words):
        if not free[place] or not word:
            continue
        if unfinished and place == len(words) - 1:
            groups.append((place, _unfinished_group(words, lexicon)))
        elif word not in STOP_WORDS:
            groups.append((place, Group((Alternative((stems[place],)),), soft=word in SOFT_WORDS)))
    ordered = [group for _place, group in sorted(groups, key=lambda each: each[0]) if group.alternatives]
    ordered = list(dict.fromkeys(ordered))
    if all(group.soft for group in ordered):
        ordered = [Group(group.alternatives) for group in ordered]
    # Of a long question the hard words are kept first.
    kept = sorted(range(len(ordered)), key=lambda place: (ordered[place].soft, place))[:MAX_GROUPS]
    return [ordered[place] for place in sorted(kept)]


def _phrases(words: list[str], stems: list[str], lexicon: Lexicon) -> list[tuple[list[int], Stems]]:
    """Return where the query has phrases with synonyms, as (places of their words, phrase), the longest first.

    A phrase of content words may stand in any order with others between ("pain in my lower back" has "back pain"); one
    with stop words ("how much", "near me") only as it is.
    """
    found: list[tuple[list[int], Stems]] = []
    for start in range(len(stems)):
        for length in range(1, min(lexicon.longest_phrase, len(stems) - start) + 1):
            key = tuple(stems[start : start + length])
            if key in lexicon.synonyms:
                found.append((list(range(start, start + length)), key))
    content = {each: place for place, each in reversed(list(enumerate(stems))) if words[place] not in STOP_WORDS}
    for key in lexicon.loose_phrases:
        if all(each in content for each in key):
            places = sorted(content[each] for each in key)
            if places[-1] - places[0] < len(key) + 3:
                found.append((places, key))
    return sorted(found, key=lambda each: (-len(each[0]), each[0]))


def _phrase_group(words: list[str], key: Stems, lexicon: Lexicon) -> Group:
    own = tuple(stem(word) for word in words if word not in STOP_WORDS)
    known = bool(own) and lexicon.has_all(own)
    weight = SYNONYM_WEIGHT_OF_KNOWN if known else SYNONYM_WEIGHT
    alternatives = [Alternative(own)] if own else []
    alternatives += [Alternative(meant, weight if own else 1.0) for meant in lexicon.synonyms[key] if meant != own]
    return Group(tuple(alternatives))


def _unfinished_group(words: list[str], lexicon: Lexicon) -> Group:
    """Return the group of a word that is still being typed: itself, and what it may become."""
    word = words[-1]
    options: dict[Stems, float] = {}

    def add(stems: Stems, weight: float) -> None:
        options[stems] = max(weight, options.get(stems, 0.0))

    if word in lexicon.words:
        add((stem(word),), 1.0)
    for completion in lexicon.completions(word)[:COMPLETIONS]:
        add((stem(completion),), COMPLETION_WEIGHT)
        for meant in lexicon.synonyms.get((stem(completion),), ()):
            add(meant, COMPLETION_WEIGHT * SYNONYM_WEIGHT)
    for meant in lexicon.phrases_beginning(" ".join(words)):
        add(meant, COMPLETION_WEIGHT * SYNONYM_WEIGHT)
    if not options and word not in STOP_WORDS and allowed_edits(word):
        add((stem(word),), 1.0)
    return Group(tuple(Alternative(stems, weight) for stems, weight in options.items()), soft=not options)

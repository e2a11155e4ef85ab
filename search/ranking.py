"""How well a page answers a query: which words it has, where they stand, and how rare they are."""

from dataclasses import dataclass

from .lexicon import Lexicon
from .models import SearchDocument
from .query import SOFT_WEIGHT, Alternative, Group, Query
from .text import stems_of

# What a word counts by where it stands: (field of SearchDocument, weight).
FIELD_WEIGHTS = (
    ("title_stems", 10.0),
    ("name_stems", 8.0),
    ("heading_stems", 4.0),
    ("summary_stems", 3.0),
    ("body_stems", 1.0),
)
# A question is the title of its own result; it stands among the headings, too.
QUESTION_WEIGHT = 6.0
# Words of a phrase that stand apart count this part of the phrase.
APART = 0.45
# More of the same word counts less and less (BM25's saturation).
SATURATION = 1.5
# A page that has only some of what was asked for falls behind steeply.
COVERAGE_POWER = 1.6
# A title that consists of the query alone gains this much.
TITLE_BONUS = 0.5
# The words of the query side by side in title, names, headings or summary.
PHRASE_BONUS = 0.25


@dataclass
class Scored:
    """A page with its score, and how much of the query it has (0 to 1)."""

    document: SearchDocument
    score: float
    coverage: float


class Ranker:
    """Scores documents for one query."""

    def __init__(self, query: Query, lexicon: Lexicon) -> None:
        self.query = query
        self.groups = [
            [(option.stems, option.weight * self._importance(option, group, lexicon)) for option in group.alternatives]
            for group in query.groups
        ]
        self.shares = [max((weight for _stems, weight in options), default=0.0) for options in self.groups]
        self.total = sum(self.shares) or 1.0
        hard = [group for group in query.groups if not group.soft] or query.groups
        own = [each for group in hard for each in group.alternatives[0].stems]
        self.phrase = f" {' '.join(own)} " if len(own) > 1 else ""

    @staticmethod
    def _importance(option: Alternative, group: Group, lexicon: Lexicon) -> float:
        """The rarer the words, the more they say. Words of no page cannot be found, and weigh only when alone."""
        if not lexicon.has_all(option.stems) and len(group.alternatives) > 1:
            return 0.0
        return lexicon.rarity(option.stems) * (SOFT_WEIGHT if group.soft else 1.0)

    def score(self, document: SearchDocument) -> Scored:
        """Return the document's score; 0 when it has nothing that was asked for."""
        fields = [(f" {getattr(document, name)} ", weight) for name, weight in FIELD_WEIGHTS]
        if document.questions:
            asked = " | ".join(" ".join(stems_of(question)) for _anchor, question, _answer in document.questions)
            fields.append((f" {asked} ", QUESTION_WEIGHT))
        total = covered = 0.0
        for options, share in zip(self.groups, self.shares, strict=True):
            best = max((weight * found_in(stems, fields) for stems, weight in options), default=0.0)
            if best:
                total += best
                covered += share
        coverage = covered / self.total
        score = total * coverage**COVERAGE_POWER * document.prior
        return Scored(document, score * self._bonus(document, fields), coverage)

    def _bonus(self, document: SearchDocument, fields: list[tuple[str, float]]) -> float:
        bonus = 1.0
        if self.phrase and any(self.phrase in text for text, _weight in fields[:4]):
            bonus += PHRASE_BONUS
        title = set(document.title_stems.split())
        if title:
            asked = title & self.query.stems
            bonus += TITLE_BONUS * (len(asked) / len(title)) ** 2
        return bonus


def found_in(stems: tuple[str, ...], fields: list[tuple[str, float]]) -> float:
    """Return what a word or phrase counts in texts of stems with weights: each it stands in, and how often."""
    total = 0.0
    for text, weight in fields:
        times = text.count(f" {' '.join(stems)} ")
        if times:
            total += weight * times / (times + SATURATION) * (1 + SATURATION)
        elif len(stems) > 1 and all(f" {each} " in text for each in stems):
            total += weight * APART
    if not total and len(stems) > 1 and all(any(f" {each} " in text for text, _weight in fields) for each in stems):
        total = APART * APART
    return total

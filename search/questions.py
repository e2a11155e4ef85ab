"""Questions within a page that answer a search better than the page as a whole: the result leads straight to them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.pages.blocks import questions_in
from core.seo.text import streams_of

from .query import Group
from .ranking import found_in
from .text import stems_of

# A word in the question itself says more than one in its answer.
QUESTION_WEIGHT = 4.0
ANSWER_WEIGHT = 1.0
# Of what a word may mean, staff name the best first; each further meaning counts this part of the one before.
PREFERENCE = 0.7


class Question(NamedTuple):
    """One answered question of a page."""

    anchor: str
    question: str
    answer: str


def questions_of(page: Any) -> list[Question]:
    """The answered questions of a page (of its specific type), in reading order."""
    return [
        Question(item.anchor, item["question"], item.answer_words)
        for stream in streams_of(page)
        for group in questions_in(stream)
        for item in group.answered
    ]


def best_question(stored: Sequence[Sequence[str]], groups: Sequence[Group]) -> Question | None:
    """Return which of a page's questions the search is about; None where it is about none, or about the whole page.

    The question itself has something of what is asked for, and question and answer together have all of it.
    """
    hard = [group for group in groups if not group.soft] or list(groups)
    best, best_score = None, 0.0
    for question in map(Question._make, stored):
        score = _score(question, hard)
        if score > best_score:
            best, best_score = question, score
    return best


def _score(question: Question, groups: Sequence[Group]) -> float:
    own = [(f" {' '.join(stems_of(question.question))} ", QUESTION_WEIGHT)]
    both = [*own, (f" {' '.join(stems_of(question.answer))} ", ANSWER_WEIGHT)]
    scores = [
        max(
            (found_in(way.stems, both) * PREFERENCE**place for place, way in enumerate(group.alternatives)), default=0.0
        )
        for group in groups
    ]
    named = any(found_in(way.stems, own) for group in groups for way in group.alternatives)
    return sum(scores) if named and all(scores) else 0.0

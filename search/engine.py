"""Searches the site: understands the query, finds candidates in Wagtail's index and orders them."""

from collections import Counter
from dataclasses import dataclass, field

from . import lexicon as lexicons
from .candidates import candidates
from .models import PageKind
from .query import Query, understand
from .ranking import Ranker, Scored

# Pages far behind the best one are noise: below this part of its score.
NOISE = 0.02
MAX_RESULTS = 200


@dataclass
class Found:
    """What a search found: pages in order, and how many of each kind."""

    query: Query
    scored: list[Scored] = field(default_factory=list)
    facets: Counter[str] = field(default_factory=Counter)

    @property
    def page_ids(self) -> list[int]:
        """The pages in order."""
        return [each.document.page_id for each in self.scored]

    def of_kind(self, kind: str) -> list[Scored]:
        """The pages of one facet; all of them without one."""
        return [each for each in self.scored if each.document.kind == kind] if kind in PageKind.values else self.scored


def search(text: str, *, exact: bool = False, unfinished: bool = False) -> Found:
    """Search the site. Any text is allowed; `exact` and `unfinished` as in `query.understand`."""
    lexicon = lexicons.current()
    query = understand(text, lexicon, exact=exact, unfinished=unfinished)
    if not query.groups:
        return Found(query)
    ranker = Ranker(query, lexicon)
    scored = [ranker.score(document) for document in candidates(query.groups, lexicon)]
    best = max((each.score for each in scored), default=0.0)
    kept = [each for each in scored if each.score > best * NOISE and each.score > 0]
    kept.sort(key=lambda each: (-each.score, each.document.page_id))
    kept = kept[:MAX_RESULTS]
    return Found(query, kept, Counter(each.document.kind for each in kept))

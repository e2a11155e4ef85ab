"""What search keeps: the index of pages, patients' words, promoted results and what was asked."""

from .document import IndexState, PageKind, SearchDocument, VocabularyWord
from .promotions import PromotedResult
from .queries import HeldQuery, QueryCount
from .synonyms import Synonym

__all__ = [
    "HeldQuery",
    "IndexState",
    "PageKind",
    "PromotedResult",
    "QueryCount",
    "SearchDocument",
    "Synonym",
    "VocabularyWord",
]

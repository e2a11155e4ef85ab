"""Words: how text and queries are taken apart, folded and stemmed. Knows nothing of the database."""

from .normalise import MAX_QUERY_LENGTH, clean_query, fold, stem, stems_of, words_of
from .stop_words import COMMON_WORDS, SOFT_WORDS, STOP_WORDS

__all__ = [
    "COMMON_WORDS",
    "MAX_QUERY_LENGTH",
    "SOFT_WORDS",
    "STOP_WORDS",
    "clean_query",
    "fold",
    "stem",
    "stems_of",
    "words_of",
]

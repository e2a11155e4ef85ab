"""Finds the pages that may answer a query, in Wagtail's search index.

On SQLite (FTS5) and PostgreSQL (tsvector) Wagtail's own query joins and sorts every match: measured at 10,000 pages it
takes seconds on SQLite and hundreds of milliseconds on PostgreSQL for a common word. The index is the same here, but it
is asked for a bounded number of matches, and `ranking` orders them. Other backends (Elasticsearch, OpenSearch) are
asked through Wagtail's interface, by relevance.
"""

from collections.abc import Callable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseSearchBackend
from wagtail.search.models import IndexEntry
from wagtail.search.query import And, Or, PlainText, SearchQuery

from core.web.languages import current, several

from .lexicon import Lexicon, Stems
from .models import SearchDocument
from .query import Group
from .text import STOP_WORDS

# How many candidates each way of looking may bring. The best page has the words in its title or has all of them.
LIMIT = 100
# With fewer pages that have everything, those that have something are looked at, too.
ENOUGH = 10
FIELDS = (
    *("page", "kind", "prior", "questions"),
    *("title_stems", "name_stems", "heading_stems", "summary_stems", "body_stems"),
)

# One thing that is looked for: stems that belong together, in each way to say it.
Term = Sequence[Stems]

_SQLITE = """
    SELECT CAST(entry.object_id AS INTEGER) FROM {table}_fts
    CROSS JOIN {table} entry ON entry.id = {table}_fts.rowid
    WHERE {table}_fts MATCH %s AND entry.content_type_id = %s{language} LIMIT %s
"""
_POSTGRESQL = """
    SELECT CAST(entry.object_id AS INTEGER) FROM {table} entry
    WHERE entry.{column} @@ to_tsquery({config}%s) AND entry.content_type_id = %s{language} LIMIT %s
"""


# Where the site has several languages, only pages in that of the request are looked at.
_LANGUAGE = """
    AND EXISTS (SELECT 1 FROM {documents} document
        WHERE document.page_id = CAST(entry.object_id AS INTEGER) AND document.language = %s)
"""


def candidates(groups: Sequence[Group], lexicon: Lexicon) -> list[SearchDocument]:
    """Return documents that have everything that is asked for, some of it in their names or, if few, some of it."""
    hard = [term for group in groups if not group.soft if (term := _term(group, lexicon))]
    terms = hard or [term for group in groups if (term := _term(group, lexicon))]
    if not terms:
        return []
    find = _finder()
    found = set(find(terms, True, False))
    found.update(find(terms, False, True))
    if len(found) < ENOUGH and len(terms) > 1:
        found.update(find(terms, False, False))
    return list(SearchDocument.objects.filter(pk__in=found).only(*FIELDS))


def _term(group: Group, lexicon: Lexicon) -> Term:
    """Return the ways to say it whose words some page has. Stop words are left to the ranking."""
    ways = [option.stems for option in group.alternatives if lexicon.has_all(option.stems)]
    return [tuple(each for each in stems if each not in STOP_WORDS) or stems for stems in ways]


def _finder() -> Callable[[Sequence[Term], bool, bool], list[int]]:
    """Return the function that finds page ids by (terms, whether all are needed, whether only names are looked at)."""
    backend = get_search_backend()
    name = backend.__class__.__name__
    if name == "SQLiteSearchBackend":
        return _find_in_sqlite
    if name == "PostgresSearchBackend":
        return lambda terms, every, names: _find_in_postgresql(terms, every, names, backend)
    return lambda terms, every, names: _find_elsewhere(terms, every, names, backend)


def _find_in_sqlite(terms: Sequence[Term], every: bool, names: bool) -> list[int]:
    match = "{{{}}} : ({})".format(_column(names), _expression(terms, every, '"', " AND ", " OR "))
    return _ids(_SQLITE.format(table=IndexEntry._meta.db_table, language=_language()), match)


def _find_in_postgresql(terms: Sequence[Term], every: bool, names: bool, backend: BaseSearchBackend) -> list[int]:
    match = _expression(terms, every, "'", " & ", " | ")
    config = backend.autocomplete_config if names else backend.config
    sql = _POSTGRESQL.format(
        table=IndexEntry._meta.db_table,
        column=_column(names),
        config="%s::regconfig, " if config else "",
        language=_language(),
    )
    return _ids(sql, *([config] if config else []), match)


def _expression(terms: Sequence[Term], every: bool, quote: str, both: str, either: str) -> str:
    """Return the terms in a backend's own language: ("nerv" AND "pain") OR ("neuropath").

    Stems consist of letters and digits alone (see `text.normalise`), so nothing in them can be an operator.
    """
    ways = [
        either.join(f"({both.join(f'{quote}{each}{quote}' for each in stems)})" for stems in term) for term in terms
    ]
    return (both if every else either).join(f"({way})" for way in ways)


def _column(names: bool) -> str:
    """Return the column to look in: SearchDocument puts names in one and every word in the other."""
    return "autocomplete" if names else "body"


def _language() -> str:
    return _LANGUAGE.format(documents=SearchDocument._meta.db_table) if several() else ""


def _ids(sql: str, *params: str) -> list[int]:
    content_type = ContentType.objects.get_for_model(SearchDocument)
    with connection.cursor() as cursor:
        language = [current().code] if several() else []
        cursor.execute(sql, [*params, content_type.pk, *language, LIMIT])
        return [row[0] for row in cursor.fetchall()]


def _find_elsewhere(terms: Sequence[Term], every: bool, names: bool, backend: BaseSearchBackend) -> list[int]:
    def joined(queries: list[SearchQuery], operator: type[And] | type[Or]) -> SearchQuery:
        return queries[0] if len(queries) == 1 else operator(queries)

    ways = [joined([joined([PlainText(each) for each in stems], And) for stems in term], Or) for term in terms]
    query = joined(ways, And if every else Or)
    documents = SearchDocument.objects.filter(language=current().code) if several() else SearchDocument.objects.all()
    # An autocomplete query of these backends takes plain text only; their boosts put names first anyway.
    return [document.pk for document in backend.search(query, documents.only("page"))[:LIMIT]]

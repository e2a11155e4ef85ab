"""What the result list shows of each page: title, address, trail, excerpt. A fixed number of queries for a list."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from core.site.languages import locale_id
from core.site.linked_pages import LINK_FIELDS
from core.site.querysets import live_pages
from core.web.languages import current, several

from .excerpts import excerpt
from .models import PageKind, PromotedResult, SearchDocument
from .query import Query
from .questions import Question, best_question
from .text import STOP_WORDS, stems_of

STEP = Page.steplen


class Result(NamedTuple):
    """One page in the list, or the question within it that the search is about."""

    title: str
    url: str
    kind: str
    # The titles of the pages above it, without the home page.
    trail: list[str]
    excerpt: SafeString


class Promoted(NamedTuple):
    """One result that staff put first."""

    title: str
    url: str
    text: str


def results_of(page_ids: Sequence[int], query: Query, request: HttpRequest) -> list[Result]:
    """Return the pages in the given order. A page that ceased to be live or public this moment is left out."""
    pages = {page.pk: page for page in live_pages().filter(pk__in=page_ids).only(*LINK_FIELDS)}
    documents = SearchDocument.objects.only("kind", "text", "questions").in_bulk(list(pages))
    titles = _titles_above(list(pages.values()))
    found = []
    for page_id in page_ids:
        page, document = pages.get(page_id), documents.get(page_id)
        url = page.get_url(request) if page else None
        if page and document and url:
            trail = [titles[path] for path in _paths_above(page) if path in titles]
            kind = str(PageKind(document.kind).label)
            question = best_question(document.questions, query.groups)
            if question:
                trail.append(page.title)
            words = excerpt(question.answer if question else document.text, query.stems)
            found.append(Result(*place_of(page.title, url, question), kind, trail, words))
    return found


def place_of(title: str, url: str, question: Question | None) -> tuple[str, str]:
    """What a result is called and where it leads: the page of that title and address, or the question within it."""
    return (question.question, f"{url}#{question.anchor}") if question else (title, url)


def _paths_above(page: Page) -> list[str]:
    """Return the tree paths between the home page and this page, both left out."""
    return [page.path[:end] for end in range(3 * STEP, len(page.path), STEP)]


def _titles_above(pages: list[Page]) -> dict[str, str]:
    paths = {path for page in pages for path in _paths_above(page)}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title")) if paths else {}


def _meaning(text: str) -> set[str]:
    """Return the stems of a text without its stop words, unless it has nothing else."""
    stems = set(stems_of(text))
    return stems - STOP_WORDS or stems


def promoted_for(words: Collection[str], request: HttpRequest) -> list[Promoted]:
    """Return the promoted results whose words are those of the query, in any order and form."""
    asked = _meaning(" ".join(words))
    if not asked:
        return []
    promoted = PromotedResult.objects.current().select_related("query", "page").order_by("sort_order", "pk")
    if several():
        promoted = promoted.filter(page__locale_id=locale_id(current()))
    matching = [each for each in promoted if _meaning(each.query.query_string) == asked]
    public = set(
        Page.objects.live().public().filter(pk__in=[each.page_id for each in matching]).values_list("pk", flat=True)
    )
    return [
        Promoted(each.page.title, each.page.get_url(request) or "", each.description)
        for each in matching
        if each.page_id in public
    ]

"""Keeps one `SearchDocument` for each page that visitors may find, and counts the words of all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import F
from django.utils import translation
from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from core.site.languages import language_of

from .extraction import text_of
from .kinds import kind_of
from .lexicon import MIN_VOCABULARY_LENGTH
from .models import IndexState, SearchDocument, VocabularyWord
from .questions import questions_of
from .text import stems_of, words_of

BATCH = 200
# A page longer than this is found by its first words; nobody reads so far. About 20 pages of print.
MAX_BODY_STEMS = 10_000


def is_findable(page: Page) -> bool:
    """Tell whether a page belongs into the index: live, public, routable, no alias, and not hidden by its editor."""
    return bool(
        page.live
        and page.alias_of_id is None
        and getattr(page.specific_deferred, "show_in_search_engines", True)
        and page.get_url_parts() is not None
        and not page.get_view_restrictions().exists()
    )


def document_of(page: Page) -> SearchDocument:
    """Return the unsaved document of a page (of its specific type), its words stemmed in its language."""
    language = language_of(page)
    with translation.override(language.code):
        return _document_in(page, language.code)


def _document_in(page: Page, language: str) -> SearchDocument:
    text = text_of(page)
    kind = kind_of(page)
    topics = str(kind.topics)
    everything = [text.title, *text.names, *text.headings, *text.summary, *text.body, topics]
    words = sorted(set(words_of(" \n ".join(everything))))
    return SearchDocument(
        page_id=page.pk,
        kind=kind.kind,
        language=language,
        prior=kind.prior,
        title_stems=" ".join(stems_of(text.title)),
        name_stems=" ".join(stems_of(" \n ".join(text.names))),
        heading_stems=" ".join(stems_of(" \n ".join([topics, *text.headings]))),
        summary_stems=" ".join(stems_of(" \n ".join(text.summary))),
        body_stems=" ".join(stems_of(" \n ".join(text.body))[:MAX_BODY_STEMS]),
        words=" ".join(words),
        text=text.readable,
        questions=questions_of(page),
    )


def _countable(words: Iterable[str]) -> set[str]:
    return {word for word in words if len(word) >= MIN_VOCABULARY_LENGTH and not word.isdigit()}


@transaction.atomic
def index_page(page_id: int) -> None:
    """Bring the document of one page up to date: written anew, or removed when the page may not be found."""
    page = Page.objects.live().filter(pk=page_id).specific().first()
    if page is None or not is_findable(page):
        remove_page(page_id)
        return
    document = document_of(page)
    old = SearchDocument.objects.filter(pk=page_id).first()
    if old is not None and _same(old, document):
        return
    if old is not None and old.language != document.language:
        _count(set(), set(old.words.split()), old.language)
        old = None
    _count(set(document.words.split()), set(old.words.split()) if old else set(), document.language)
    document.save()
    IndexState.advance()


def _same(old: SearchDocument, new: SearchDocument) -> bool:
    names = [field.attname for field in SearchDocument._meta.concrete_fields]
    return all(getattr(old, name) == getattr(new, name) for name in names)


@transaction.atomic
def remove_page(page_id: int) -> None:
    """Take a page out of the index; nothing happens when it is not in it."""
    document = SearchDocument.objects.filter(pk=page_id).first()
    if document is not None:
        document.delete()
        # The words are discounted by `forget_words`, which every deletion reaches.


def forget_words(document: SearchDocument) -> None:
    """Discount the words of a document that was deleted, with its page or alone."""
    _count(set(), set(document.words.split()), document.language)
    IndexState.advance()


def _count(new: set[str], old: set[str], language: str) -> None:
    """Change the vocabulary of a language by what a document gained and lost."""
    gained, lost = _countable(new - old), _countable(old - new)
    words = VocabularyWord.objects.filter(language=language)
    known = set(words.filter(word__in=gained).values_list("word", flat=True))
    words.filter(word__in=known).update(documents=F("documents") + 1)
    VocabularyWord.objects.bulk_create(
        [VocabularyWord(word=word, language=language, documents=1) for word in gained - known]
    )
    if lost:
        words.filter(word__in=lost, documents__gt=0).update(documents=F("documents") - 1)
        words.filter(word__in=lost, documents=0).delete()


def index_branch(path: str) -> None:
    """Bring a page and everything below it up to date, by its tree path."""
    for page_id in Page.objects.filter(path__startswith=path).values_list("pk", flat=True):
        index_page(page_id)


def findable_pages() -> Iterator[Page]:
    """Yield every page that belongs into the index, of its specific type."""
    pages = Page.objects.live().public().filter(alias_of=None, depth__gt=1).order_by("pk")
    for page in pages.specific().iterator(chunk_size=BATCH):
        if getattr(page, "show_in_search_engines", True) and page.get_url_parts() is not None:
            yield page


@transaction.atomic
def rebuild() -> int:
    """Write the whole index anew, the search backends' part included. Returns the number of documents."""
    counts: Counter[tuple[str, str]] = Counter()
    kept: list[int] = []
    batch: list[SearchDocument] = []
    for page in findable_pages():
        batch.append(document_of(page))
        kept.append(page.pk)
        if len(batch) == BATCH:
            _write(batch, counts)
            batch = []
    _write(batch, counts)
    for document in _stale(set(kept)):
        document.delete()
    VocabularyWord.objects.all().delete()
    VocabularyWord.objects.bulk_create(
        [VocabularyWord(word=word, language=language, documents=number) for (language, word), number in counts.items()],
        batch_size=500,
    )
    IndexState.advance()
    return len(kept)


def _stale(kept: set[int]) -> list[SearchDocument]:
    return [SearchDocument(pk=pk) for pk in set(SearchDocument.objects.values_list("pk", flat=True)) - kept]


def _write(batch: list[SearchDocument], counts: Counter[tuple[str, str]]) -> None:
    """Store documents and hand them to every search backend of Wagtail that wants them."""
    if not batch:
        return
    SearchDocument.objects.bulk_create(
        batch,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=[field.name for field in SearchDocument._meta.concrete_fields if not field.primary_key],
    )
    for document in batch:
        counts.update((document.language, word) for word in _countable(document.words.split()))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(SearchDocument, batch)

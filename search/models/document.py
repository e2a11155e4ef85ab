"""The index: one document for each page that visitors may find, and the words of all of them."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class PageKind(models.TextChoices):
    """What a page is about: the facets of the result list, in their order."""

    THERAPY = "therapy", _("Therapy")
    CONDITIONS = "conditions", _("Conditions")
    LOCATIONS = "locations", _("Places and people")
    NEWS = "news", _("News")
    OTHER = "other", _("Other pages")


class SearchDocument(index.Indexed, models.Model):
    """What search knows of one live, public, indexable page. `search.indexing` writes it; nobody else does.

    The `*_stems` fields hold stems in reading order, parted by spaces. Wagtail's search backend indexes them, so that
    SQLite, PostgreSQL and Elasticsearch find the same pages whatever their own analysers do.
    """

    # No page of the page cache shows it.
    affects_public_pages = False

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+")
    kind = models.CharField(max_length=12, choices=PageKind)
    # The language of the page: its words are stemmed accordingly, and only searches in it find the page.
    language = models.CharField(max_length=12, default="en")
    # How likely such a page is what people want, all else equal: 1 for a condition, less for news (see kinds.py).
    prior = models.FloatField(default=1)
    title_stems = models.TextField(blank=True)
    name_stems = models.TextField(blank=True)
    heading_stems = models.TextField(blank=True)
    summary_stems = models.TextField(blank=True)
    body_stems = models.TextField(blank=True)
    words = models.TextField(blank=True, help_text="The distinct folded words, as counted in the vocabulary.")
    text = models.TextField(blank=True, help_text="The page's own text for excerpts: one paragraph a line.")
    questions = models.JSONField(default=list, blank=True, help_text="Answered questions: [anchor, question, answer].")

    search_fields = [
        index.SearchField("title", boost=10),
        index.SearchField("content"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
        index.FilterField("language"),
    ]

    class Meta:
        verbose_name = _("search document")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.page_id}"

    @property
    def title(self) -> str:
        """What the page is called, for the backend's heavier column: title and other names."""
        return f"{self.title_stems} {self.name_stems}"

    @property
    def content(self) -> str:
        """Every word of the page once: the backend finds pages, `search.ranking` orders them."""
        stems = f"{self.title} {self.heading_stems} {self.summary_stems} {self.body_stems}".split()
        return " ".join(dict.fromkeys(stems))


class VocabularyWord(models.Model):
    """A word of the pages in one language, and how many have it: what typing mistakes are measured against."""

    # No page of the page cache shows it.
    affects_public_pages = False

    word = models.CharField(max_length=40)
    language = models.CharField(max_length=12, default="en")
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("word of the site")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_once_a_language")]

    def __str__(self) -> str:
        return self.word


class IndexState(models.Model):
    """One row whose version rises with every change of the index, so that each process knows when to read it anew."""

    # No page of the page cache shows it.
    affects_public_pages = False

    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the search index")

    def __str__(self) -> str:
        return str(self.version)

    @classmethod
    def current(cls) -> int:
        """Return the version; 0 before the first change."""
        return cls.objects.filter(pk=1).values_list("version", flat=True).first() or 0

    @classmethod
    def advance(cls) -> None:
        """Tell every process that the index or the synonyms changed."""
        if not cls.objects.filter(pk=1).update(version=F("version") + 1):
            cls.objects.get_or_create(pk=1, defaults={"version": 1})

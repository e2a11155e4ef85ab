"""Snippets shared by every room."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index


class ReferenceKind(models.TextChoices):
    """What sort of source a reference is; decides its schema.org type."""

    TRIAL = "trial", _("Clinical trial")
    REVIEW = "review", _("Review or meta-analysis")
    ARTICLE = "article", _("Other journal article")
    GUIDELINE = "guideline", _("Guideline or consensus statement")
    LABEL = "label", _("Drug label or regulator")
    WEB = "web", _("Web page")


class Reference(index.Indexed, models.Model):
    """A source that pages cite; entered once, used on any page."""

    key = models.SlugField(
        _("short name"),
        unique=True,
        max_length=60,
        help_text=_(
            "First author and year, such as cohen-2018. A link to #ref-cohen-2018 in a text cites this source."
        ),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ReferenceKind, default=ReferenceKind.ARTICLE)
    authors = models.CharField(
        _("authors"),
        max_length=500,
        blank=True,
        help_text=_("Such as: Cohen SP, Bhatia A."),
    )
    title = models.CharField(_("title"), max_length=500)
    source = models.CharField(
        _("published in"),
        max_length=255,
        blank=True,
        help_text=_("Journal, publisher or website, with volume and pages."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    doi = models.CharField(
        "DOI",
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(
                r"\A10\.[0-9]{4,9}/\S+\Z",
                _("A DOI starts with 10., such as 10.1097/AAP.0000000000000808."),
            )
        ],
    )
    pubmed_id = models.CharField(
        "PubMed ID",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]+\Z", _("A PubMed ID has only digits."))],
    )
    url = models.URLField(_("web address"), max_length=500, blank=True)
    note = models.CharField(
        _("note"),
        max_length=255,
        blank=True,
        help_text=_("Shown after the source, such as: 27 people, depression."),
    )
    dead_since = models.DateField(
        _("link dead since"),
        null=True,
        blank=True,
        help_text=_("When set, the source is shown without a link."),
    )

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("authors"),
        index.SearchField("key"),
        index.AutocompleteField("title"),
        index.AutocompleteField("authors"),
        index.AutocompleteField("key"),
    ]

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("kind")]),
        FieldPanel("authors"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("year")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("doi"), FieldPanel("pubmed_id")]),
                FieldPanel("url"),
                FieldPanel("dead_since"),
            ],
            heading=_("Where to find it"),
        ),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["key"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    def clean(self) -> None:
        """Refuse a reference that nobody could look up.

        Raises:
            ValidationError: when it has neither a link nor a place of publication.
        """
        super().clean()
        if not (self.link or self.source):
            raise ValidationError(_("Say where this was published, or give a DOI, a PubMed ID or a web address."))

    @property
    def anchor(self) -> str:
        """The id of this source's entry in a page's list of references."""
        return f"ref-{self.key}"

    @property
    def link(self) -> str:
        """The most lasting address known: DOI, then PubMed, then the web address; empty when none or dead."""
        if self.dead_since:
            return ""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pubmed_id:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pubmed_id}/"
        return self.url

    @property
    def citation(self) -> str:
        """The source as one line of plain text."""
        parts = [self.authors, self.title, self.source, str(self.year or ""), self.note]
        return ". ".join(part.strip().rstrip(".") for part in parts if part and part.strip()) + "."

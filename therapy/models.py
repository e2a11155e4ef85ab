"""Pages about the therapy and about the conditions it is offered for."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock, StreamBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Workflow
from wagtail.search import index
from wagtailseo.models import SeoType

from core.editorial.models.review import MedicalPagePermissionTester, MedicalReviewMixin
from core.editorial.models.workflow import medical_review_workflow
from core.pages.blocks import RICH_TEXT_FEATURES, BodyStreamBlock, ContentsEntry, contents_of
from core.pages.models import BasePage
from core.site.linked_pages import linked_pages
from core.site.querysets import private_branches
from core.web.request_scope import once_per_generation

from .evidence import EvidenceLevel
from .structured_data import condition_index_nodes, condition_nodes, therapy_nodes


class TherapyPage(MedicalReviewMixin, BasePage):
    """The therapy, or below its overview one topic of it: sections with a list of contents, questions, references."""

    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)

    requires_medical_review = True
    page_description = _("The treatment itself, or one topic of it. Goes live after a medical review.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "therapy.TherapyPage"]
    subpage_types: ClassVar[list[str]] = ["therapy.TherapyPage", "home.ContentPage"]
    schema_page_type = "MedicalWebPage"
    seo_content_type = SeoType.ARTICLE
    template = "therapy/therapy_page.html"

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    extra_tabs = [(_("Sources and review"), MedicalReviewMixin.review_panels)]

    class Meta:
        verbose_name = _("therapy page")

    @cached_property
    def contents(self) -> list[ContentsEntry]:
        """The page's list of contents."""
        return contents_of(self.body)

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the therapy itself."""
        return [*super().structured_data(request), *therapy_nodes(self)]


class ConditionIndexPage(BasePage):
    """The list of conditions that the clinic sees patients for."""

    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)

    requires_medical_review = False
    max_count = 1
    body_is_at_top: ClassVar[bool] = False
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["therapy.ConditionPage"]
    schema_page_type = "CollectionPage"
    template = "therapy/condition_index_page.html"

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("list of conditions")

    def permissions_for_user(self, user: AbstractUser) -> MedicalPagePermissionTester:
        """What `user` may do with this page; new conditions below it go through medical review."""
        return MedicalPagePermissionTester(user, self)

    def get_workflow(self) -> Workflow | None:
        """The tree's workflow, else the medical review: Wagtail asks the parent where a new condition is submitted."""
        return super().get_workflow() or medical_review_workflow()

    @property
    def has_workflow(self) -> bool:
        """Whether a new condition can be submitted."""
        return self.get_workflow() is not None

    @cached_property
    def conditions(self) -> list["ConditionPage"]:
        """The live conditions, in the order of the page tree."""
        return list(ConditionPage.objects.right_below(self).listed().select_related("main_image"))

    @cached_property
    def evidence_levels(self) -> list[EvidenceLevel]:
        """The levels of evidence that the listed conditions have, strongest first: those that the list explains."""
        found = {condition.evidence_level for condition in self.conditions}
        return [level for level in EvidenceLevel if level in found]

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the list of conditions."""
        return [*super().structured_data(request), *condition_index_nodes(self)]


class RelatedConditionsBlock(StreamBlock):
    """Other conditions that a reader of this page may be looking for."""

    condition = PageChooserBlock(page_type="therapy.ConditionPage", label=_("Condition"))

    class Meta:
        required = False


class ConditionPage(MedicalReviewMixin, BasePage):
    """One condition: what it is, usual treatments, where ketamine may fit, how strong the evidence is, the risks."""

    everyday_name = models.CharField(
        _("in patients' words"),
        max_length=120,
        blank=True,
        help_text=_("Such as: Pain after shingles. Lists show it first, and the title, the medical name, below it."),
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One per line: what patients and doctors also call it. Searches for these find this page."),
    )
    symptoms = RichTextField(_("symptoms"), blank=True, features=RICH_TEXT_FEATURES)
    usual_treatments = RichTextField(
        _("usual treatments"), blank=True, features=RICH_TEXT_FEATURES, help_text=_("What is usually tried first.")
    )
    how_it_may_help = RichTextField(_("how the therapy may help"), blank=True, features=RICH_TEXT_FEATURES)
    evidence_level = models.CharField(_("strength of the evidence"), max_length=16, choices=EvidenceLevel, blank=True)
    evidence = RichTextField(
        _("what studies show"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("In plain words, with sources. Say how many people were studied and how the drug was given."),
    )
    risks = RichTextField(_("risks and side effects"), blank=True, features=RICH_TEXT_FEATURES)
    who_should_not = RichTextField(_("who should not have it"), blank=True, features=RICH_TEXT_FEATURES)
    body = StreamField(BodyStreamBlock(), verbose_name=_("more sections"), blank=True)
    related_conditions = StreamField(RelatedConditionsBlock(), verbose_name=_("related conditions"), blank=True)

    requires_medical_review = True
    page_description = _("One condition: symptoms, evidence, risks. Goes live after a medical review.")
    parent_page_types: ClassVar[list[str]] = ["therapy.ConditionIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    schema_page_type = "MedicalWebPage"
    seo_content_type = SeoType.ARTICLE
    template = "therapy/condition_page.html"

    # The sections in reading order: field, heading. The contents list and the template both follow it.
    SECTIONS: ClassVar[list[tuple[str, Any]]] = [
        ("symptoms", _("Symptoms")),
        ("usual_treatments", _("Usual treatments")),
        ("how_it_may_help", _("How ketamine therapy may help")),
        ("evidence", _("What studies show")),
        ("risks", _("Risks and side effects")),
        ("who_should_not", _("Who should not have it")),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("everyday_name", boost=5),
        index.AutocompleteField("everyday_name"),
        index.SearchField("other_names", boost=5),
        index.AutocompleteField("other_names"),
        index.SearchField("symptoms"),
        index.SearchField("usual_treatments"),
        index.SearchField("how_it_may_help"),
        index.SearchField("evidence"),
        index.SearchField("risks"),
        index.SearchField("who_should_not"),
        index.SearchField("body"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("everyday_name"),
        FieldPanel("other_names"),
        *BasePage.intro_panels,
        FieldPanel("symptoms"),
        FieldPanel("usual_treatments"),
        FieldPanel("how_it_may_help"),
        MultiFieldPanel([FieldPanel("evidence_level"), FieldPanel("evidence")], heading=_("Evidence")),
        MultiFieldPanel([FieldPanel("risks"), FieldPanel("who_should_not")], heading=_("Risks")),
        FieldPanel("body"),
        FieldPanel("related_conditions"),
    ]
    extra_tabs = [(_("Sources and review"), MedicalReviewMixin.review_panels)]

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")

    @property
    def list_name(self) -> str:
        """What lists call the condition: in patients' words, where somebody has found some."""
        return self.everyday_name or self.title

    @property
    def trail_name(self) -> str:
        """As in lists, and in the page's heading."""
        return self.list_name

    @property
    def medical_name(self) -> str:
        """The name that stands below the one in patients' words; empty where there is only one."""
        return self.title if self.everyday_name else ""

    @property
    def alternate_names(self) -> list[str]:
        """The condition's other names, one each."""
        return [line.strip() for line in self.other_names.splitlines() if line.strip()]

    @cached_property
    def sections(self) -> list[dict[str, Any]]:
        """The filled sections in reading order: `name`, `title`, `anchor`, `text`."""
        return [
            {"name": name, "title": title, "anchor": name.replace("_", "-"), "text": getattr(self, name)}
            for name, title in self.SECTIONS
            if getattr(self, name)
        ]

    @cached_property
    def contents(self) -> list[ContentsEntry]:
        """The page's list of contents: its sections, then the headings of its body."""
        return [ContentsEntry(str(s["title"]), s["anchor"]) for s in self.sections] + contents_of(self.body)

    @cached_property
    def related(self) -> list[tuple[Page, str]]:
        """The related conditions that are live and public, in the editor's order, each with what lists call it."""
        # The stored keys: the blocks' values would read each page a second time.
        ids = dict.fromkeys(child["value"] for child in self.related_conditions.raw_data)
        found = linked_pages(key for key in ids if key is not None)
        pages = [
            page
            for key in ids
            if (page := found.get(key)) and page.live and not page.path.startswith(private_branches())
        ]
        names = everyday_names() if pages else {}
        return [(page, names.get(page.pk, page.title)) for page in pages]

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the condition."""
        return [*super().structured_data(request), *condition_nodes(self)]


@once_per_generation
def everyday_names() -> dict[int, str]:
    """What patients call each condition, by its key; conditions without such a name are left out."""
    named = ConditionPage.objects.exclude(everyday_name="")
    return dict(named.values_list("pk", "everyday_name"))

"""The home page and plain content pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.editorial.models.review import MedicalReviewMixin
from core.pages.blocks import BodyStreamBlock, ContentsEntry, contents_of
from core.pages.models import BasePage
from locations.lists import places_for_cards
from locations.models import LocationPage
from locations.structured_data import branch_nodes

from .blocks import HomeStreamBlock


class HomePage(BasePage):
    """The front door: what the clinic offers, where, and the next step."""

    hero_title = models.CharField(
        _("headline"), max_length=120, help_text=_("One sentence that says what you offer and where.")
    )
    body = StreamField(HomeStreamBlock(), verbose_name=_("sections"), blank=True)

    max_count = 1
    body_is_at_top: ClassVar[bool] = False
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "home/home_page.html"

    search_fields = [*BasePage.search_fields, index.SearchField("hero_title"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), *BasePage.intro_panels], heading=_("First screen")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")

    @property
    def places(self) -> tuple[LocationPage, ...]:
        """The places, with their hours, for the first screen."""
        return places_for_cards()

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the places as branches of the clinic."""
        return [*super().structured_data(request), *branch_nodes(self, list(self.places))]


class ContentPage(MedicalReviewMixin, BasePage):
    """A plain page: about, cost and insurance, privacy, accessibility, medical disclaimer."""

    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)

    page_description = _("Text and pictures: about us, cost, privacy and the like.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage", "therapy.TherapyPage"]
    subpage_types: ClassVar[list[str]] = ["home.ContentPage", "locations.ClinicianPage"]
    template = "home/content_page.html"

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    extra_tabs = [(_("Sources and review"), MedicalReviewMixin.review_panels)]

    class Meta:
        verbose_name = _("plain page")

    @cached_property
    def contents(self) -> list[ContentsEntry]:
        """The page's list of contents."""
        return contents_of(self.body)

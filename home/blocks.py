"""Sections of the home page. They gather what other rooms hold."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.pages.blocks import BodyStreamBlock, LinkBlock, RichTextBlock
from core.site.languages import in_language
from core.web.request_scope import once_per_generation
from locations.lists import places_for_cards
from locations.models import ClinicianPage
from news.models import NewsArticlePage
from therapy.models import ConditionPage

NEWEST_ARTICLES = 3


@once_per_generation
def listed_conditions() -> tuple[ConditionPage, ...]:
    """The live conditions in the order of the tree; read again only after a change."""
    return tuple(in_language(ConditionPage.objects.listed()))


@once_per_generation
def newest_articles() -> tuple[NewsArticlePage, ...]:
    """The newest live articles; read again only after a change."""
    return tuple(in_language(NewsArticlePage.objects.newest_first(), NEWEST_ARTICLES))


class SectionBlock(blocks.StructBlock):
    """A home page section: a heading, a few words, and a link to more."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = RichTextBlock(label=_("Text"), required=False)
    more = LinkBlock(label=_("Link to more"), required=False)

    # The template lays a section out over the page's whole width; other blocks get the width of text.
    is_section = True

    class Meta:
        icon = "title"
        group = _("Home page sections")


class ReasonBlock(blocks.StructBlock):
    """One reason to choose this clinic, as a fact."""

    title = blocks.CharBlock(label=_("Reason"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=400)

    class Meta:
        icon = "tick"


class WhySection(SectionBlock):
    """Why this clinic."""

    reasons = blocks.ListBlock(ReasonBlock(), label=_("Reasons"), min_num=1, max_num=6)

    class Meta:
        icon = "tick"
        label = _("Why this clinic")
        description = _("Reasons to choose this clinic, as facts.")
        template = "home/blocks/why.html"


class ConditionsSection(SectionBlock):
    """Every live condition as a quiet list."""

    class Meta:
        icon = "list-ul"
        label = _("Conditions")
        description = _("All conditions as a list; new ones appear by themselves.")
        template = "home/blocks/conditions.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `pages`: the live conditions (one query)."""
        context = super().get_context(value, parent_context=parent_context)
        context["pages"] = list(listed_conditions())
        return context


class HowItWorksSection(SectionBlock):
    """How a visit goes, in steps with times."""

    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Step"), max_length=120)),
                ("time", blocks.CharBlock(label=_("How long"), max_length=60, required=False)),
                ("text", RichTextBlock(label=_("Text"), required=False)),
            ]
        ),
        label=_("Steps"),
        min_num=2,
    )

    class Meta:
        icon = "list-ol"
        label = _("How it works")
        description = _("How a visit goes, in numbered steps.")
        template = "home/blocks/how_it_works.html"


class LocationsSection(SectionBlock):
    """Every live location."""

    class Meta:
        icon = "site"
        label = _("Locations")
        description = _("All locations as cards; new ones appear by themselves.")
        template = "home/blocks/locations.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `pages`: the live locations with their hours."""
        context = super().get_context(value, parent_context=parent_context)
        context["pages"] = list(places_for_cards())
        return context


class DoctorSection(SectionBlock):
    """A clinician, with a link to the biography."""

    clinician = blocks.PageChooserBlock(page_type=ClinicianPage, label=_("Clinician"))

    class Meta:
        icon = "user"
        label = _("Doctor")
        description = _("One clinician, with a link to the full biography.")
        template = "home/blocks/doctor.html"


class LatestNewsSection(SectionBlock):
    """The newest coverage."""

    class Meta:
        icon = "calendar-alt"
        label = _("Newest in the news")
        description = _("The newest articles; they change by themselves.")
        template = "home/blocks/latest_news.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `articles`: the newest live ones."""
        context = super().get_context(value, parent_context=parent_context)
        context["articles"] = newest_articles()
        return context


class CostSection(SectionBlock):
    """Cost and insurance, in plain words."""

    class Meta:
        icon = "tag"
        label = _("Cost")
        description = _("Cost and insurance in a few plain sentences.")
        template = "home/blocks/cost.html"


class HomeStreamBlock(BodyStreamBlock):
    """Every block that the home page may hold."""

    why = WhySection()
    conditions = ConditionsSection()
    how_it_works = HowItWorksSection()
    locations = LocationsSection()
    doctor = DoctorSection()
    latest_news = LatestNewsSection()
    cost = CostSection()

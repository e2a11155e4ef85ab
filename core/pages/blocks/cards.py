"""Blocks that lead on: buttons, cards of other pages, and the appointment request."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.site.languages import in_language
from core.site.linked_pages import LinkedPageChooserBlock, address_of
from core.site.querysets import private_branches
from core.web.phones import PhoneBlock, format_phone

# What the cards can show, by string label: the ground knows no room.
CARD_SOURCES = {
    "locations": "locations.LocationPage",
    "conditions": "therapy.ConditionPage",
    "news": "news.NewsArticlePage",
}
NEWEST_NEWS = 3


class LinkValue(blocks.StructValue):
    """A link to a page, an address or a phone; the first that is filled in."""

    @property
    def href(self) -> str:
        """Where the link leads; empty when its page is gone or not public."""
        page = self.get("page")
        if page is not None:
            return address_of(page)
        if self.get("url"):
            return self["url"]
        return f"tel:{self['phone']}" if self.get("phone") else ""

    @property
    def text(self) -> str:
        """The words of the link: its label, the page's title, or the phone number."""
        page = self.get("page")
        return self.get("label") or (page.title if page else "") or format_phone(self.get("phone") or "") or self.href


class LinkBlock(blocks.StructBlock):
    """One link: to a page of this site, to another site, or to a phone."""

    label = blocks.CharBlock(
        label=_("Words"),
        max_length=60,
        required=False,
        help_text=_("Say what happens."),
    )
    page = LinkedPageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Or a web address"), required=False)
    phone = PhoneBlock(label=_("Or a phone number"), max_length=32, required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value: LinkValue) -> LinkValue:
        """Require exactly one target.

        Raises:
            StructBlockValidationError: on `page` without a target or with several.
        """
        cleaned = super().clean(value)
        targets = [name for name in ("page", "url", "phone") if cleaned.get(name)]
        if len(targets) > 1 or (self.required and not targets):
            message = _("Choose one target: a page, a web address or a phone number.")
            raise blocks.StructBlockValidationError({"page": ValidationError(message)})
        return cleaned


class CallToActionBlock(blocks.StructBlock):
    """An invitation with one button."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)
    button = LinkBlock(label=_("Button"))

    class Meta:
        icon = "link"
        label = _("Call to action")
        description = _("An invitation with one button, such as “Request an appointment”.")
        template = "pages/blocks/call_to_action.html"
        preview_value = {
            "title": "Ready to talk?",
            "text": "Tell us how to reach you.",
            "button": {
                "label": "Request an appointment",
                "url": "https://example.com/",
            },
        }


class PageCardsBlock(blocks.StructBlock):
    """Cards of places, conditions, news or chosen pages, each wholly clickable."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    kind = blocks.ChoiceBlock(
        label=_("Which pages"),
        choices=[
            ("locations", _("All locations")),
            ("conditions", _("All conditions")),
            ("news", _("Newest in the news")),
            ("chosen", _("Pages chosen below")),
        ],
        default="chosen",
    )
    pages = blocks.ListBlock(
        LinkedPageChooserBlock(),
        label=_("Pages"),
        required=False,
        min_num=0,
        default=[],
    )

    class Meta:
        icon = "grip"
        label = _("Cards of pages")
        description = _("Cards that lead to places, conditions, news or pages you choose.")
        template = "pages/blocks/page_cards.html"
        preview_value = {"title": "Our locations", "kind": "locations", "pages": []}

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `pages`: the live pages to show, in one query for each type of page."""
        context = super().get_context(value, parent_context=parent_context)
        context["pages"] = cards_for(value.get("kind") or "chosen", list(value.get("pages") or []))
        return context


def cards_for(kind: str, chosen: list[Any]) -> list[Any]:
    """The pages that a block of cards shows: all live ones of a kind, or the chosen ones that are live, in order."""
    if kind in CARD_SOURCES:
        pages = apps.get_model(CARD_SOURCES[kind]).objects.listed().select_related("main_image")
        if kind == "news":
            return in_language(pages.order_by("-published_on", "-first_published_at"), NEWEST_NEWS)
        return in_language(pages)
    shown = [page for page in chosen if page is not None and page.live and not page.path.startswith(private_branches())]
    found: dict[int, Any] = {}
    for model in dict.fromkeys(page.specific_class for page in shown):
        found |= model.objects.select_related("main_image").in_bulk([p.pk for p in shown if p.specific_class is model])
    return [found[page.pk] for page in shown if page.pk in found]


class AppointmentRequestBlock(blocks.StructBlock):
    """The form to request an appointment, on any page. The appointments room provides the template."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, default="Request an appointment")

    class Meta:
        icon = "form"
        label = _("Appointment request form")
        description = _("The form to request an appointment. Once a page.")
        template = "appointments/blocks/request_form.html"
        preview_value = {"title": "Request an appointment"}

"""The stream that most pages use as their body."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.pages.blocks.cards import AppointmentRequestBlock, CallToActionBlock, PageCardsBlock
from core.pages.blocks.media import DocumentBlock, DrawingBlock, ImageFigureBlock, VideoBlock
from core.pages.blocks.questions import FaqBlock, number_questions
from core.pages.blocks.text import (
    CalloutBlock,
    FactsBlock,
    HeadingBlock,
    QuoteBlock,
    RichTextBlock,
    StepsBlock,
    TableFigureBlock,
)


class ContentsEntry(NamedTuple):
    """One line of a page's list of contents."""

    text: str
    anchor: str


class BodyStreamBlock(blocks.StreamBlock):
    """Every block that the body of a page may hold."""

    heading = HeadingBlock(group=_("Words"))
    text = RichTextBlock(group=_("Words"))
    callout = CalloutBlock(group=_("Words"))
    steps = StepsBlock(group=_("Words"))
    facts = FactsBlock(group=_("Words"))
    faq = FaqBlock(group=_("Words"))
    quote = QuoteBlock(group=_("Words"))
    table = TableFigureBlock(group=_("Words"))
    image = ImageFigureBlock(group=_("Pictures and files"))
    drawing = DrawingBlock(group=_("Pictures and files"))
    video = VideoBlock(group=_("Pictures and files"))
    document = DocumentBlock(group=_("Pictures and files"))
    call_to_action = CallToActionBlock(group=_("Leading on"))
    page_cards = PageCardsBlock(group=_("Leading on"))
    appointment_request = AppointmentRequestBlock(group=_("Leading on"))

    class Meta:
        required = False
        block_counts = {"appointment_request": {"max_num": 1}}

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """Clean, and let no two parts of the page have the same address."""
        cleaned: blocks.StreamValue = super().clean(value)
        number_questions(cleaned)
        return cleaned


def contents_of(stream: Any) -> list[ContentsEntry]:
    """The section headings of a stream, in order, for the on-page list of contents."""
    return [
        ContentsEntry(block.value["text"], block.value.anchor)
        for block in stream
        if block.block_type == "heading" and block.value.get("level") == "h2"
    ]

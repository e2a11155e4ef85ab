"""The blocks that staff compose pages from. Each has a template, an icon, a description and a preview."""

from core.pages.blocks.body import BodyStreamBlock, ContentsEntry, contents_of
from core.pages.blocks.cards import AppointmentRequestBlock, CallToActionBlock, LinkBlock, LinkValue, PageCardsBlock
from core.pages.blocks.media import DocumentBlock, DrawingBlock, ImageFigureBlock, VideoBlock
from core.pages.blocks.questions import FaqBlock, FaqItemValue, questions_in
from core.pages.blocks.snippets import SharedSnippetChooserBlock
from core.pages.blocks.text import (
    RICH_TEXT_FEATURES,
    CalloutBlock,
    FactsBlock,
    HeadingBlock,
    QuoteBlock,
    RichTextBlock,
    StepsBlock,
    TableFigureBlock,
)

__all__ = [
    "RICH_TEXT_FEATURES",
    "AppointmentRequestBlock",
    "BodyStreamBlock",
    "CallToActionBlock",
    "CalloutBlock",
    "ContentsEntry",
    "DocumentBlock",
    "DrawingBlock",
    "FactsBlock",
    "FaqBlock",
    "FaqItemValue",
    "HeadingBlock",
    "ImageFigureBlock",
    "LinkBlock",
    "LinkValue",
    "PageCardsBlock",
    "QuoteBlock",
    "RichTextBlock",
    "SharedSnippetChooserBlock",
    "StepsBlock",
    "TableFigureBlock",
    "VideoBlock",
    "contents_of",
    "questions_in",
]

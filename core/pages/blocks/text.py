"""Blocks made of words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.design.people import share_of
from core.pages.blocks.snippets import SharedSnippetChooserBlock
from core.pages.blocks.tables import TranslatableTableBlock
from core.web.characters import clean_text

# Headings are blocks of their own, so that they can make the page's contents list.
RICH_TEXT_FEATURES = [
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "superscript",
]


class HeadingValue(blocks.StructValue):
    """A heading and the anchor that the contents list links to."""

    @property
    def anchor(self) -> str:
        """The id of the heading in the page."""
        return slugify(self.get("text", "")) or "section"


class HeadingBlock(blocks.StructBlock):
    """A heading; the larger ones make up the list of contents at the top of a long page."""

    text = blocks.CharBlock(label=_("Text"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Size"),
        choices=[("h2", _("Section")), ("h3", _("Part of a section"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a section. Section headings appear in the list of contents.")
        template = "pages/blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "What to expect", "level": "h2"}


class RichTextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = "pages/blocks/text.html"
        preview_value = "<p>A first visit takes about two hours. Someone else should drive you home.</p>"


class CalloutBlock(blocks.StructBlock):
    """A box that stands out: information, a caution, or what to do in an emergency (NHS care cards)."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("information", _("Good to know")),
            ("caution", _("Caution")),
            ("emergency", _("Emergency")),
        ],
        default="information",
        help_text=_("“Emergency” only where someone may have to call 911."),
    )
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = RichTextBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("A box that stands out. Use few of them, so that they are read.")
        template = "pages/blocks/callout.html"
        preview_value = {
            "kind": "caution",
            "title": "Do not drive for 24 hours",
            "text": "<p>Ask someone to take you home after each visit.</p>",
        }


class StepBlock(blocks.StructBlock):
    """One step of a sequence."""

    title = blocks.CharBlock(label=_("Step"), max_length=120)
    time = blocks.CharBlock(
        label=_("How long"),
        max_length=60,
        required=False,
        help_text=_("Such as: about an hour. May stay empty."),
    )
    text = RichTextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """What happens, one thing after another."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("Numbered steps, such as how a visit goes.")
        template = "pages/blocks/steps.html"
        preview_value = {
            "steps": [
                {
                    "title": "We talk",
                    "time": "About 30 minutes",
                    "text": "<p>About your pain and your health.</p>",
                },
                {
                    "title": "You rest",
                    "time": "About an hour",
                    "text": "<p>We watch over you after the injection.</p>",
                },
            ]
        }


class FactBlock(blocks.StructBlock):
    """A figure, what it means, and where it comes from."""

    value = blocks.CharBlock(label=_("Figure"), max_length=30, help_text=_("Such as: 1970, or 20 to 46%."))
    label = blocks.CharBlock(label=_("What it says"), max_length=255)
    source = SharedSnippetChooserBlock("editorial.Reference", label=_("Source"), required=False)
    note = blocks.CharBlock(
        label=_("Note"),
        max_length=255,
        required=False,
        help_text=_("Such as: reported by the clinic; no study was found."),
    )

    people = blocks.BooleanBlock(
        label=_("Draw it as people out of ten"),
        required=False,
        help_text=_("For a share of people, such as 70%, 20% to 46%, or 12 in 100. Not for other percentages."),
    )

    class Meta:
        icon = "info-circle"
        label = _("Fact")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Require a share where people are to be drawn.

        Raises:
            StructBlockValidationError: on `people`, when the figure states no share of 0 to 100%.
        """
        cleaned = super().clean(value)
        if cleaned.get("people") and share_of(cleaned["value"]) is None:
            message = _("The figure is no share, such as 70% or 12 in 100. Write it as one, or do not draw people.")
            raise blocks.StructBlockValidationError({"people": ValidationError(message)})
        return cleaned


class FactsBlock(blocks.StructBlock):
    """Figures with their sources beside them."""

    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), min_num=1)

    class Meta:
        icon = "info-circle"
        label = _("Facts and figures")
        description = _("Figures, each with its source. A figure without a source needs a note that says whose it is.")
        template = "pages/blocks/facts.html"
        preview_value = {
            "facts": [
                {
                    "value": "1970",
                    "label": "The FDA approves ketamine as an anesthetic",
                    "note": "",
                },
                {
                    "value": "20% to 46%",
                    "label": "had a real improvement on at least some measures",
                    "note": "No comparison group",
                    "people": True,
                },
            ]
        }


class QuoteBlock(blocks.StructBlock):
    """Someone's words, and whose they are. Not for patients' stories: those need written consent."""

    text = blocks.TextBlock(label=_("Words"), max_length=600)
    attribution = blocks.CharBlock(label=_("Whose words"), max_length=160)
    source_url = blocks.URLBlock(label=_("Where they stand"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("A short quotation with its source. Not for patients' stories.")
        template = "pages/blocks/quote.html"
        preview_value = {
            "text": "Results differ from person to person.",
            "attribution": "Dr. Tilak",
        }


class TableFigureValue(blocks.StructValue):
    """A table whose first column heads its rows."""

    @cached_property
    def has_rows(self) -> bool:
        """Whether there is anything to show."""
        table = self.get("table")
        return bool(table and table.row_data)


class TableFigureBlock(blocks.StructBlock):
    """A table with a caption; it scrolls sideways on small screens."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=200, help_text=_("What the table shows."))
    table = TranslatableTableBlock(
        [
            ("text", blocks.CharBlock(required=False, label=_("Short text"))),
            ("rich_text", RichTextBlock(required=False, label=_("Text"))),
        ],
        label=_("Table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns, with a caption.")
        template = "pages/blocks/table.html"
        value_class = TableFigureValue

    def clean(self, value: TableFigureValue) -> TableFigureValue:
        """Clean headings and cells as well: Wagtail's table asks none of its blocks."""
        cleaned: TableFigureValue = super().clean(value)
        if table := cleaned.get("table"):
            blocks_in_order = [column["block"] for column in table.columns]
            for column in table.columns:
                column["heading"] = clean_text(column["heading"], lines=False)
            for row in table.row_data:
                pairs = zip(blocks_in_order, row["values"], strict=True)
                row["values"] = [block.clean(cell) for block, cell in pairs]
        return cleaned

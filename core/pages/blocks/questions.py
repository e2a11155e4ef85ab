"""Questions and answers, each with an address of its own, and those that still wait for their answer."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.pages.blocks.text import RichTextBlock
from core.seo.structured_data.nodes import page_id
from core.seo.text import plain, walk_values

ANCHOR_LENGTH = 80


def anchor_of(words: str) -> str:
    """The words as the last part of an address: `can-i-drive-home`."""
    return slugify(words)[:ANCHOR_LENGTH].strip("-")


class AnchorBlock(blocks.CharBlock):
    """The last part of an address within a page, after the "#". It is the same in every language."""

    def clean(self, value: str) -> str:
        """What was typed, as an address can hold it."""
        return anchor_of(super().clean(value))

    def get_searchable_content(self, value: str) -> list[str]:
        """No words to search for."""
        return []

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Nothing to translate (wagtail-localize): who shares the address of a question shares it for every reader."""
        return []


class FaqItemValue(blocks.StructValue):
    """A question, its answer, and where it stands."""

    @property
    def anchor(self) -> str:
        """The id of the question in the page: stored when it is first saved, so that it outlives new wording."""
        return self.get("address") or anchor_of(self.get("question") or "") or "question"

    @property
    def answer_words(self) -> str:
        """The answer as plain words; empty while nobody has given one."""
        answer = self.get("answer")
        return plain(answer.source) if answer else ""


class FaqItemBlock(blocks.StructBlock):
    """A question as a patient would ask it, and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=255)
    answer = RichTextBlock(
        label=_("Answer"),
        required=False,
        help_text=_("Empty: the question is not on the page, and stands on the list of what is missing before launch."),
    )
    address = AnchorBlock(
        label=_("Address"),
        required=False,
        max_length=ANCHOR_LENGTH,
        help_text=_("Stands after “#” in links to this question. It is made of the question once and then stays."),
    )

    class Meta:
        icon = "help"
        label = _("Question")
        value_class = FaqItemValue

    def clean(self, value: FaqItemValue) -> FaqItemValue:
        """Give a question that has none its address."""
        cleaned: FaqItemValue = super().clean(value)
        cleaned["address"] = cleaned.anchor
        return cleaned


class FaqValue(blocks.StructValue):
    """Questions and answers, also as data."""

    @property
    def answered(self) -> list[FaqItemValue]:
        """The questions that have an answer: those that a page shows."""
        return [item for item in self.get("items") or [] if item.get("question") and item.answer_words]

    @property
    def unanswered(self) -> Iterator[tuple[str, str]]:
        """The questions that wait for an answer, each with the id of its place in the editor."""
        items = self.get("items")
        for child in items.bound_blocks if items else ():
            if child.value.get("question") and not child.value.answer_words:
                yield child.value["question"], child.id or ""

    def structured_data(self, page: Any) -> list[dict[str, Any]]:
        """schema.org FAQPage: the visible questions; those of several blocks on a page are joined."""
        questions = [
            {
                "@type": "Question",
                "@id": f"{page.seo_canonical_url}#{item.anchor}",
                "url": f"{page.seo_canonical_url}#{item.anchor}",
                "name": item["question"],
                "acceptedAnswer": {"@type": "Answer", "text": item.answer_words},
            }
            for item in self.answered
        ]
        if not questions:
            return []
        return [
            {
                "@type": "FAQPage",
                "@id": f"{page.seo_canonical_url}#faq",
                "isPartOf": {"@id": page_id(page)},
                "mainEntity": questions,
            }
        ]


class FaqBlock(blocks.StructBlock):
    """Questions that open to show their answers."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    items = blocks.ListBlock(FaqItemBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions in patients' words that open to show the answer.")
        template = "pages/blocks/faq.html"
        value_class = FaqValue
        preview_value = {
            "title": "Common questions",
            "items": [
                {
                    "question": "Will I be asleep?",
                    "answer": "<p>No. You stay awake, and may feel dreamy.</p>",
                }
            ],
        }


def questions_in(stream: blocks.StreamValue) -> Iterator[FaqValue]:
    """The groups of questions in a body, in reading order; no other block of it is read."""
    for place, raw in enumerate(stream.raw_data):
        if raw["type"] == "faq":
            yield stream[place].value


def number_questions(stream: blocks.StreamValue) -> None:
    """Number the addresses of questions that another question or a heading of the same stream has already."""
    taken = {block.value.anchor for block in stream if block.block_type == "heading"}
    for value in walk_values(stream):
        if isinstance(value, FaqItemValue):
            anchor, number = value.anchor, 2
            while value["address"] in taken:
                value["address"] = f"{anchor[: ANCHOR_LENGTH - 4]}-{number}"
                number += 1
            taken.add(value["address"])

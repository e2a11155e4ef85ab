"""Wagtail's rich text editor: started when it is needed, and without the style that it makes anew for each empty field.

Draftail writes its placeholder into a `<style>` that names the field's random key: no Content-Security-Policy can allow
that by hash. Without a placeholder the style is the same for every field (`WAGTAIL_STYLES` in
site_cms.settings.policies); editorial/admin/editor.css shows the hint instead.

A long page has thirty such fields, and starting one costs the browser what ten plain fields cost. So
editorial/admin/rich-text.js starts each when it comes near the screen.
"""

import json
from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextAreaAdapter
from wagtail.admin.telepath import register


def as_draftail_writes(state: dict[str, Any]) -> str:
    """The JSON of a draft.js content state in the order and form of draft.js's `convertToRaw`; null for no text."""
    blocks = [
        {
            "key": block["key"],
            "text": block["text"],
            "type": block["type"],
            "depth": block["depth"],
            "inlineStyleRanges": [_ordered(part, "style") for part in block["inlineStyleRanges"]],
            "entityRanges": [_ordered(part, "key") for part in block["entityRanges"]],
            "data": block.get("data", {}),
        }
        for block in state["blocks"]
    ]
    entities = {
        key: {"type": entity["type"], "mutability": entity["mutability"], "data": entity["data"]}
        for key, entity in state["entityMap"].items()
    }
    if not entities and not any(block["text"].strip() or block["inlineStyleRanges"] for block in blocks):
        return "null"
    return json.dumps({"blocks": blocks, "entityMap": entities}, ensure_ascii=False, separators=(",", ":"))


def _ordered(part: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"offset": part["offset"], "length": part["length"], kind: part[kind]}


class RichTextArea(DraftailRichTextArea):
    """The editor of all rich text fields, named in WAGTAILADMIN_RICH_TEXT_EDITORS."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        features = kwargs.get("features")
        if features and "link" in features:
            # Not named in blocks and fields: it writes links, and what a text may hold stays the same.
            kwargs["features"] = [*features, "cite"]
        super().__init__(*args, **kwargs)
        self.options["placeholder"] = ""

    def format_value(self, value: Any) -> str:
        """The text as the running editor would write it: starting one must not look like a change to be saved."""
        return as_draftail_writes(json.loads(super().format_value(value)))

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's scripts, and the one that decides when an editor starts."""
        return super().media + forms.Media(js=["editorial/admin/rich-text.js"])


class RichTextAreaAdapter(DraftailRichTextAreaAdapter):
    """The same editor inside a block."""

    js_constructor = "clinic.RichTextArea"


register(RichTextAreaAdapter(), RichTextArea)

"""The definitions of a stream's blocks, packed for the browser once and not for each form.

A page's body knows some forty blocks with their labels, help and widgets: 60 to 90 kB of JSON that hang on the code and
the editor's language, never on the page or the person. Wagtail packs them anew each time a page is opened. The browser
then makes the blocks of a long page one after the other (editorial/admin/streams.js).
"""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.forms.models import register_form_field_override
from wagtail.blocks.base import BlockWidget
from wagtail.fields import StreamField

# By block and language: (the scripts that the definitions need, the definitions as JSON).
_packed: dict[tuple[str, str | None], tuple[Any, str]] = {}


class PackedOnceWidget(BlockWidget):
    """Wagtail's widget of a stream, with the packed definitions from memory."""

    _js_context: Any
    _block_json: str

    def _build_block_json(self) -> None:
        key = (self.block_def.definition_prefix, get_language())
        if key not in _packed:
            super()._build_block_json()
            _packed[key] = (self._js_context, self._block_json)
        self._js_context, self._block_json = _packed[key]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's scripts, and the one that makes the blocks of a long stream one after the other."""
        return super().media + forms.Media(js=["editorial/admin/streams.js"])


def register() -> None:
    """Use this widget for every StreamField in the admin."""
    register_form_field_override(StreamField, override=lambda field: {"widget": PackedOnceWidget(field.stream_block)})

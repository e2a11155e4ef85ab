"""Controls of the public form."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


class LongSelect(forms.Select):
    """A list that may have hundreds of choices, which are written once; Django's own renders a template for each."""

    def __init__(self, ready: SafeString) -> None:
        """Take the options as HTML, each as `<option value="…">`."""
        super().__init__()
        self.ready = ready

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Write the list, with what was chosen."""
        options = self.ready
        for option in self.format_value(value):
            start = format_html('<option value="{}"', option)
            options = mark_safe(options.replace(f"{start}>", f"{start} selected>"))  # noqa: S308 - both are escaped
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})})), options
        )

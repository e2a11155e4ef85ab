"""Controls of the public form."""

from collections.abc import Mapping
from types import MappingProxyType
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


class MultilingualSelect(forms.Select):
    """A list whose choices may be in several languages: what is not in the page's says its own (WCAG 3.1.2)."""

    # Language tag (BCP 47) by value.
    languages: Mapping[str, str] = MappingProxyType({})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option, with its language where that is another one."""
        option = super().create_option(name, value, *args, **kwargs)
        if language := self.languages.get(str(value)):
            option["attrs"]["lang"] = language
        return option

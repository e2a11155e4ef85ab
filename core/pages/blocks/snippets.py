"""Choosers of snippets that many pages show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.snippets.blocks import SnippetChooserBlock

from core.web.request_scope import KeptForGeneration

_kept = KeptForGeneration[dict[int, Model | None]]()


class SharedSnippetChooserBlock(SnippetChooserBlock):
    """A snippet that many pages show, such as a source: read once for all of them, until something changes.

    The objects are shared by all requests, so nobody may change them.
    """

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        """The snippets in the order of their keys; None for one that is gone."""
        keys = list(values)
        known = _kept.get(self.model_class, dict)
        missing = {key for key in keys if key is not None} - known.keys()
        if missing:
            found = self.model_class.objects.in_bulk(missing)
            known.update((key, found.get(key)) for key in missing)
        return [known[key] if key is not None else None for key in keys]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """In migrations this is Wagtail's own block: how snippets are read is no matter of the schema."""
        _, args, kwargs = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", args, kwargs

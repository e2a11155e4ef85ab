"""The form that every page is edited with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.search import index

# Of all words in UTF-8, some 100 pages of print. PostgreSQL's index of words takes a megabyte, with their positions.
MOST_BYTES = 400_000


class BasePageForm(WagtailAdminPageForm):
    """Refuses a page with more words than a search index takes, where saving would fail without a reason."""

    def clean(self) -> dict[str, Any]:
        """Count the words that would be indexed.

        Raises:
            ValidationError: on no field of its own, since it is all of them together.
        """
        cleaned = super().clean()
        length = sum(self._length_of(field.field_name, cleaned) for field in self._indexed())
        if length > MOST_BYTES:
            raise ValidationError(
                _(
                    "This page is too long to be saved: it has about %(length)s thousand letters, and %(most)s "
                    "thousand fit. Move a part of it to a page of its own. If you pasted a picture or a file as text, "
                    "take it out."
                )
                % {"length": f"{length // 1000:,}", "most": f"{MOST_BYTES // 1000:,}"}
            )
        return cleaned

    def _indexed(self) -> list[index.SearchField]:
        return [field for field in self.instance.get_search_fields() if isinstance(field, index.SearchField)]

    def _length_of(self, name: str, cleaned: dict[str, Any]) -> int:
        value = cleaned.get(name)
        if not value:
            return 0
        definition = self.instance._meta.get_field(name)
        if hasattr(definition, "get_searchable_content"):
            value = "".join(definition.get_searchable_content(value))
        return len(str(value).encode())

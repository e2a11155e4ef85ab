"""Forms of the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.contrib.search_promotions.models import Query
from wagtail.search.utils import MAX_QUERY_STRING_LENGTH

from .models import PromotedResult
from .text import words_of


class PromotedResultForm(WagtailAdminModelForm):
    """A promoted result, with the words of its query as text."""

    phrase = forms.CharField(
        label=_("For the words"),
        max_length=MAX_QUERY_STRING_LENGTH,
        help_text=_("What people type. Order, capitals, plurals and stop words do not matter: “cost” is “the costs”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].required = True
        if self.instance.query_id:
            self.initial["phrase"] = self.instance.query.query_string

    def clean_phrase(self) -> str:
        """Refuse words without letters.

        Raises:
            ValidationError: when nothing could match them.
        """
        phrase: str = self.cleaned_data["phrase"]
        if not words_of(phrase):
            raise forms.ValidationError(_("Enter at least one word."))
        return phrase

    def save(self, commit: bool = True) -> PromotedResult:
        """Save the promoted result with its query, which is made where it is new."""
        self.instance.query = Query.get(self.cleaned_data["phrase"])
        return super().save(commit=commit)

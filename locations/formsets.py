"""Checks across the rows of the hours editor, with the message on the row to change."""

from typing import Any

from django import forms
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from locations.hours import HoursProblem, special_problems, weekly_problems


class RowsFormSet(BaseChildFormSet):
    """A formset whose complete rows are checked together."""

    error_field: str

    def find_problems(self, instances: list[Any]) -> list[HoursProblem]:
        """The problems of the rows, each naming its row by position."""
        raise NotImplementedError

    def clean(self) -> None:
        """Put each problem on the field of its row; rows with errors of their own are told those first."""
        super().clean()
        if any(self.errors):
            return
        rows: list[forms.ModelForm] = [
            form for form in self.forms if form.has_changed() or form.instance.pk if form not in self.deleted_forms
        ]
        for problem in self.find_problems([form.instance for form in rows]):
            rows[problem.index].add_error(self.error_field, problem.message)


class WeeklyHoursFormSet(RowsFormSet):
    """Weekly rows must not overlap."""

    error_field = "opens"

    def find_problems(self, instances: list[Any]) -> list[HoursProblem]:
        """Overlaps in the week."""
        return weekly_problems([row.weekly_periods() for row in instances])


class SpecialDaysFormSet(RowsFormSet):
    """Exceptions must not contradict each other."""

    error_field = "date_from"

    def find_problems(self, instances: list[Any]) -> list[HoursProblem]:
        """Contradictions between exceptions."""
        return special_problems([row.special_days() for row in instances])


class CheckedInlinePanel(InlinePanel):
    """Wagtail's InlinePanel with a formset class of our own."""

    def __init__(self, *args: Any, formset: type[BaseChildFormSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formset = formset

    def clone_kwargs(self) -> dict[str, Any]:
        """What a copy of this panel is made from."""
        return {**super().clone_kwargs(), "formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options with the formset class added."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = self.formset
        return options

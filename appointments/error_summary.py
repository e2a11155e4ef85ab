"""The list of errors above a form (GOV.UK Design System, error summary)."""

from django import forms


class SummaryMixin(forms.Form):
    """A form that lists its errors, each with the control that it is about."""

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(id of the control, message) of each error, in the order of the page."""
        entries = []
        for bound in self:
            choices = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
            target = f"{bound.auto_id}_0" if choices else bound.auto_id
            entries += [(target, str(message)) for message in bound.errors]
        return entries

"""Two versions of a page side by side: days, times and phone numbers as people write them.

Wagtail shows what the database holds: 2026-12-20, 2026-12-20 13:00:00+00:00, True, +19045550123.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, register_comparison_class

from core.web.phones import PhoneField, format_phone


class WrittenComparison(FieldComparison):
    """Compares two values as people write them."""

    def __init__(self, field: models.Field, obj_a: models.Model, obj_b: models.Model) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a = self.written(field.value_from_object(obj_a))
        self.val_b = self.written(field.value_from_object(obj_b))

    def written(self, value: Any) -> str:
        """A day or a time; an empty field is empty words."""
        if isinstance(value, datetime):
            value = timezone.localtime(value)
        return "" if value is None else str(formats.localize(value))


class PhoneComparison(WrittenComparison):
    """Compares two phone numbers."""

    def written(self, value: Any) -> str:
        """A number in national form."""
        return format_phone(value) if value else ""


class YesOrNoComparison(WrittenComparison):
    """Compares two boxes."""

    def written(self, value: Any) -> str:
        """Whether the box is ticked."""
        return _("yes") if value else _("no")


for kind in (models.DateField, models.TimeField):  # a DateTimeField is a DateField
    register_comparison_class(kind, comparison_class=WrittenComparison)
register_comparison_class(PhoneField, comparison_class=PhoneComparison)
register_comparison_class(models.BooleanField, comparison_class=YesOrNoComparison)

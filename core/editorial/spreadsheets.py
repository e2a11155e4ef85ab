"""Cells that spreadsheets show and never run: for every export of the admin.

CSV injection: OWASP, "CSV Injection"; characters that a workbook cannot hold: XML 1.0, 2.2.
"""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from core.web.characters import xml_text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
LONGEST_CELL = 32_767  # Excel's limit


def safe_cell(value: str) -> str:
    """Text that spreadsheets show and never run."""
    text = xml_text(str(value))[:LONGEST_CELL]
    return f"'{text}"[:LONGEST_CELL] if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def connect() -> None:
    """Make the texts of all exports safe: reports, lists of snippets, redirects and Wagtail's own; called once.

    Wagtail builds each export from this one mixin and offers no hook, so the step that every value passes is extended
    here instead of a dozen views being replaced.
    """
    original = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        cell = original(self, field, value, export_format)
        return safe_cell(cell) if isinstance(cell, str) else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value

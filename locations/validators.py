"""Checks of single facts about places and clinicians."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# ASCII digits alone: \d would let the digits of every script through.
validate_zip_code = RegexValidator(r"\A[0-9]{5}(-[0-9]{4})?\Z", _("Enter a ZIP code such as 32256 or 32256-1234."))
validate_state = RegexValidator(r"\A[A-Z]{2}\Z", _("Enter the two letters of the state, such as FL."))
validate_country = RegexValidator(r"\A[A-Z]{2}\Z", _("Enter the two letters of the country, such as US."))

# Google asks for less than 60 characters, unique, without < and >, without spaces at either end, and for no web address
# (support.google.com/business/answer/3370250, read 2026-11-29). What a spreadsheet would run cannot begin one either.
STORE_CODE_LENGTH = 59
validate_store_code = RegexValidator(
    r"\A(?!\s|[-=+@|%])(?!.*(?:[<>,;]|://))[^\x00-\x1f]*\S\Z",
    _("Use letters, digits and hyphens, such as jacksonville or CLINIC-1."),
)

# An NPI's check digit is Luhn's, over the number with this prefix for US health applications (45 CFR 162.406, CMS).
NPI_PREFIX = "80840"


def validate_npi(value: str) -> None:
    """Check a National Provider Identifier: ten digits, the last one a check digit.

    Raises:
        ValidationError: when it cannot be one.
    """
    if not (len(value) == 10 and value.isascii() and value.isdigit() and _luhn_sum(NPI_PREFIX + value) % 10 == 0):
        raise ValidationError(_("This is not an NPI. It has ten digits; check for a wrong or missing one."))


def _luhn_sum(digits: str) -> int:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if position % 2 else 1)
        total += number - 9 if number > 9 else number
    return total

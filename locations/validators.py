"""Checks of single facts about places and clinicians."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# ASCII digits alone: \d would let the digits of every script through.
validate_zip_code = RegexValidator(r"\A[0-9]{5}(-[0-9]{4})?\Z", _("Enter a ZIP code such as 32256 or 32256-1234."))
validate_state = RegexValidator(r"\A[A-Z]{2}\Z", _("Enter the two letters of the state, such as FL."))
validate_country = RegexValidator(r"\A[A-Z]{2}\Z", _("Enter the two letters of the country, such as US."))

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

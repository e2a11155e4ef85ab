"""Phone numbers: E.164 inside, national format shown."""

from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

DEFAULT_REGION = "US"


def parse_phone(text: str) -> str:
    """Return `text` as E.164 (ITU-T E.164), such as "+19045550123"; an extension is kept as ";ext=" (RFC 3966).

    Raises:
        ValidationError: when no valid number can be read from the text.
    """
    message = _("Enter a phone number with its area code, such as 904-555-0123.")
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(message, code="invalid_phone") from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(message, code="invalid_phone")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{e164};ext={number.extension}" if number.extension else e164


def format_phone(e164: str) -> str:
    """Return a stored number for people: national format for US numbers, international for others."""
    try:
        number = phonenumbers.parse(e164, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return e164
    domestic = number.country_code == phonenumbers.country_code_for_region(DEFAULT_REGION)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if domestic else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


class PhoneField(models.CharField):
    """A phone number typed in any format and stored as E.164."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)

    def clean(self, value: object, model_instance: models.Model | None) -> str:
        """Normalize what was typed. (Not in `to_python`: an unfinished draft must still open.)

        Raises:
            ValidationError: when it is not a phone number.
        """
        text = str(value or "").strip()
        return super().clean(parse_phone(text) if text else "", model_instance)

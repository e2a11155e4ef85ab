"""Phone numbers: any usual spelling read, E.164 inside, national format shown, in the admin's fields too."""

import re
import unicodedata
from typing import Any, NamedTuple

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumbers import Leniency, PhoneNumber, PhoneNumberMatcher, ValidationResult
from wagtail import blocks

from core.web.characters import clean_text

DEFAULT_REGION = "US"
_NORTH_AMERICA = 1  # country calling code of the North American Numbering Plan (NANP)
# The plan's own form, N = 2 to 9: area code NXX, exchange NXX, neither of them N11 (ITU-T E.164 of +1, NANPA). The
# library's list of area codes in use is stricter, and older than the newest of them. 555 is nobody's area code.
_NANP = re.compile(r"(?!.11|555)[2-9][0-8]\d(?!.11)[2-9]\d{6}")
# A number of the plan before further digits, where the library's search takes all of them for one: "904-555-0123 9-5".
_NANP_WRITTEN = re.compile(r"(?<!\d)(?:1[ .-]*)?\(?\d{3}\)?[ .-]*\d{3}[ .-]*\d{4}(?!\d)")
# "00" is how most of the world dials out, and no number here begins with it: "001 904 ...", "0052 ...".
_DIALED_OUT = re.compile(r"(?<!\d)(?<!\d[ .()/-])00[ .()-]*(?=[1-9])")
_STORED = re.compile(r"\+\d{7,15}(;ext=\d+)?")
# Says which phone it is, and nothing that a page could show.
_LABELS = frozenset(
    [
        *("cell", "cellular", "mobile", "work", "office", "home", "main", "phone", "telephone", "tel", "ph", "fax"),
        *("direct", "desk", "front", "voice", "us", "usa", "number", "no", "ext", "cel", "celular", "móvil"),
        *("oficina", "casa", "trabajo", "teléfono", *"ptcmowhfx"),
    ]
)


class Reading(NamedTuple):
    """A phone number as E.164 (ITU-T E.164; an extension follows as ";ext=", RFC 3966), and what stood beside it."""

    number: str
    rest: str


def _is_callable(number: PhoneNumber) -> bool:
    """Whether the number can be dialed from anywhere: with its area code, and of the form its country has."""
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return False
    return number.country_code != _NORTH_AMERICA or bool(_NANP.fullmatch(str(number.national_number)))


def _e164(number: PhoneNumber) -> str:
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{text};ext={number.extension}" if number.extension else text


def _parsed(text: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if _is_callable(number) else None


def _matches(text: str) -> PhoneNumberMatcher:
    return PhoneNumberMatcher(text, DEFAULT_REGION, leniency=Leniency.POSSIBLE)


def _refusal(text: str, *, found: bool) -> ValidationError:
    """What is wrong with a text in which no number can be called; `found` when one would be with an area code."""
    if not found and re.search(r"[^\W\d_]", text) and re.search(r"\d", text):
        message = _("Write the phone number in digits, with its area code, such as 904-555-0123.")
        return ValidationError(message, code="letters_in_phone")
    return ValidationError(_("Enter a phone number with its area code, such as 904-555-0123."), code="invalid_phone")


def read_phone(text: str) -> Reading:
    """Read the first number that can be called in `text`; words and further numbers beside it are the rest.

    Letters are never digits: "day" after seven digits would become an area code's worth of them, and an O for a zero
    somebody else's number. So 1-800-FLOWERS is refused, with the sentence that asks for digits: nobody can tell it from
    a number with a word beside it, and a page shows digits in any case.

    Raises:
        ValidationError: when there is none.
    """
    typed = " ".join(clean_text(unicodedata.normalize("NFKC", text), lines=False).split())
    plain = _DIALED_OUT.sub("+", typed)
    if not re.search(r"[^\W\d_]", plain):
        # Whatever stands between the digits.
        digits = "" if "+" in plain else re.sub(r"\D", "", plain)
        number = _parsed(digits if len(digits) == 10 else plain)
        if number:
            return Reading(_e164(number), "")
    found = [(match.start, match.end, match.number) for match in _matches(plain)]
    found += [(*match.span(), number) for match in _NANP_WRITTEN.finditer(plain) if (number := _parsed(match.group()))]
    for start, end, number in found:
        if _is_callable(number):
            around = f"{plain[:start]} {plain[end:]}"
            return Reading(_e164(number), " ".join(around.split()) if re.search(r"\w", around) else "")
    raise _refusal(plain, found=bool(found))


def parse_phone(text: str) -> str:
    """Return the one number in `text` as E.164, such as "+19045550123".

    For numbers that pages show: a label such as "office" may stand beside it, anything else would be lost.

    Raises:
        ValidationError: when there is no number, or more than one.
    """
    number, rest = read_phone(text)
    if set(re.findall(r"\w+", rest.casefold())) - _LABELS:
        message = _("Enter one phone number and nothing else. This stands beside it: %(rest)s")
        raise ValidationError(message, code="more_than_a_phone", params={"rest": rest})
    return number


def format_phone(e164: str) -> str:
    """Return a stored number for people: national format for US numbers, international for others."""
    try:
        number = phonenumbers.parse(e164, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return e164
    domestic = number.country_code == phonenumbers.country_code_for_region(DEFAULT_REGION)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if domestic else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def _as_people_write(value: Any) -> Any:
    """A stored number as people write it; what somebody is typing stays as it is."""
    return format_phone(value) if isinstance(value, str) and _STORED.fullmatch(value) else value


class PhoneFormField(forms.CharField):
    """A phone number that is shown as people write it. The model's field judges what is typed."""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number in national format."""
        return _as_people_write(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A number that was only shown is no change."""
        return super().has_changed(_as_people_write(initial), data)


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

    def formfield(self, **kwargs: Any) -> Any:
        """A field that shows the number as people write it."""
        return super().formfield(**{"form_class": PhoneFormField, **kwargs})


class PhoneBlock(blocks.CharBlock):
    """A phone number in a block: typed in any format, stored as E.164."""

    def value_for_form(self, value: Any) -> Any:
        """Show a stored number in national format."""
        return _as_people_write(value)

    def clean(self, value: Any) -> str:
        """Normalize what was typed.

        Raises:
            ValidationError: when it is not a phone number.
        """
        text = super().clean(value)
        return parse_phone(text) if text else ""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """In migrations this is Wagtail's own block: how a number is read is no matter of the schema."""
        _, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, kwargs

"""The form to cancel or change a request: its reference, the phone or e-mail it was sent with, and what is wanted.

Pattern: what only the sender has at hand instead of an account (GOV.UK, "Ask users for what you need").
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .contact import clean_email, clean_phone
from .error_summary import SummaryMixin
from .models import Wish
from .models.requests import REFERENCE_ALPHABET, REFERENCE_LENGTH
from .request_form import EMAIL_LENGTH, NOTE_LENGTH, PlainField

# Letters that Crockford's base 32 leaves out, and the digits they are mistaken for.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class Change:
    """What a patient asks for. `repr` shows none of it, so that tracebacks do not."""

    reference: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    wish: str = field(repr=False)
    note: str = field(repr=False)


class ChangeForm(SummaryMixin):
    """Cancel a request, or say what should be different."""

    reference = PlainField(
        label=_("Your reference"),
        most=40,
        help_text=_("Ten letters and digits, such as 7QK4M-X2RD9. It is on your confirmation."),
        error_messages={"required": _("Enter your reference")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    contact = PlainField(
        label=_("Phone number or e-mail address"),
        most=EMAIL_LENGTH,
        help_text=_("The one that you gave us in your request."),
        error_messages={"required": _("Enter the phone number or e-mail address that you gave us")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    wish = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=Wish,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether to cancel or to change your request"),
            "invalid_choice": _("Choose whether to cancel or to change your request"),
        },
    )
    note = PlainField(
        label=_("What should be different?"),
        most=NOTE_LENGTH,
        lines=True,
        required=False,
        help_text=_("Other days, or another way to reach you. Please leave out medical details."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # A trap for programs: people neither see nor reach it.
    website = PlainField(label=_("Leave this empty"), required=False, most=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "change-%s")
        super().__init__(*args, **kwargs)

    def clean_reference(self) -> str:
        """The reference as it is stored, however it was read and typed: `7qk4m x2rd9`, O for 0.

        Raises:
            ValidationError: where it cannot be one.
        """
        typed = self.cleaned_data["reference"].upper().translate(_MISREAD)
        letters = "".join(letter for letter in typed if letter.isalnum())
        if len(letters) != REFERENCE_LENGTH or set(letters) - set(REFERENCE_ALPHABET):
            raise ValidationError(_("A reference has ten letters and digits, such as 7QK4M-X2RD9"), code="reference")
        half = REFERENCE_LENGTH // 2
        return f"{letters[:half]}-{letters[half:]}"

    def clean_contact(self) -> tuple[str, str]:
        """(phone as E.164, e-mail address), one of them empty.

        Raises:
            ValidationError: where it is neither.
        """
        typed = self.cleaned_data["contact"]
        if "@" not in typed:
            return clean_phone(typed).number, ""
        try:
            return "", clean_email(typed)
        except ValidationError as error:
            raise ValidationError(_("Enter the whole e-mail address, like name@example.com"), code="email") from error

    def clean(self) -> dict[str, Any]:
        """A change says what should be different."""
        sent: dict[str, Any] = super().clean() or {}
        if sent.get("wish") == Wish.CHANGE and not sent.get("note") and "note" not in self.errors:
            self.add_error("note", ValidationError(_("Say what should be different"), code="required"))
        return sent

    def change(self) -> Change:
        """What is asked for. The form must be valid."""
        sent = self.cleaned_data
        phone, email = sent["contact"]
        return Change(sent["reference"], phone, email, sent["wish"], sent["note"])

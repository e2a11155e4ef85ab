"""The form to request an appointment: what is asked, and what is accepted.

Patterns: GOV.UK Design System (text input, error message, phone numbers, e-mail addresses) and NHS. The server judges
everything; nothing that was typed is refused for its format where its meaning is clear.
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.characters import clean_text

from .choices import (
    Place,
    condition_choices,
    condition_for_staff,
    offered_locations,
    untranslated_conditions,
)
from .contact import clean_email, clean_phone, likely_email
from .error_summary import SummaryMixin
from .models import PatientType, TimeOfDay, Weekday
from .widgets import LongSelect, MultilingualSelect

NAME_LENGTH = 120
EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3
PHONE_LENGTH = 60
NOTE_LENGTH = 500
# Begins the line of the note that keeps "(work)", "after 5" or a second number; for staff, so in their language.
TYPED_PHONE = "Phone, as typed:"
# More places than that are a list to choose from, not a button each.
MOST_BUTTONS = 12


@dataclass(frozen=True)
class Answers:
    """What a visitor answered, cleaned. `repr` shows none of it, so that tracebacks do not."""

    full_name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    location: Place | None = field(repr=False)
    patient_type: str = field(repr=False)
    days: tuple[str, ...] = field(repr=False)
    times: tuple[str, ...] = field(repr=False)
    condition: str = field(repr=False)
    note: str = field(repr=False)
    consent_contact: bool = field(repr=False)
    consent_voicemail: bool = field(repr=False)

    def canonical(self) -> tuple[str, ...]:
        """The answers in one form each, so that the same answers always give the same keyed hash."""
        return (
            " ".join(self.full_name.casefold().split()),
            self.phone,
            self.email.casefold(),
            str(self.location.pk) if self.location else "",
            self.patient_type,
            ",".join(self.days),
            ",".join(self.times),
            self.condition,
            " ".join(self.note.split()),
            f"{self.consent_contact:d}{self.consent_voicemail:d}",
        )


def printable(text: str, *, lines: bool = False) -> str:
    """Return text in one form for the same letters (NFC), without what only breaks things."""
    return clean_text(unicodedata.normalize("NFC", text), lines=lines).strip()


class PlainField(forms.CharField):
    """Text without control characters; too long is said in numbers."""

    def __init__(self, *, most: int, lines: bool = False, **kwargs: Any) -> None:
        self.most, self.lines = most, lines
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Clean before anything is judged, NUL characters included."""
        return printable(super().to_python(value) or "", lines=self.lines)

    def validate(self, value: str) -> None:
        """Say what is too long and by how much."""
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                _("%(label)s must be %(most)d characters or fewer. You have used %(used)d."),
                code="too_long",
                params={"label": self.label, "most": self.most, "used": len(value)},
            )


class RequestForm(SummaryMixin):
    """The public form. `location` is chosen already where the page is a place's own."""

    full_name = PlainField(
        label=_("Full name"),
        most=NAME_LENGTH,
        error_messages={"required": _("Enter your full name")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    phone = PlainField(
        label=_("Phone number"),
        most=PHONE_LENGTH,
        required=False,
        help_text=_("Any format is fine. We call to agree on a time with you."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = PlainField(
        label=_("E-mail address"),
        most=EMAIL_LENGTH,
        required=False,
        help_text=_("We send your reference here. Our e-mail says nothing about your health."),
        widget=forms.TextInput(
            attrs={"type": "email", "autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
    location = forms.ChoiceField(
        label=_("Which location would you like to visit?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the location you would like to visit"),
            "invalid_choice": _("Choose one of the locations on this list"),
        },
    )
    patient_type = forms.ChoiceField(
        label=_("Have you been our patient before?"),
        choices=PatientType,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether you are a new or a returning patient"),
            "invalid_choice": _("Say whether you are a new or a returning patient"),
        },
    )
    days = forms.MultipleChoiceField(
        label=_("Which days suit you?"),
        choices=Weekday,
        required=False,
        help_text=_("Choose all that suit you, or none if any day is fine."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose days from this list")},
    )
    times = forms.MultipleChoiceField(
        label=_("Which times of day suit you?"),
        choices=TimeOfDay,
        required=False,
        help_text=_("Choose all that suit you, or none if any time is fine."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose times from this list")},
    )
    condition = forms.ChoiceField(
        label=_("What would you like to be seen for?"),
        required=False,
        widget=MultilingualSelect,
        help_text=_("It helps us plan enough time. You do not have to say."),
        error_messages={"invalid_choice": _("Choose from this list, or leave it empty")},
    )
    note = PlainField(
        label=_("Anything else we should know to reach you or plan your visit?"),
        most=NOTE_LENGTH,
        lines=True,
        required=False,
        help_text=_("Please leave out medical details. We ask about them when we talk."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    consent_contact = forms.BooleanField(required=False)
    consent_voicemail = forms.BooleanField(required=False)
    # Names the wording of the two boxes that the visitor saw.
    wording = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    # Made by script, so that the page itself is the same for everybody; see `submission`.
    token = PlainField(required=False, most=64, widget=forms.HiddenInput)
    # The address of a likely slip that the visitor has been asked about.
    email_confirmed = PlainField(required=False, most=EMAIL_LENGTH, widget=forms.HiddenInput)
    elapsed = PlainField(required=False, most=12, widget=forms.HiddenInput)
    proof = PlainField(required=False, most=2000, widget=forms.HiddenInput)
    # A trap for programs: people neither see nor reach it.
    website = PlainField(label=_("Leave this empty"), required=False, most=10_000)

    def __init__(self, *args: Any, consent_texts: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "request-%s")
        super().__init__(*args, **kwargs)
        self.email_asked = ""
        self._phone_note = ""
        self.location_title = ""
        self.locations, options = offered_locations()
        if self.has_many_locations:
            self.fields["location"].widget = LongSelect(options)
        # A function: of a long list nobody asks before an answer comes in.
        self._choice("location").choices = lambda: [(place.slug, place.title) for place in self.locations]
        self._choice("condition").choices = condition_choices()
        cast("MultilingualSelect", self.fields["condition"].widget).languages = untranslated_conditions()
        self.fields["consent_contact"].label, self.fields["consent_voicemail"].label = consent_texts
        if not self.locations:
            del self.fields["location"]

    @property
    def has_many_locations(self) -> bool:
        """Whether there are too many places for a button each."""
        return len(self.locations) > MOST_BUTTONS

    @property
    def location_is_given(self) -> bool:
        """Whether the page says the place, so that nobody has to choose it."""
        return bool(self.location_title)

    @property
    def location_is_a_list(self) -> bool:
        """Whether the place is chosen from a list."""
        field = self.fields.get("location")
        return field is not None and isinstance(field.widget, forms.Select)

    @property
    def wishes_are_answered(self) -> bool:
        """Whether the folded wishes hold an answer or an error, and so have to stand open."""
        return self._is_answered("days", "times", "condition", "note")

    @property
    def consent_is_answered(self) -> bool:
        """Whether a box of consent is ticked, and so has to be seen."""
        return self._is_answered("consent_contact", "consent_voicemail")

    def _is_answered(self, *names: str) -> bool:
        return any(self[name].value() or self[name].errors for name in names)

    def offer_only(self, slug: str, title: str) -> None:
        """Say one place instead of asking; what is sent is checked against all."""
        self.fields["location"].widget = forms.HiddenInput()
        self.initial["location"] = slug
        self.location_title = title

    def _choice(self, name: str) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.fields[name])

    def clean_phone(self) -> str:
        """Any format, kept as E.164; what else was typed there goes into the note."""
        typed = self.cleaned_data["phone"]
        number, beside = clean_phone(typed)
        self._phone_note = f"{TYPED_PHONE} {typed}" if beside else ""
        return number

    def clean_email(self) -> str:
        """An address that mail can be sent to."""
        email = clean_email(self.cleaned_data["email"])
        likely = likely_email(email)
        if likely and self["email_confirmed"].value() != email:
            self.email_asked = email
            raise forms.ValidationError(
                _("Did you mean %(likely)s? Change the address, or send it again as it is"),
                code="likely_slip",
                params={"likely": likely},
            )
        return email

    def clean(self) -> dict[str, Any]:
        """At least one way to reach the patient."""
        cleaned = super().clean() or {}
        asked = {"phone", "email"}
        if not asked & set(self.errors) and not any(cleaned.get(name) for name in asked):
            self.add_error("phone", _("Enter a phone number or an e-mail address, so that we can reach you"))
        return cleaned

    def answers(self) -> Answers:
        """The cleaned answers of a valid form."""
        cleaned = self.cleaned_data
        return Answers(
            full_name=cleaned["full_name"],
            phone=cleaned["phone"],
            email=cleaned["email"],
            location=next((page for page in self.locations if page.slug == cleaned["location"]), None),
            patient_type=cleaned["patient_type"],
            days=tuple(cleaned["days"]),
            times=tuple(cleaned["times"]),
            condition=condition_for_staff(cleaned["condition"]) if cleaned["condition"] else "",
            note="\n".join(filter(None, (cleaned["note"], self._phone_note))),
            consent_contact=cleaned["consent_contact"],
            consent_voicemail=cleaned["consent_voicemail"],
        )

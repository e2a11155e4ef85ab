"""Forms of the inbox."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.models import AppointmentRequest, Status
from appointments.request_form import PlainField
from core.web.widgets import ClockInput

from .access import Person, front_desk, locations_for, person_name

OPEN = (Status.NEW, Status.CONTACTED, Status.SCHEDULED)
LONGEST_AHEAD = timedelta(days=731)
PERIODS = {"1": _("Today and yesterday"), "7": _("Last 7 days"), "30": _("Last 30 days")}


class FilterForm(forms.Form):
    """What the list shows. Wrong values in the address are ignored, not errors."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Open")), *Status.choices, ("all", _("All but spam"))],
    )
    location: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Location"), queryset=None, required=False, empty_label=_("Every location")
    )
    assignee = forms.ChoiceField(
        label=_("Assigned to"),
        required=False,
        choices=[("", _("Anybody")), ("me", _("Me")), ("nobody", _("Nobody"))],
    )
    received = forms.ChoiceField(label=_("Received"), required=False, choices=[("", _("Any time")), *PERIODS.items()])

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        cast("forms.ModelChoiceField", self.fields["location"]).queryset = locations_for(user)

    def apply(self, requests: QuerySet[AppointmentRequest]) -> QuerySet[AppointmentRequest]:
        """Narrow `requests` down to what was chosen."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        status = chosen.get("status")
        if status == "all":
            requests = requests.exclude(status=Status.SPAM)
        else:
            requests = requests.filter(status__in=[status] if status else OPEN)
        if chosen.get("location"):
            requests = requests.filter(location=chosen["location"])
        if chosen.get("received"):
            requests = requests.filter(created_at__gte=timezone.now() - timedelta(days=int(chosen["received"])))
        by_assignee = {"me": Q(assignee=self.user.pk), "nobody": Q(assignee=None)}
        return requests.filter(by_assignee.get(chosen.get("assignee", ""), Q()))

    @property
    def is_narrow(self) -> bool:
        """Whether anything was chosen, after `apply`."""
        return bool(self.described())

    def described(self) -> dict[str, str]:
        """What was chosen, for the audit log."""
        chosen = getattr(self, "cleaned_data", {})
        return {name: str(value) for name, value in chosen.items() if value}


class PersonField(forms.ModelChoiceField):
    """One of the staff, by the name colleagues use."""

    def label_from_instance(self, obj: Any) -> str:
        """The name in the list."""
        return person_name(obj)


class UpdateForm(forms.Form):
    """Status and assignee of one request."""

    status = forms.ChoiceField(label=_("Status"), choices=Status)
    assignee = PersonField(label=_("Assigned to"), queryset=None, required=False, empty_label=_("Nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PersonField", self.fields["assignee"]).queryset = front_desk()


class BookingForm(forms.Form):
    """When the patient comes, on the clock of the place: the browser's own pickers, which send no time zone."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day"), "invalid": _("Give the day, such as 12/20/2026")},
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=ClockInput,
        error_messages={"required": _("Give the time"), "invalid": _("Give the time, such as 8:00 AM")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        """Refuse a slip in the year or the month."""
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("That day is over"))
        if day > self.today + LONGEST_AHEAD:
            raise forms.ValidationError(_("That is more than two years ahead"))
        return day

    @property
    def when(self) -> datetime:
        """Day and time, without a zone."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])


class NoteForm(forms.Form):
    """A note of staff."""

    text = PlainField(
        label=_("New note"),
        most=2000,
        lines=True,
        error_messages={"required": _("Write the note first")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BulkForm(forms.Form):
    """One thing done to several requests."""

    ME = "me"
    action = forms.ChoiceField(
        label=_("With the chosen requests"),
        choices=[
            # Nothing is chosen at first, and what undoes work stands last.
            ("", _("Choose …")),
            (ME, _("Assign to me")),
            *((value, _("Mark as %(status)s") % {"status": label.lower()}) for value, label in Status.choices[1:]),
            (Status.NEW.value, _("Mark as not worked on yet")),
        ],
    )
    chosen = forms.TypedMultipleChoiceField(coerce=str)

    def __init__(self, *args: Any, visible: QuerySet[AppointmentRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.TypedMultipleChoiceField", self.fields["chosen"]).choices = [
            (str(pk), "") for pk in visible.values_list("pk", flat=True)
        ]

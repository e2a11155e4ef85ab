"""Form widgets that are plain HTML."""

from django import forms


class ClockInput(forms.TimeInput):
    """The browser's own time picker: it shows 8:00 AM to people who write it so, and always sends 08:00."""

    input_type = "time"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")

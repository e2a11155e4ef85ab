"""Template tags of the public form."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from appointments.choices import slug_of
from appointments.models import AppointmentSettings, spoken_settings
from appointments.request_form import RequestForm
from appointments.views import form_for
from core.web.request_scope import once_per_generation
from locations.models import LocationPage

register = template.Library()

_settings = once_per_generation(spoken_settings)


@register.simple_tag(takes_context=True)
def appointment_form(context: dict[str, Any]) -> RequestForm:
    """An empty form, with the place chosen already on a place's own page. The same for every visitor."""
    page = context.get("page")
    initial = {"location": slug_of(page)} if isinstance(page, LocationPage) else {}
    form = form_for(_settings(), initial=initial)
    # A place's own page offers all places while they are few; of a long list it offers its own alone.
    if isinstance(page, LocationPage) and form.has_many_locations:
        form.offer_only(initial["location"], page.title)
    return form


@register.simple_tag
def appointment_settings() -> AppointmentSettings:
    """What the clinic decided about requests."""
    return _settings()


@register.filter
def as_input(choice: BoundWidget) -> SafeString:
    """One radio button or box, as Django's template for it writes it: a list of places may have hundreds."""
    data = choice.data
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>', data["type"], data["name"], data["value"], flatatt(data["attrs"])
    )


@register.filter
def is_multiline(field: BoundField) -> bool:
    """Whether a field is a text area."""
    return isinstance(field.field.widget, forms.Textarea)

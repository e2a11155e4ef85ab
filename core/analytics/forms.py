"""Which pages hold a form for requests. The room that has the form registers its page type."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

_labels: list[str] = []


def register_form_page(label: str) -> None:
    """Have visits that go on to pages of a type ("appointments.AppointmentPage") counted on the page they came from."""
    if label not in _labels:
        _labels.append(label)


def form_page_types() -> set[int]:
    """The content types of those pages."""
    models = [apps.get_model(label) for label in _labels]
    return {content_type.pk for content_type in ContentType.objects.get_for_models(*models).values()}

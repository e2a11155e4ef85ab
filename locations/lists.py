"""Lists of places that several parts of one page show."""

from core.request_scope import once_per_request

from .models import LocationPage


@once_per_request
def places_for_cards() -> tuple[LocationPage, ...]:
    """The live places with hours and pictures, read once per page (three queries)."""
    return tuple(LocationPage.objects.for_cards())

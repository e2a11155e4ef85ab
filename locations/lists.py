"""Lists of places that several parts of one page show."""

from core.site.languages import in_language
from core.web.request_scope import once_per_generation, once_per_request

from .models import LocationPage

# A chain of hundreds of places must not make the home page longer for everybody.
MOST_PLACES = 12


@once_per_request
@once_per_generation
def places_for_cards() -> tuple[LocationPage, ...]:
    """The first live places with hours and pictures (three queries), for all requests: nobody may change them.

    The list of places has all.
    """
    return tuple(in_language(LocationPage.objects.for_cards(), MOST_PLACES))

"""What the form offers: the places and the conditions that are live on the site."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from core.request_scope import once_per_generation
from locations.models import LocationPage

# The therapy room's pages, by name: rooms do not import each other.
CONDITION_PAGE = "therapy.ConditionPage"
RATHER_TALK = "rather-talk"


@once_per_generation
def live_locations() -> list[LocationPage]:
    """Every live, public place, in the order of the tree."""
    return list(LocationPage.objects.for_footer())


@once_per_generation
def condition_choices() -> list[tuple[str, object]]:
    """The conditions the clinic treats, by slug, and a way not to say."""
    pages = apps.get_model(CONDITION_PAGE)._default_manager.live().public().order_by("path")
    named = list(pages.values_list("slug", "title"))
    return [("", _("Choose one, or leave empty")), *named, (RATHER_TALK, _("I would rather talk about it"))]

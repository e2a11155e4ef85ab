"""What the form offers: the places and the conditions that are live on the site."""

from django.apps import apps
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.languages import current, default, locale_id, several
from core.request_scope import once_per_generation
from locations.models import LocationPage

# The therapy room's pages, by name: rooms do not import each other.
CONDITION_PAGE = "therapy.ConditionPage"
RATHER_TALK = "rather-talk"


def _of_default_language(pages: QuerySet) -> QuerySet:
    """One place or condition each: requests are for a place, in whatever language somebody asked for it."""
    return pages.filter(locale_id=locale_id(default())) if several() else pages


@once_per_generation
def live_locations() -> list[LocationPage]:
    """Every live, public place, in the order of the tree."""
    return list(_of_default_language(LocationPage.objects.for_footer()))


def slug_of(page: LocationPage) -> str:
    """The slug that the form knows a place by, whichever language its page is in."""
    return next((place.slug for place in live_locations() if place.translation_key == page.translation_key), page.slug)


@once_per_generation
def condition_titles() -> dict[str, str]:
    """The conditions the clinic treats, by slug, as staff read them."""
    pages = _of_default_language(_conditions()).order_by("path")
    return dict(pages.values_list("slug", "title"))


def _conditions() -> QuerySet:
    return apps.get_model(CONDITION_PAGE)._default_manager.live().public()


@once_per_generation
def condition_choices() -> list[tuple[str, object]]:
    """The conditions, named in the language of the request where their page is in it, and a way not to say."""
    named = condition_titles()
    if current() != default():
        keys = dict(_of_default_language(_conditions()).values_list("slug", "translation_key"))
        own = dict(_conditions().filter(locale_id=locale_id(current())).values_list("translation_key", "title"))
        named = {slug: own.get(keys.get(slug), title) for slug, title in named.items()}
    return [("", _("Choose one, or leave empty")), *named.items(), (RATHER_TALK, _("I would rather talk about it"))]


def condition_for_staff(slug: str) -> str:
    """A chosen condition as staff read it: in the default language."""
    with translation.override(default().code):
        return condition_titles().get(slug) or str(_("I would rather talk about it"))

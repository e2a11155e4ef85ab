"""What the form offers: the places and the conditions that are live on the site."""

from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.site.languages import locale_id
from core.web.languages import current, default, several
from core.web.request_scope import once_per_generation
from locations.models import LocationPage

# The therapy room's pages, by name: rooms do not import each other.
CONDITION_PAGE = "therapy.ConditionPage"
RATHER_TALK = "rather-talk"


def _of_default_language(pages: QuerySet) -> QuerySet:
    """One place or condition each: requests are for a place, in whatever language somebody asked for it."""
    return pages.filter(locale_id=locale_id(default())) if several() else pages


class Place(NamedTuple):
    """A place that a request can be for."""

    pk: int
    slug: str
    title: str


class Offer(NamedTuple):
    """The places that a request can be for, in the order of the tree."""

    places: tuple[Place, ...]
    # The same as the options of a list, none of them chosen: there may be hundreds, the same for every visitor.
    options: SafeString


@once_per_generation
def offered_locations() -> Offer:
    """Every live, public place; one query, and written as HTML once, until something changes."""
    rows = _of_default_language(LocationPage.objects.for_footer()).values_list(*Place._fields)
    places = tuple(Place(*row) for row in rows)
    choices = [("", _("Choose the location you would like to visit")), *((place.slug, place.title) for place in places)]
    return Offer(places, format_html_join("", '<option value="{}">{}</option>', choices))


@once_per_generation
def _slugs() -> dict[UUID, str]:
    """The places' slugs in the default language, by what a page's translations share."""
    return dict(_of_default_language(LocationPage.objects.for_footer()).values_list("translation_key", "slug"))


def slug_of(page: LocationPage) -> str:
    """The slug that the form knows a place by, whichever language its page is in."""
    found = _slugs().get(page.translation_key) if several() else None
    return str(found or page.slug)


@once_per_generation
def condition_titles() -> dict[str, str]:
    """The conditions the clinic treats, by slug, as staff read them."""
    pages = _of_default_language(_conditions())
    return dict(pages.values_list("slug", "title"))


def _conditions() -> QuerySet:
    return apps.get_model(CONDITION_PAGE)._default_manager.listed()


@once_per_generation
def _titles_in_language() -> dict[str, str]:
    """The conditions whose page is in the language of the request, by the slug of the default language."""
    keys = dict(_of_default_language(_conditions()).values_list("slug", "translation_key"))
    own = dict(_conditions().filter(locale_id=locale_id(current())).values_list("translation_key", "title"))
    return {slug: own[key] for slug, key in keys.items() if key in own}


def condition_choices() -> list[tuple[str, object]]:
    """The conditions, named in the language of the request where their page is in it, and a way not to say."""
    named = condition_titles() if current() == default() else condition_titles() | _titles_in_language()
    return [("", _("Choose one, or leave empty")), *named.items(), (RATHER_TALK, _("I would rather talk about it"))]


def untranslated_conditions() -> dict[str, str]:
    """The language tag of each condition, by slug, that is not named in the request's language (WCAG 3.1.2)."""
    if current() == default():
        return {}
    return dict.fromkeys(condition_titles().keys() - _titles_in_language().keys(), default().tag)


def condition_for_staff(slug: str) -> str:
    """A chosen condition as staff read it: in the default language."""
    with translation.override(default().code):
        return condition_titles().get(slug) or str(_("I would rather talk about it"))

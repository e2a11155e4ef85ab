"""The page that lists the places."""

from collections.abc import Hashable
from typing import Any, ClassVar, NamedTuple

from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.pages.blocks import BodyStreamBlock
from core.pages.models import BasePage
from core.web.paging import page_number, require_page
from core.web.request_scope import KeptForGeneration, once_per_generation
from locations.finder import Finder, Spot, position_of
from locations.structured_data import place_list_nodes

from .location import LocationPage


@once_per_generation
def spots_below(page: Page) -> tuple[Spot, ...]:
    """Where the live, public places below a page are, in the order of the tree; read once until something changes."""
    places = LocationPage.objects.right_below(page).listed()
    rows = places.values_list("pk", "title", "latitude", "longitude", "postal_code", "city", "state")
    return tuple(Spot(row[0], row[1], row[-1], position_of(*row[1:])) for row in rows)


# Two pages of the list, and those around a ZIP code or two.
MOST_KEPT = 100
_kept = KeptForGeneration[dict[int, LocationPage]]()


def places_with_keys(keys: list[int]) -> list[LocationPage]:
    """Places ready for cards, in the order of their keys: read once until something changes. Nobody may change them."""
    known = _kept.get("places", dict)
    # Another request may make room while this one waits for the database.
    found = {key: known[key] for key in keys if key in known}
    if missing := [key for key in keys if key not in found]:
        read = {place.pk: place for place in LocationPage.objects.for_cards().filter(pk__in=missing)}
        if len(known) > MOST_KEPT:
            known.clear()
        known.update(read)
        found.update(read)
    return [found[key] for key in keys if key in found]


class PlacesView(NamedTuple):
    """One view of the list: which places were asked for, and those that it shows, ready for cards."""

    finder: Finder
    places: list[LocationPage]

    @property
    def cards(self) -> list[tuple[LocationPage, str]]:
        """Each place, and how far away it is in words, where the finder measured."""
        return [(place, self.finder.distance_words(place.pk)) for place in self.places]

    @property
    def card_keys(self) -> tuple[Hashable, ...]:
        """What the cards hang on, where nothing is measured."""
        return tuple(place.card_key for place in self.places)

    @classmethod
    def of(cls, index_page: "LocationIndexPage", query: QueryDict) -> "PlacesView":
        """What a query string asks for; three queries for any number of places on the site, and only after a change.

        Raises:
            Http404: for a page that does not exist.
        """
        finder = Finder(spots_below(index_page), query.get("near", ""), page_number(query))
        require_page(finder.page_number, finder.paginator.num_pages)
        return cls(finder, places_with_keys([spot.pk for spot in finder.page]))


class LocationIndexPage(BasePage):
    """All places at a glance."""

    body = StreamField(
        BodyStreamBlock(),
        verbose_name=_("below the list"),
        blank=True,
        help_text=_("The places are listed by themselves. Add here what holds for all of them."),
    )

    schema_page_type = "CollectionPage"
    pagination_parameter = "page"
    query_parameters: ClassVar[frozenset[str]] = frozenset({"near", "page"})
    body_is_at_top: ClassVar[bool] = False
    parent_page_types = ["home.HomePage"]
    subpage_types = ["locations.LocationPage", "locations.ClinicianPage"]
    max_count = 1

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("list of locations")

    @cached_property
    def view(self) -> "PlacesView":
        """The places as the page's own address shows them; `get_context` puts in what the request asks for."""
        return PlacesView.of(self, QueryDict())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `finder` and the `cards` that it shows, nearest first when a ZIP code or town came."""
        self.view = PlacesView.of(self, request.GET)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "finder": self.view.finder, "cards": self.view.cards}

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the list of places."""
        return [*super().structured_data(request), *place_list_nodes(self)]

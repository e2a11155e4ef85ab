"""The page that lists the places."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BodyStreamBlock
from core.models import BasePage
from locations.finder import Finder
from locations.map import draw

from .location import LocationPage


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
    parent_page_types = ["home.HomePage"]
    subpage_types = ["locations.LocationPage", "locations.ClinicianPage"]
    max_count = 1

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("list of locations")

    @cached_property
    def listed_locations(self) -> list[LocationPage]:
        """The live places below this page, in the order of the tree, ready for cards."""
        return list(LocationPage.objects.child_of(self).for_cards())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `finder`: the places, nearest first when a ZIP code or town came with the request; and their `map`."""
        finder = Finder(self.listed_locations, request.GET.get("near", ""), request.GET.get("page", "1"))
        positions = [(finder.positions[place.pk], place.title) for place in finder.page]
        shown = [(position, title) for position, title in positions if position]
        context = super().get_context(request, *args, **kwargs)
        return {**context, "finder": finder, "locations": finder.page.object_list, "map": draw(shown, finder.origin)}

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the list of places."""
        from locations.structured_data import place_list_nodes

        return [*super().structured_data(request), *place_list_nodes(self)]

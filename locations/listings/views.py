"""The screen of the files for Google, Bing and Apple, and their downloads."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from locations.models import ListingFile, LocationPage

from .access import ForEditorsOfPlaces
from .exports import PROVIDERS, Export, Provider, export
from .facts import PlaceFacts, Remark


class PlaceRemarks(NamedTuple):
    """A place with what is said about it for one file."""

    place: LocationPage
    blocked: list[Remark]
    left_out: list[Remark]


class ProviderCard(NamedTuple):
    """One directory on the screen."""

    provider: Provider
    ready: bool
    included: str
    rows: list[PlaceRemarks]
    faults: list[str]
    url: str


def _card(made: Export, places: list[LocationPage]) -> ProviderCard:
    rows = [
        PlaceRemarks(
            place,
            [remark for remark in made.remarks[place.pk] if remark.blocks],
            [remark for remark in made.remarks[place.pk] if not remark.blocks],
        )
        for place in places
    ]
    words = ngettext(
        "%(included)d of %(count)d place is in the file.",
        "%(included)d of %(count)d places are in the file.",
        len(rows),
    )
    return ProviderCard(
        provider=made.provider,
        ready=bool(made.places) and not made.faults,
        included=words % {"included": len(made.places), "count": len(rows)},
        rows=[row for row in rows if row.blocked or row.left_out],
        faults=made.faults,
        url=reverse(f"locations_listings_{made.provider.slug}"),
    )


class ListingsView(ForEditorsOfPlaces, WagtailAdminTemplateMixin, TemplateView):
    """Each directory with its file, and what stands in the way, place by place."""

    template_name = "locations/admin/listings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `cards`, and the `files` that Google's side was compared from."""
        facts = [PlaceFacts.of(place) for place in self.places]
        return super().get_context_data(
            **kwargs,
            cards=[_card(export(provider, facts), self.places) for provider in PROVIDERS.values()],
            files=ListingFile.objects.defer("rows", "others", "remarks").select_related("uploaded_by")[:5],
        )


class DownloadView(ForEditorsOfPlaces, View):
    """One file. It leaves only when its strict reader finds nothing."""

    provider: Provider

    def get(self, request: HttpRequest, provider: str) -> HttpResponse:
        """The file of the places that can be in it; back to the screen with the reasons when there is none."""
        made = export(PROVIDERS[provider], [PlaceFacts.of(place) for place in self.places])
        if not made.places or made.faults:
            messages.error(request, gettext("There is no file yet: see below what stands in the way."))
            return HttpResponseRedirect(reverse("locations_listings"))
        return HttpResponse(
            made.content,
            content_type=made.provider.content_type,
            headers={"Content-Disposition": f'attachment; filename="{made.provider.file_name}"'},
        )

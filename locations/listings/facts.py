"""What may be said of a place in a directory, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.site.languages import language_of
from core.web.languages import default
from locations.hours import OpeningHours
from locations.models import LocationPage
from locations.structured_data import plain_phone

_TABS = {
    **dict.fromkeys(("hours", "exceptions"), "hours"),
    **dict.fromkeys(("store_code", "google_category", "opening_date"), "listings"),
}


class Remark(NamedTuple):
    """One thing about a place and a file: `blocks` when the place cannot be in it, else what the file leaves out.

    `field` is where to mend it in the place's editor; empty where that does not help.
    """

    place: int
    message: str
    field: str = ""
    blocks: bool = False

    @property
    def anchor(self) -> str:
        """The tab of the editor that the field is on; empty for the first one."""
        return f"#tab-{_TABS[self.field]}" if self.field in _TABS else ""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The facts of one place. Unknown is empty, or None. `phone` is E.164 without an extension."""

    pk: int
    title: str
    store_code: str
    name: str
    street: str
    line_2: str
    city: str
    state: str
    postal_code: str
    country: str
    phone: str
    latitude: Decimal | None
    longitude: Decimal | None
    website: str
    category: str
    more_categories: str
    opening_date: date | None
    hours: OpeningHours
    today: date

    @classmethod
    def of(cls, page: LocationPage) -> "PlaceFacts":
        """The facts of a live place. The name is the clinic's: Google wants no town or slogan in it."""
        return cls(
            pk=page.pk,
            title=page.title,
            store_code=page.store_code or "",
            name=page.clinic.name if page.clinic else "",
            street=page.street_address,
            line_2=page.address_line_2,
            city=page.city,
            state=page.state,
            postal_code=page.postal_code,
            country=page.country,
            phone=plain_phone(page.phone),
            latitude=page.latitude,
            longitude=page.longitude,
            website=page.full_url or "",
            category=page.google_category,
            more_categories=page.google_more_categories,
            opening_date=page.opening_date,
            hours=page.opening_hours,
            today=page.today,
        )

    def missing(self, required: Sequence[str]) -> list[Remark]:
        """A remark that blocks for each of the required facts that is unknown."""
        return [
            Remark(self.pk, message, field, blocks=True)
            for fact, (field, message) in _missing_words().items()
            if fact in required and not getattr(self, fact)
        ]


def _missing_words() -> dict[str, tuple[str, str]]:
    """The field of the editor and the sentence for each fact that a directory may require."""
    return {
        "store_code": ("store_code", _("The store code is missing.")),
        "name": ("", _("The clinic has no name yet. Give it under Settings > Clinic.")),
        "street": ("street_address", _("The street address is missing.")),
        "city": ("city", _("The city is missing.")),
        "state": ("state", _("The state is missing.")),
        "postal_code": ("postal_code", _("The ZIP code is missing.")),
        "country": ("country", _("The country is missing.")),
        "phone": ("phone", _("The phone number is missing.")),
        "category": ("google_category", _("The main category is missing.")),
    }


def listed_places() -> list[LocationPage]:
    """Every live, public place once, in the order of the tree: translations are the same places."""
    return [page for page in LocationPage.objects.listed() if language_of(page) == default()]

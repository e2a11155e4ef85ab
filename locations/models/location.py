"""A place where patients are seen."""

import json
from collections.abc import Hashable
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from core.notices.showing import notices_with_hours
from core.pages.blocks import RICH_TEXT_FEATURES, AppointmentRequestBlock, BodyStreamBlock, ImageFigureBlock
from core.pages.models import BasePage
from core.web.email_addresses import ReachableEmailField
from core.web.page_cache import expire_page_cache_at
from core.web.phones import PhoneField, format_phone
from locations.formsets import CheckedInlinePanel, SpecialDaysFormSet, WeeklyHoursFormSet
from locations.hours import (
    OpeningHours,
    SpecialDays,
    SpecialRow,
    WeekRow,
    for_browser,
    special_table,
    week_table,
)
from locations.managers import LocationManager
from locations.models.listed_place import ListedPlace
from locations.structured_data import location_nodes
from locations.validators import validate_country, validate_state, validate_zip_code

from .opening import days_of_notice

TIME_ZONES = [
    ("America/New_York", _("Eastern Time (most of Florida)")),
    ("America/Chicago", _("Central Time (the Florida Panhandle west of the Apalachicola)")),
    ("America/Denver", _("Mountain Time")),
    ("America/Phoenix", _("Mountain Time without daylight saving (Arizona)")),
    ("America/Los_Angeles", _("Pacific Time")),
    ("America/Anchorage", _("Alaska Time")),
    ("Pacific/Honolulu", _("Hawaii Time")),
    ("America/Puerto_Rico", _("Atlantic Time (Puerto Rico)")),
]
# Universal links that open the map app of a phone; nothing is requested before the visitor follows one.
DIRECTIONS_URL = "https://www.google.com/maps/dir/?"
MAP_URL = "https://www.google.com/maps/search/?"
# The form that stands at the end of a place whose body has none.
REQUEST_FORM = AppointmentRequestBlock()


class PhotosStreamBlock(StreamBlock):
    """Pictures of a place: the door, the sign, the waiting room."""

    photo = ImageFigureBlock(icon="image", label=_("Photo"))

    class Meta:
        required = False


class LocationPage(ListedPlace, BasePage):
    """One real place: where it is, how to reach it, when it is open. The single source of its address and phone.

    Every fact may be unknown. What is unknown is left out of the page and its structured data, and
    `missing_facts` names it for staff.
    """

    landmark = models.CharField(
        _("landmark"),
        max_length=120,
        blank=True,
        help_text=_("What people here know, such as: near the Avenues Mall."),
    )
    street_address = models.CharField(
        _("street address"),
        max_length=160,
        blank=True,
        help_text=_("Number and street, exactly as on your Google Business Profile."),
    )
    address_line_2 = models.CharField(
        _("suite or floor"), max_length=80, blank=True, help_text=_("Such as: Suite 200.")
    )
    address_not_published = models.BooleanField(
        _("we do not publish this address"),
        default=False,
        help_text=_("Patients get it with their appointment. Leave street and ZIP code empty then."),
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, default="FL", validators=[validate_state])
    postal_code = models.CharField(_("ZIP code"), max_length=10, blank=True, validators=[validate_zip_code])
    country = models.CharField(_("country"), max_length=2, default="US", validators=[validate_country])
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In Google Maps, right-click the building: the first number. At least five decimals."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("The second number. In Florida it starts with a minus."),
    )
    map_url = models.URLField(
        _("map link"),
        blank=True,
        help_text=_("The “Share” link of this place's Google Business Profile. Empty: made from the address."),
    )
    phone = PhoneField(_("phone"), blank=True, help_text=_("In any format, with the area code."))
    fax = PhoneField(_("fax"), blank=True)
    email = ReachableEmailField(
        _("e-mail"), blank=True, help_text=_("Shown on the page. Patients should not send health information to it.")
    )

    time_zone = models.CharField(_("time zone"), max_length=64, choices=TIME_ZONES, default="America/New_York")
    by_appointment_only = models.BooleanField(
        _("by appointment only"),
        default=False,
        help_text=_("Tells patients not to walk in."),
    )

    directions = RichTextField(
        _("directions"),
        features=RICH_TEXT_FEATURES,
        blank=True,
        help_text=_("From the main roads, by what a driver sees: landmarks, turns, the sign at the door."),
    )
    parking = RichTextField(_("parking"), features=RICH_TEXT_FEATURES, blank=True)
    accessibility = RichTextField(
        _("accessibility"),
        features=RICH_TEXT_FEATURES,
        blank=True,
        help_text=_("Steps, ramps, elevator, wide doors, restrooms, help on request."),
    )
    photos = StreamField(PhotosStreamBlock(), verbose_name=_("photos"), blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("more about this place"), blank=True)

    objects = LocationManager()

    page_description = _("One place where patients are seen: address, phone, hours.")
    body_is_at_top: ClassVar[bool] = False
    parent_page_types = ["locations.LocationIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    card_template = "locations/components/location_card.html"

    # What every place needs comes first: its name, its phone and where it is.
    content_panels: ClassVar[list] = [
        TitleFieldPanel(
            "title",
            placeholder=_("Name of the place*"),
            help_text=_("What patients call it, most often the town: Jacksonville."),
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldRowPanel([FieldPanel("email"), FieldPanel("fax")])], heading=_("Contact")
        ),
        MultiFieldPanel(
            [
                FieldPanel("street_address"),
                FieldPanel("address_line_2"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("postal_code")]),
                FieldRowPanel([FieldPanel("state"), FieldPanel("country")]),
                FieldPanel("address_not_published"),
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]), FieldPanel("map_url")],
            heading=_("On the map"),
        ),
        *BasePage.intro_panels,
        FieldPanel("photos"),
        FieldPanel("body"),
        InlinePanel("services", heading=_("What is offered here"), label=_("Service")),
    ]
    hours_panels: ClassVar[list] = [
        HelpPanel(template="locations/admin/hours_help.html", heading=_("How hours work")),
        CheckedInlinePanel("hours", formset=WeeklyHoursFormSet, heading=_("Every week"), label=_("Opening hours")),
        CheckedInlinePanel(
            "exceptions",
            formset=SpecialDaysFormSet,
            heading=_("Holidays and other special days"),
            label=_("Special days"),
        ),
        FieldPanel("by_appointment_only"),
        FieldPanel("time_zone"),
    ]
    arrival_panels: ClassVar[list] = [
        FieldPanel("landmark"),
        FieldPanel("directions"),
        FieldPanel("parking"),
        FieldPanel("accessibility"),
    ]
    extra_tabs: ClassVar[list[tuple[Any, list]]] = [
        (_("Hours"), hours_panels),
        (_("Getting here"), arrival_panels),
        (_("Listings"), ListedPlace.listing_panels),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("city", boost=3),
        index.AutocompleteField("city"),
        index.SearchField("landmark", boost=3),
        index.AutocompleteField("landmark"),
        index.SearchField("street_address"),
        index.SearchField("postal_code"),
        index.SearchField("directions"),
        index.SearchField("parking"),
        index.SearchField("accessibility"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("location")

    def clean(self) -> None:
        """Ask for both coordinates or none, and for no address where it is not to be published.

        Raises:
            ValidationError: on the coordinate that is missing, or on `address_not_published`.
        """
        super().clean()
        if self.address_not_published and (self.street_address or self.postal_code):
            why = _("This address would be published: empty street and ZIP code, or take this tick away.")
            raise ValidationError({"address_not_published": why})
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("Give both numbers of the position, or neither.")})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, and forget what was read before: it may have changed with this save."""
        result = super().save(*args, **kwargs)
        getattr(self, "_prefetched_objects_cache", {}).clear()
        for name in ("opening_hours", "listed_services"):
            self.__dict__.pop(name, None)
        return result

    # -- Hours --------------------------------------------------------------------------------------------------------

    @cached_property
    def opening_hours(self) -> OpeningHours:
        """The hours of this place, ready to be asked, with the days that a notice changes."""
        return OpeningHours.build(
            self.time_zone,
            [period for row in self.hours.all() for period in row.weekly_periods()],
            [*(row.special_days() for row in self.exceptions.all()), *self.days_of_notices],
        )

    @property
    def days_of_notices(self) -> list[SpecialDays]:
        """The days that notices change."""
        return [days_of_notice(notice) for notice in notices_with_hours(self)]

    @property
    def notices_table(self) -> tuple[SpecialRow, ...]:
        """The days that notices change, for the editor: there they are not among the rows."""
        return special_table(OpeningHours.build(self.time_zone, (), self.days_of_notices), self.today)

    @property
    def today(self) -> date:
        """The date at this place."""
        return self.opening_hours.local_date(timezone.now())

    @property
    def hours_data(self) -> str:
        """JSON for `data-hours`, read by open-state.js; empty while no hours are known.

        The page itself never says whether the place is open now: it may come from a cache.
        """
        if not self.opening_hours.is_known:
            return ""
        return json.dumps(for_browser(self.opening_hours, self.today), separators=(",", ":"))

    @property
    def card_key(self) -> Hashable:
        """The card tells the hours from today on."""
        return self.pk, self.today

    @property
    def week_table(self) -> tuple[WeekRow, ...]:
        """The rows of the weekly hours; none while they are unknown."""
        return week_table(self.opening_hours)

    @property
    def special_table(self) -> tuple[SpecialRow, ...]:
        """The rows of the exceptions that are not over."""
        return special_table(self.opening_hours, self.today)

    # -- Address and contact ------------------------------------------------------------------------------------------

    @property
    def has_full_address(self) -> bool:
        """True when a letter or a driver would arrive."""
        return all((self.street_address, self.city, self.state, self.postal_code, self.country))

    @property
    def address_lines(self) -> list[str]:
        """The postal address, line by line, as far as it is known. A state alone is no address."""
        place = " ".join(part for part in (f"{self.city}, {self.state}" if self.city else "", self.postal_code) if part)
        return [line for line in (self.street_address, self.address_line_2, place) if line]

    @property
    def phone_display(self) -> str:
        """The phone as people here write it; empty when unknown."""
        return format_phone(self.phone) if self.phone else ""

    @property
    def fax_display(self) -> str:
        """The fax as people here write it; empty when unknown."""
        return format_phone(self.fax) if self.fax else ""

    @property
    def directions_url(self) -> str:
        """A link that starts the way here in a map app; empty while the place cannot be found by it."""
        return DIRECTIONS_URL + urlencode({"api": 1, "destination": self._map_query}) if self._map_query else ""

    @property
    def resolved_map_url(self) -> str:
        """The link to this place on a map: the one given, else made from address or position, else empty."""
        if self.map_url:
            return self.map_url
        return MAP_URL + urlencode({"api": 1, "query": self._map_query}) if self._map_query else ""

    @property
    def _map_query(self) -> str:
        if self.has_full_address:
            return ", ".join([self.street_address, f"{self.city}, {self.state} {self.postal_code}"])
        return f"{self.latitude},{self.longitude}" if self.latitude is not None else ""

    # -- Related pages ------------------------------------------------------------------------------------------------

    @cached_property
    def listed_services(self) -> list[Page]:
        """The live pages about what is offered here, in the order staff gave them."""
        return [row.page for row in self.services.select_related("page") if row.page.live]

    @property
    def shown_photos(self) -> list[Any]:
        """The photos without those that were deleted from the library."""
        return [block for block in self.photos if block.value.get("image")]

    def get_clinicians(self) -> list[Any]:
        """The live clinicians who see patients here, in tree order."""
        return list(self.clinicians.listed().select_related("main_image")) if self.pk else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `services`, `clinicians`, and `request_form` where the body has no form of its own.

        A cached copy of the page ends with the first exception, which then disappears.
        """
        if expires := self.opening_hours.special_changes_at(timezone.now()):
            expire_page_cache_at(request, expires)
        has_form = any(block.block_type == "appointment_request" for block in self.body)
        title = gettext("Request an appointment: %(place)s") % {"place": self.title}
        return {
            **super().get_context(request, *args, **kwargs),
            "services": self.listed_services,
            "clinicians": self.get_clinicians(),
            "request_form": None if has_form else REQUEST_FORM.bind({"title": title}),
        }

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the MedicalClinic node once name and address are known."""
        return [*super().structured_data(request), *location_nodes(self)]

    def missing_facts(self) -> list[tuple[str, Any]]:
        """What staff must still fill in before launch, as (field, words)."""
        facts = [
            ("street_address", self.street_address, _("Street address")),
            ("city", self.city, _("City")),
            ("postal_code", self.postal_code, _("ZIP code")),
            ("phone", self.phone, _("Phone number")),
            ("hours", any(row.weekly_periods() for row in self.hours.all()), _("Opening hours")),
            ("latitude", self.latitude is not None, _("Position on the map")),
            ("map_url", self.map_url, _("Link to the Google Business Profile")),
            ("parking", self.parking, _("Where to park")),
            ("accessibility", self.accessibility, _("How accessible the building is")),
            ("photos", self.shown_photos or self.main_image_id, _("A photo of the place")),
        ]
        private = {"street_address", "postal_code", "latitude", "map_url"} if self.address_not_published else set()
        return [(field, words) for field, known, words in facts if not known and field not in private]

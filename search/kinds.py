"""What kind of page each page type is, how much it weighs, and what such a page is always about.

Page types are named by label: this room imports no other.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .models import PageKind


class KindOfPage(NamedTuple):
    """The facet of a page type, its prior (1: as likely wanted as any), and words its layout adds to every page."""

    kind: PageKind
    prior: float = 1.0
    topics: str | Promise = ""


_DEFAULT = KindOfPage(PageKind.OTHER)
_KINDS: dict[str, KindOfPage] = {
    "home.HomePage": KindOfPage(PageKind.OTHER, 0.6),
    "therapy.TherapyPage": KindOfPage(PageKind.THERAPY),
    "therapy.ConditionIndexPage": KindOfPage(PageKind.CONDITIONS, 0.8, _("conditions we treat")),
    "therapy.ConditionPage": KindOfPage(PageKind.CONDITIONS, 1.0, _("symptoms; usual treatments; evidence; risks")),
    # The template of a place always has these sections.
    "locations.LocationIndexPage": KindOfPage(PageKind.LOCATIONS, 0.9, _("locations; clinics; addresses; directions")),
    "locations.LocationPage": KindOfPage(
        PageKind.LOCATIONS, 1.0, _("location; address; directions; map; opening hours; phone number; parking")
    ),
    "locations.ClinicianPage": KindOfPage(PageKind.LOCATIONS, 1.0, _("doctor; physician; clinician; certifications")),
    # Headlines repeat the words of every other page; whoever wants news says so or picks the facet.
    "news.NewsIndexPage": KindOfPage(PageKind.NEWS, 0.8, _("news; press; media; studies; articles")),
    "news.NewsArticlePage": KindOfPage(PageKind.NEWS, 0.7),
    "appointments.AppointmentPage": KindOfPage(PageKind.OTHER, 1.0, _("request an appointment; book; contact us")),
}


def kind_of(page: Page) -> KindOfPage:
    """Return what kind of page this is; a page type not named here is an ordinary page of the facet “Other”."""
    return _KINDS.get(page.specific_class._meta.label if page.specific_class else "", _DEFAULT)

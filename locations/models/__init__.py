"""Models of the locations room: the list of places, a place, a clinician who sees patients there, files of Google."""

from .clinician import ClinicianPage, SpecialtyCertification
from .listing import LocationIndexPage
from .listing_file import ListingFile
from .location import LocationPage
from .opening import HoursException, OpeningPeriod
from .service import LocationService

__all__ = [
    "ClinicianPage",
    "HoursException",
    "ListingFile",
    "LocationIndexPage",
    "LocationPage",
    "LocationService",
    "OpeningPeriod",
    "SpecialtyCertification",
]

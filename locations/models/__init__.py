"""Page types of the locations room: the list of places, a place, and a clinician who sees patients there."""

from .clinician import ClinicianPage, SpecialtyCertification
from .listing import LocationIndexPage
from .location import LocationPage, LocationService
from .opening import HoursException, OpeningPeriod

__all__ = [
    "ClinicianPage",
    "HoursException",
    "LocationIndexPage",
    "LocationPage",
    "LocationService",
    "OpeningPeriod",
    "SpecialtyCertification",
]

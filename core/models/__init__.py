"""Models of the ground: the base page, its mixins, images, snippets and clinic-wide settings."""

from .base import BasePage, Breadcrumb
from .images import ClinicImage, ClinicRendition
from .review import MedicalPagePermissionTester, MedicalReviewMixin
from .settings import ClinicSettings
from .snippets import Reference
from .workflow import MedicalReviewTask

__all__ = [
    "BasePage",
    "Breadcrumb",
    "ClinicImage",
    "ClinicRendition",
    "ClinicSettings",
    "MedicalPagePermissionTester",
    "MedicalReviewMixin",
    "MedicalReviewTask",
    "Reference",
]

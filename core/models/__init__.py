"""Models of the ground: the base page, its mixins, images, snippets and clinic-wide settings."""

from .base import BasePage, Breadcrumb
from .images import ClinicImage, ClinicRendition
from .review import MedicalReviewMixin
from .settings import ClinicSettings
from .snippets import Reference

__all__ = [
    "BasePage",
    "Breadcrumb",
    "ClinicImage",
    "ClinicRendition",
    "ClinicSettings",
    "MedicalReviewMixin",
    "Reference",
]

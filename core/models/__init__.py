"""Models of the ground: the base page, its mixins, images, snippets and clinic-wide settings."""

from .audit import AuditReport
from .backups import BackupRun
from .base import BasePage, Breadcrumb
from .changes import ContentRecord
from .claims import ClaimWord
from .images import ClinicImage, ClinicRendition, ConsentState
from .links import LinkState, OutsideLink
from .missed import MissedAddress
from .operations import PictureOrder, RateLimit, ScheduledJob
from .preview_links import PreviewLink
from .review import MedicalPagePermissionTester, MedicalReviewMixin
from .settings import ClinicSettings
from .snippets import Reference
from .words import ClinicWords
from .workflow import MedicalReviewTask

__all__ = [
    "AuditReport",
    "BackupRun",
    "BasePage",
    "Breadcrumb",
    "ClaimWord",
    "ClinicImage",
    "ClinicRendition",
    "ClinicSettings",
    "ClinicWords",
    "ConsentState",
    "ContentRecord",
    "LinkState",
    "MedicalPagePermissionTester",
    "MedicalReviewMixin",
    "MedicalReviewTask",
    "MissedAddress",
    "OutsideLink",
    "PictureOrder",
    "PreviewLink",
    "RateLimit",
    "Reference",
    "ScheduledJob",
]

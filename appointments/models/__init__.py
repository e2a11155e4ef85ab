"""Models of the appointments room, the only one that holds health information."""

from .audit import Action, AuditEvent, AuditLogIsAppendOnly
from .consent import ConsentWording
from .outbox import NoticeKind, OutboxMessage
from .pages import AppointmentPage
from .requests import DONE, AppointmentRequest, PatientType, RequestNote, Status, TimeOfDay, Weekday, Wish
from .settings import AppointmentSettings, NoticeRecipient, StaffLimit
from .steps import RequestStep, StepKind
from .translations import AppointmentSettingsTranslation, spoken_settings

__all__ = [
    "DONE",
    "Action",
    "AppointmentPage",
    "AppointmentRequest",
    "AppointmentSettings",
    "AppointmentSettingsTranslation",
    "AuditEvent",
    "AuditLogIsAppendOnly",
    "ConsentWording",
    "NoticeKind",
    "NoticeRecipient",
    "OutboxMessage",
    "PatientType",
    "RequestNote",
    "RequestStep",
    "StaffLimit",
    "Status",
    "StepKind",
    "TimeOfDay",
    "Weekday",
    "Wish",
    "spoken_settings",
]

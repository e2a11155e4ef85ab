"""Writing to the audit log."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from .models import Action, AppointmentRequest, AuditEvent


def record(
    action: Action,
    *,
    actor: AbstractBaseUser | AnonymousUser | None = None,
    request: AppointmentRequest | None = None,
    **details: Any,
) -> AuditEvent:
    """Write one event. `details` are codes, counts and references: never what a patient or a searcher typed."""
    person = actor if actor is not None and actor.is_authenticated else None
    return AuditEvent.objects.create(
        action=action,
        actor_id=person.pk if person else None,
        actor_name=person.get_username() if person else "",
        request_id=request.pk if request else None,
        reference=request.reference if request else "",
        location_name=request.location_name if request else "",
        details=details,
    )

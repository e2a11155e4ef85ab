"""A patient's rights over one request: all of it handed over, or all of it erased."""

import json

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from . import audit
from .models import Action, AppointmentRequest


def hand_over(request: AppointmentRequest, actor: AbstractBaseUser | AnonymousUser) -> bytes:
    """Everything held about a request, as JSON for the patient (45 CFR 164.524), and an audit event of it.

    Raises:
        CryptoError: when it cannot be decrypted; nothing is recorded then.
    """
    record = {
        "reference": request.reference,
        "received": request.created_at.isoformat(),
        "status": request.status,
        "location": request.location_name,
        "language": request.language,
        "full_name": request.full_name,
        "phone": request.phone,
        "email": request.email,
        "patient": request.patient_type,
        "preferred_days": request.days,
        "preferred_times": request.times,
        "condition": request.condition,
        "note": request.note,
        "consent": {
            "calls_and_texts": {"given": request.consent_contact, "words": request.consent_wording.contact_text},
            "voicemail": {"given": request.consent_voicemail, "words": request.consent_wording.voicemail_text},
        },
        "staff_notes": [
            {"written": note.created_at.isoformat(), "by": note.author_name, "text": note.text}
            for note in request.notes.all()
        ],
        "booked_for": request.booked_for,
        "steps": [
            {"done": step.kind, "at": step.at.isoformat(), "by": step.author_name} for step in request.steps.all()
        ],
    }
    audit.record(Action.EXPORTED_ONE, actor=actor, request=request)
    return json.dumps(record, ensure_ascii=False, indent=2).encode()


def erase(
    request: AppointmentRequest,
    *,
    action: Action = Action.ERASED,
    actor: AbstractBaseUser | AnonymousUser | None = None,
) -> None:
    """Delete a request with its notes and notices; a tombstone without answers stays in the audit log."""
    with transaction.atomic():
        audit.record(
            action, actor=actor, request=request, received=request.created_at.date().isoformat(), status=request.status
        )
        request.delete()

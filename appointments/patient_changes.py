"""What a patient asks for after the request: cancelled at once while nobody has worked on it, else passed on to staff.

Whoever knows the reference and the phone number or e-mail address is taken for the patient; what that opens is little:
nothing of the request is shown, and nothing is deleted. Each attempt counts against a limit, and each that names a
request is in its history.
"""

import hmac

from django.conf import settings
from django.db import transaction

from core.web.rate_limits import Counter, Limit

from . import audit, outbox
from .change_form import Change
from .models import Action, AppointmentRequest, OutboxMessage, RequestNote, Status, Wish
from .submission import contact_key


def apply(change: Change, address: str) -> bool:
    """Carry a patient's wish out; False when no open request fits the reference and the contact.

    Raises:
        TooMany: when this address has asked too often, or this reference been asked for.
    """
    counters = [
        Counter(Limit.parse(settings.APPOINTMENTS_LIMIT_PER_ADDRESS), "change", address),
        Counter(Limit.parse(settings.APPOINTMENTS_LIMIT_PER_CONTACT), "change-reference", change.reference),
    ]
    for counter in counters:
        counter.check()
    with transaction.atomic(durable=True):
        for counter in counters:
            counter.take()
        request = AppointmentRequest.objects.select_for_update().filter(reference=change.reference).first()
        if request is None:
            return False
        if not _is_its_patient(request, change) or (_is_over(request) and change.wish != Wish.CANCEL):
            audit.record(Action.WISH_REFUSED, request=request)
            return False
        _apply(request, change)
    return True


def _is_over(request: AppointmentRequest) -> bool:
    """Whether nobody will look at it again; what the site itself set aside waits for somebody."""
    return request.is_done and not request.is_suspect


def _is_its_patient(request: AppointmentRequest, change: Change) -> bool:
    kind, given = ("phone", change.phone) if change.phone else ("email", change.email)
    stored = request.phone_key if change.phone else request.email_key
    return bool(stored) and hmac.compare_digest(stored, contact_key(kind, given))


def _apply(request: AppointmentRequest, change: Change) -> None:
    if _is_over(request):  # cancelled before, or closed by staff: a second press changes nothing
        return
    if change.note:
        RequestNote(request=request, text=change.note).save(force_insert=True)
    if change.wish == Wish.CANCEL and (request.status == Status.NEW or request.is_suspect):
        request.set_status(Status.CLOSED)
        request.suspicions = []
        request.wish = ""
        request.save(update_fields=["status", "closed_at", "suspicions", "wish"])
        audit.record(Action.WITHDRAWN, request=request)
        # Nobody need be called to what is over.
        OutboxMessage.objects.filter(request=request, kind__in=outbox.STAFF_KINDS, sent_at=None).delete()
        return
    request.wish = change.wish
    request.save(update_fields=["wish"])
    audit.record(Action.WISHED, request=request, wish=change.wish)
    if not request.is_suspect:
        outbox.enqueue_wish(request)

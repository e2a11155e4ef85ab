"""Takes a request: stored once, with its audit event and its notices, or not at all.

The same request can arrive several times: a double click, a reload, a retry after an answer was lost. Two keyed hashes,
each unique in the database, tell:

- `idempotency_key`, of the token that the page's script made and the answers, for good. The answers belong to it, since
  a visitor who goes back and mends a phone number sends something new with the same token.
- `answers_key`, of the answers alone, within a day: for visitors without script, and for those who fill the form again.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.analytics.counter import count_request
from core.web.languages import current
from core.web.rate_limits import Counter, Limit, TooMany

from . import audit, outbox
from .crypto import keyed_hash
from .models import Action, AppointmentRequest, ConsentWording, Status
from .request_form import Answers

SAME_ANSWERS_WITHIN = timedelta(days=1)

__all__ = ["Submission", "TooMany", "submit"]


@dataclass(frozen=True)
class Submission:
    """One arrival: the answers, and what came with them."""

    answers: Answers
    wording: ConsentWording
    address: str
    token: str = ""
    suspicions: tuple[str, ...] = ()
    # The path of the page with the form: counted once the request is stored, and kept with no request.
    page: str = ""

    @property
    def answers_key(self) -> str:
        """Names these answers."""
        return keyed_hash("answers", *self.answers.canonical())

    @property
    def idempotency_key(self) -> str | None:
        """Names this attempt to send these answers; None without script."""
        return keyed_hash("token", self.token, *self.answers.canonical()) if self.token else None

    def counters(self) -> list[Counter]:
        """What counts against a limit: the network address and each way to reach the patient."""
        per_address = Limit.parse(settings.APPOINTMENTS_LIMIT_PER_ADDRESS)
        per_contact = Limit.parse(settings.APPOINTMENTS_LIMIT_PER_CONTACT)
        contacts = (("phone", self.answers.phone), ("email", self.answers.email.casefold()))
        return [
            Counter(per_address, "address", self.address),
            *(Counter(per_contact, kind, value) for kind, value in contacts if value),
        ]


def contact_key(kind: str, value: str) -> str:
    """The keyed hash to look up a phone number (E.164) or an e-mail address by; "" for none."""
    return keyed_hash(kind, value.casefold()) if value else ""


def submit(submission: Submission) -> AppointmentRequest:
    """Store the request, or return the one that it repeats.

    Raises:
        TooMany: when its sender or contact has sent too many.
        DatabaseError: when nothing could be stored; nothing was.
    """
    earlier = _earlier(submission)
    if earlier is not None:
        return earlier
    counters = submission.counters()
    for counter in counters:
        counter.check()
    try:
        with transaction.atomic(durable=True):
            return _store(submission, counters)
    except IntegrityError:
        # The same request arrived twice at once, and the other one won.
        earlier = _earlier(submission)
        if earlier is None:
            raise
        return earlier


def _earlier(submission: Submission) -> AppointmentRequest | None:
    stored = AppointmentRequest.objects
    found = submission.idempotency_key and stored.filter(idempotency_key=submission.idempotency_key).first()
    since = timezone.now() - SAME_ANSWERS_WITHIN
    return found or stored.filter(answers_key=submission.answers_key, created_at__gt=since).first()


def _store(submission: Submission, counters: list[Counter]) -> AppointmentRequest:
    answers = submission.answers
    for counter in counters:
        counter.take()
    # The same answers of an earlier day no longer stand in the way.
    since = timezone.now() - SAME_ANSWERS_WITHIN
    AppointmentRequest.objects.filter(answers_key=submission.answers_key, created_at__lte=since).update(
        answers_key=None
    )
    request = AppointmentRequest(
        idempotency_key=submission.idempotency_key,
        answers_key=submission.answers_key,
        phone_key=contact_key("phone", answers.phone),
        email_key=contact_key("email", answers.email),
        full_name=answers.full_name,
        phone=answers.phone,
        email=answers.email,
        patient_type=answers.patient_type,
        preferences=json.dumps({"days": answers.days, "times": answers.times}),
        condition=answers.condition,
        note=answers.note,
        location_id=answers.location.pk if answers.location else None,
        location_name=answers.location.title if answers.location else "",
        consent_contact=answers.consent_contact,
        consent_voicemail=answers.consent_voicemail,
        consent_wording=submission.wording,
        language=current().code,
        suspicions=list(submission.suspicions),
    )
    request.set_status(Status.SPAM if submission.suspicions else Status.NEW)
    request.save(force_insert=True)
    audit.record(Action.RECEIVED, request=request)
    if submission.suspicions:
        audit.record(Action.SET_ASIDE, request=request, signs=request.suspicions)
    outbox.enqueue_for(request)
    if not submission.suspicions:
        transaction.on_commit(lambda: count_request(submission.page))
    return request

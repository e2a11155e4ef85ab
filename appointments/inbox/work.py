"""What staff do to requests. Each change and its audit event commit together."""

from datetime import datetime

from django.db import transaction

from appointments import audit, outbox
from appointments.models import Action, AppointmentRequest, RequestNote, RequestStep, Status, StepKind

from .access import Person, person_name


def change_status(request: AppointmentRequest, status: str, actor: Person) -> bool:
    """Set the status; a suspect that leaves spam is released with its notices. Returns whether it changed."""
    if request.status == status:
        if status == Status.SPAM and request.is_suspect:
            confirm_spam(request, actor)
            return True
        return False
    with transaction.atomic():
        before, was_suspect = request.status, request.is_suspect
        request.set_status(status)
        request.wish = ""
        if was_suspect:
            # What the site suspected is decided; staff are told as of any new request.
            request.suspicions = []
        request.save(update_fields=["status", "closed_at", "suspicions", "wish"])
        audit.record(Action.STATUS, actor=actor, request=request, before=before, after=status)
        if was_suspect:
            audit.record(Action.RELEASED, actor=actor, request=request)
        if was_suspect and status == Status.NEW:
            outbox.enqueue_for(request)
    return True


def confirm_spam(request: AppointmentRequest, actor: Person) -> None:
    """A person agrees with the site: it is spam, and no longer asks for attention."""
    with transaction.atomic():
        request.suspicions = []
        request.save(update_fields=["suspicions"])
        audit.record(Action.STATUS, actor=actor, request=request, before="suspect", after=Status.SPAM)


def answer_wish(request: AppointmentRequest, actor: Person) -> None:
    """What the patient asked for is done, whatever the status is."""
    with transaction.atomic():
        request.wish = ""
        request.save(update_fields=["wish"])
        audit.record(Action.WISH_DONE, actor=actor, request=request)


def take_step(request: AppointmentRequest, kind: StepKind, actor: Person) -> RequestStep:
    """Keep what was done about a request; one that was new has been worked on from here on."""
    with transaction.atomic():
        step = RequestStep(request=request, kind=kind, author=actor, author_name=person_name(actor))
        step.save(force_insert=True)
        audit.record(Action(kind.value), actor=actor, request=request)
        if request.status == Status.NEW:
            change_status(request, Status.CONTACTED, actor)
    return step


def book(request: AppointmentRequest, when: datetime, actor: Person) -> None:
    """Keep when the patient comes (naive, on the clock of the place), encrypted; a change asked for is then done."""
    with transaction.atomic():
        request.booked_for = when.isoformat(timespec="minutes")
        request.save(update_fields=["booked_for"])
        if request.wish:
            answer_wish(request, actor)
        change_status(request, Status.SCHEDULED, actor)
        take_step(request, StepKind.BOOKED, actor)


def assign(request: AppointmentRequest, assignee: Person | None, actor: Person) -> bool:
    """Give the request to somebody, or to nobody. Returns whether that is a change."""
    if request.assignee_id == (assignee.pk if assignee else None):
        return False
    with transaction.atomic():
        request.assignee = assignee
        request.save(update_fields=["assignee"])
        to = assignee.get_username() if assignee else ""
        audit.record(Action.ASSIGNED, actor=actor, request=request, to=to)
    return True


def add_note(request: AppointmentRequest, text: str, actor: Person) -> RequestNote:
    """Keep a note, encrypted; the audit log only says that there is one."""
    with transaction.atomic():
        note = RequestNote(request=request, author=actor, author_name=person_name(actor), text=text)
        note.save(force_insert=True)
        audit.record(Action.NOTED, actor=actor, request=request)
    return note

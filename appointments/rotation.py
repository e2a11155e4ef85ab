"""Encrypts every value anew with the first key of APPOINTMENTS_KEYS, or hashes anew, while the site serves."""

from collections.abc import Iterator
from itertools import chain

from django.apps import apps
from django.db import models, transaction

from . import audit
from .crypto import Ciphertext, CryptoError, EncryptedTextField, keyed_hash, keyring
from .crypto.keys import parse_stored
from .models import Action, AppointmentRequest, OutboxMessage
from .submission import contact_key


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    """The encrypted fields of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


def encrypted_models() -> Iterator[type[models.Model]]:
    """Every model that has some."""
    return (model for model in apps.get_app_config("appointments").get_models() if encrypted_fields(model))


def rotate() -> tuple[int, list[str]]:
    """Return how many rows were encrypted anew, and which could not be read (label and row)."""
    rotated, unreadable = 0, []
    for model in encrypted_models():
        for pk in list(model._default_manager.values_list("pk", flat=True)):
            try:
                rotated += _rotate_row(model, pk)
            except CryptoError as error:
                unreadable.append(f"{model._meta.label} {pk}: {error}")
    if rotated:
        audit.record(Action.KEYS_ROTATED, rows=rotated, to=keyring().current)
    return rotated, unreadable


def _rotate_row(model: type[models.Model], pk: object) -> bool:
    """Encrypt one row anew, in a transaction of its own, so that nobody waits; False when it is up to date."""
    with transaction.atomic():
        row = model._default_manager.select_for_update().filter(pk=pk).first()
        if row is None:
            return False
        old = []
        for field in encrypted_fields(model):
            value = row.__dict__[field.attname]
            if isinstance(value, Ciphertext) and parse_stored(value.stored).key_name != keyring().current:
                setattr(row, field.attname, str(getattr(row, field.attname)))
                old.append(field.attname)
        if old:
            row.save(update_fields=old)
        return bool(old)


def hash_again() -> tuple[int, list[str]]:
    """After APPOINTMENTS_INDEX_KEY has changed: make the hashes that rows are found by anew.

    Return how many rows changed, and which could not be read (label and row). The hashes that recognize a repeated
    request are left: those of the old key have done their work within a day.
    """
    changed, unreadable = 0, []
    rows: Iterator[AppointmentRequest | OutboxMessage] = chain(
        AppointmentRequest.objects.iterator(200), OutboxMessage.objects.iterator(200)
    )
    for row in rows:
        try:
            wanted = _hashes(row)
        except CryptoError as error:
            unreadable.append(f"{row._meta.label} {row.pk}: {error}")
            continue
        changed += type(row)._default_manager.filter(pk=row.pk).exclude(**wanted).update(**wanted)
    if changed:
        audit.record(Action.KEYS_ROTATED, rows=changed, to="index key")
    return changed, unreadable


def _hashes(row: AppointmentRequest | OutboxMessage) -> dict[str, str]:
    if isinstance(row, OutboxMessage):
        return {"recipient_key": keyed_hash("recipient", row.recipient.casefold())}
    return {"phone_key": contact_key("phone", row.phone), "email_key": contact_key("email", row.email)}

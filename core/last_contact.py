"""The clinic's name and phone number as last seen, for pages that must work while the database does not.

Kept in memory and in one small file below DATA_DIR; refreshed when staff save the clinic's settings, when the site is
prepared, and by every readiness check, so that each web process knows it before it is needed.
"""

import json
import logging
import os
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save

logger = logging.getLogger("clinic.contact")


class Contact(NamedTuple):
    """Name ("" when unknown), phone for a tel: link ("" when unknown), the same as people write it."""

    name: str = ""
    phone: str = ""
    phone_shown: str = ""


_remembered: list[Contact] = []


def _file() -> Path:
    return Path(settings.DATA_DIR) / "contact.json"


def remember_contact() -> None:
    """Read the default site's settings from the database and keep what an error page needs. May raise DatabaseError."""
    from wagtail.models import Site

    from core.models import ClinicSettings
    from core.phones import format_phone

    site = Site.objects.filter(is_default_site=True).first()
    clinic = ClinicSettings.for_site(site) if site else ClinicSettings()
    keep_contact(Contact(clinic.name, clinic.phone, format_phone(clinic.phone) if clinic.phone else ""))


def keep_contact(contact: Contact) -> None:
    """Keep `contact` in memory, and in the file when it changed. A folder that cannot be written is no failure."""
    _remembered[:] = [contact]
    file = _file()
    text = json.dumps(contact._asdict())
    try:
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            draft = file.with_name(f"{file.name}.{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(file)
    except OSError as error:
        logger.warning("contact file not written", extra={"details": {"reason": error.strerror}})


def connect() -> None:
    """Keep the contact up to date whenever staff save the clinic's settings."""
    from core.models import ClinicSettings

    def saved(**kwargs: object) -> None:
        transaction.on_commit(remember_contact)

    post_save.connect(saved, sender=ClinicSettings, weak=False, dispatch_uid="core.last_contact")


def recall_contact() -> Contact:
    """Return the last known contact without touching the database; an empty one when none was ever known."""
    if not _remembered:
        try:
            _remembered[:] = [Contact(**json.loads(_file().read_text(encoding="utf-8")))]
        except (OSError, ValueError, TypeError):
            return Contact()
    return _remembered[0]

"""The clinic's name and phone number as last seen, for pages that must work while the database does not.

Kept in memory and in one small file below DATA_DIR; refreshed when staff save the clinic's settings, when the site is
prepared, and by every readiness check, so that each web process knows it before it is needed. Where the facts come
from, the app that owns them registers (`register_contact_source`).
"""

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

logger = logging.getLogger("clinic.contact")


class Contact(NamedTuple):
    """Name ("" when unknown), phone for a tel: link ("" when unknown), the same as people write it."""

    name: str = ""
    phone: str = ""
    phone_shown: str = ""


_remembered: list[Contact] = []
_sources: list[Callable[[], Contact]] = []


def _file() -> Path:
    return Path(settings.DATA_DIR) / "contact.json"


def register_contact_source(read: Callable[[], Contact]) -> None:
    """Name the function that reads the contact from the database."""
    _sources[:] = [read]


def refresh_contact() -> None:
    """Read the contact from its source and keep it. May raise DatabaseError."""
    for read in _sources:
        keep_contact(read())


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


def cached_contact() -> Contact:
    """Return the last known contact without touching the database; an empty one when none was ever known."""
    if not _remembered:
        try:
            _remembered[:] = [Contact(**json.loads(_file().read_text(encoding="utf-8")))]
        except (OSError, ValueError, TypeError):
            return Contact()
    return _remembered[0]

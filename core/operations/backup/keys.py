"""The key of backups, and which keys a backup's content needs besides."""

import base64
import binascii
from collections.abc import Callable

from django.conf import settings

from core.operations.backup.errors import BackupError
from core.operations.backup.sealing import KEY_BYTES

_fingerprints: list[Callable[[], dict[str, str]]] = []


def register_key_fingerprints(function: Callable[[], dict[str, str]]) -> None:
    """Add a room's keys, as {name: fingerprint}: an archive names those that reading its content takes."""
    _fingerprints.append(function)


def key_fingerprints() -> dict[str, str]:
    """The present keys of all rooms, as {name: fingerprint}. Never a key."""
    return {name: value for function in _fingerprints for name, value in function().items()}


def backup_key() -> bytes:
    """Return the key that archives are encrypted with.

    Raises:
        BackupError: when BACKUP_KEY is missing or no key.
    """
    text = settings.BACKUP_KEY.strip()
    if not text:
        raise BackupError("BACKUP_KEY is not set. `make env` makes one; keep a copy away from the backups.")
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BackupError("BACKUP_KEY is not base64.") from error
    if len(key) != KEY_BYTES:
        raise BackupError(f"BACKUP_KEY must be {KEY_BYTES} bytes in base64; it has {len(key)}.")
    return key

"""Keeps the secrets of authenticator apps unreadable in the database and in backups: AES-256-GCM.

The key comes from SECRET_KEY, which is not in the database; SECRET_KEY_FALLBACKS are read too, so that the key can be
changed. Each value is bound to its row: one that is moved to another row is refused.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: a random 96-bit nonce


class Unreadable(Exception):
    """The value was made with another SECRET_KEY, belongs to another row, or was changed."""


def _cipher(secret: str | bytes) -> AESGCM:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"core.accounts.secret_box").derive(
        force_bytes(secret)
    )
    return AESGCM(derived)


def seal(secret: bytes, context: str) -> str:
    """Return `secret` encrypted for one row, which `context` names."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, secret, context.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(stored: str, context: str) -> bytes:
    """Return what was sealed for `context`.

    Raises:
        Unreadable: when neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS opens it for this row.
    """
    try:
        data = base64.urlsafe_b64decode(stored)
    except ValueError as error:
        raise Unreadable("The column holds something that was never sealed.") from error
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError):
            continue
    raise Unreadable("No key opens this value.")

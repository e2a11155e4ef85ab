"""The keys, from the environment, and AES-256-GCM with them.

APPOINTMENTS_KEYS is a list of "name:key" pairs, newest first: the first one encrypts, every one decrypts. A key is 32
random bytes in URL-safe base64. APPOINTMENTS_INDEX_KEY is one such key, for keyed hashes (see `index`).
"""

import base64
import binascii
import hashlib
import os
import re
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.padding import PKCS7
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

from .errors import CryptoError, KeyMissing, Tampered

KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: a random 96-bit nonce
PADDING_BITS = 64 * 8  # values are padded to steps of 64 bytes: their length would tell one condition from another
PREFIX = "aesgcm1"
KEY_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")


class StoredValue(NamedTuple):
    """The parts of a stored value: which key, which nonce, the encrypted bytes with their tag."""

    key_name: str
    nonce: bytes
    ciphertext: bytes


def decode_key(text: str, *, setting: str) -> bytes:
    """Return the 32 bytes of a base64 key.

    Raises:
        ImproperlyConfigured: naming the setting, never the key.
    """
    try:
        key = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured(f"{setting}: a key is not base64.") from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{setting}: a key must be {KEY_BYTES} bytes, one has {len(key)}.")
    return key


def parse_stored(text: str) -> StoredValue:
    """Take a stored value apart.

    Raises:
        Tampered: when it is not one, plain text above all.
    """
    parts = text.split("$")
    if len(parts) != 4 or parts[0] != PREFIX or not KEY_NAME.fullmatch(parts[1]):
        raise Tampered("The column holds something that was never encrypted.")
    try:
        nonce, ciphertext = (base64.urlsafe_b64decode(part) for part in parts[2:])
    except (binascii.Error, ValueError) as error:
        raise Tampered("The column holds a damaged value.") from error
    return StoredValue(parts[1], nonce, ciphertext)


def fingerprint(key: bytes) -> str:
    """Return what tells keys apart without telling the key: backups name those that they need."""
    return hashlib.sha256(b"clinic appointments key" + key).hexdigest()[:12]


class Keyring:
    """Every key by name; the first encrypts."""

    def __init__(self, entries: list[str]) -> None:
        self._keys: dict[str, AESGCM] = {}
        self.fingerprints: dict[str, str] = {}
        for entry in entries:
            name, _, key = entry.strip().partition(":")
            if not KEY_NAME.fullmatch(name) or not key:
                raise ImproperlyConfigured('APPOINTMENTS_KEYS: write each key as "name:key", newest first.')
            if name in self._keys:
                raise ImproperlyConfigured(f"APPOINTMENTS_KEYS: two keys are named {name}.")
            secret = decode_key(key, setting="APPOINTMENTS_KEYS")
            self._keys[name] = AESGCM(secret)
            self.fingerprints[name] = fingerprint(secret)
        if not self._keys:
            raise ImproperlyConfigured("APPOINTMENTS_KEYS is empty: appointment requests cannot be stored or read.")

    @property
    def current(self) -> str:
        """The name of the key that encrypts."""
        return next(iter(self._keys))

    def encrypt(self, text: str, context: str) -> str:
        """Return `text` encrypted for one place only: `context` names the model, the field and the row."""
        padder = PKCS7(PADDING_BITS).padder()
        padded = padder.update(text.encode()) + padder.finalize()
        nonce = os.urandom(NONCE_BYTES)
        ciphertext = self._keys[self.current].encrypt(nonce, padded, context.encode())
        encoded = (base64.urlsafe_b64encode(part).decode() for part in (nonce, ciphertext))
        return "$".join([PREFIX, self.current, *encoded])

    def decrypt(self, stored: str, context: str) -> str:
        """Return what was encrypted for `context`.

        Raises:
            KeyMissing: when the key is not in the ring.
            Tampered: when value, row or field is not the one that was encrypted.
        """
        value = parse_stored(stored)
        key = self._keys.get(value.key_name)
        if key is None:
            raise KeyMissing(f"APPOINTMENTS_KEYS lacks the key named {value.key_name}.")
        try:
            padded = key.decrypt(value.nonce, value.ciphertext, context.encode())
        except (InvalidTag, ValueError) as error:
            raise Tampered(f"A value does not belong to {context}, or was changed.") from error
        unpadder = PKCS7(PADDING_BITS).unpadder()
        try:
            return (unpadder.update(padded) + unpadder.finalize()).decode()
        except (ValueError, UnicodeDecodeError) as error:  # only a writer other than this class gets here
            raise CryptoError(f"A value of {context} is not text.") from error


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    """The keys of this process, read once.

    Raises:
        ImproperlyConfigured: when APPOINTMENTS_KEYS is missing or malformed.
    """
    return Keyring(settings.APPOINTMENTS_KEYS)


@lru_cache(maxsize=1)
def index_key() -> bytes:
    """The key of keyed hashes, read once.

    Raises:
        ImproperlyConfigured: when APPOINTMENTS_INDEX_KEY is missing or malformed.
    """
    return decode_key(settings.APPOINTMENTS_INDEX_KEY, setting="APPOINTMENTS_INDEX_KEY")


def key_fingerprints() -> dict[str, str]:
    """What requests need to be read and found again, as {name: fingerprint}."""
    ring = {f"APPOINTMENTS_KEYS {name}": value for name, value in keyring().fingerprints.items()}
    return {**ring, "APPOINTMENTS_INDEX_KEY": fingerprint(index_key())}


def _forget_keys(*, setting: str, **kwargs: object) -> None:
    if setting == "APPOINTMENTS_KEYS":
        keyring.cache_clear()
    elif setting == "APPOINTMENTS_INDEX_KEY":
        index_key.cache_clear()


setting_changed.connect(_forget_keys)

"""Encryption of what patients write: keys, an encrypted model field, keyed hashes, key rotation."""

from .errors import CryptoError, KeyMissing, Tampered
from .fields import Ciphertext, EncryptedTextField
from .index import keyed_hash
from .keys import Keyring, keyring

__all__ = [
    "Ciphertext",
    "CryptoError",
    "EncryptedTextField",
    "KeyMissing",
    "Keyring",
    "Tampered",
    "keyed_hash",
    "keyring",
]

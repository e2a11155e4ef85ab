"""Keyed hashes: find or compare a value without storing it."""

import hashlib
import hmac

from .keys import index_key


def keyed_hash(purpose: str, *values: str) -> str:
    """Return HMAC-SHA-256 of `values` in hex; hashes made for different purposes never match.

    Each value is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    """
    message = b"".join(len(part).to_bytes(8, "big") + part for part in (text.encode() for text in (purpose, *values)))
    return hmac.new(index_key(), message, hashlib.sha256).hexdigest()

"""The reference of a request, in its log line and on the page that says "something broke", and paths fit for a log."""

import re
import secrets
from contextvars import ContextVar

# Greenlets have contexts of their own, so this is right under gevent too.
current_reference: ContextVar[str] = ContextVar("current_reference", default="")

# Without letters and digits that are mistaken for each other when read out on the phone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # pragma: allowlist secret
_PRIVATE_PART = re.compile(r"[^/]*@[^/]*|(?=[^/]*\d)[A-Za-z0-9_=.:~-]{20,}")


def new_reference() -> str:
    """Return a reference that can be read out on the phone, such as "7KQ2-M9XB". About 39 bits: unique in practice."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


def safe_path(path: str) -> str:
    """Return `path` fit for a log: no control characters, no addresses, no long tokens, at most 200 characters."""
    printable = "".join(character if character.isprintable() else "?" for character in path)
    return _PRIVATE_PART.sub("*", printable)[:200]

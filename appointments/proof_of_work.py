"""ALTCHA's proof of work (altcha.org, format version 1), issued and checked here: no third party, no puzzle to look at.

The browser searches the number whose SHA-256 with the salt is the challenge. The signature shows that the challenge is
ours, the salt carries its end of life, and the database remembers those that were used.
"""

import base64
import binascii
import hashlib
import json
import secrets
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from django.utils.crypto import constant_time_compare

from core.web.rate_limits import use_once

from .crypto import keyed_hash

ALGORITHM = "SHA-256"
MOST = 20_000  # half of it on average, about a second on a telephone, while the visitor types
LIFETIME_SECONDS = 20 * 60
# Salt and number are hashed as one text. This mark between them keeps digits of the number out of the salt's time.
END_OF_SALT = "&"


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _signature(challenge: str) -> str:
    return keyed_hash("proof-of-work", challenge)


def new_challenge() -> dict[str, Any]:
    """Return a challenge in ALTCHA's JSON shape."""
    salt = f"{secrets.token_hex(12)}?expires={int(time.time()) + LIFETIME_SECONDS}{END_OF_SALT}"
    challenge = _digest(salt, secrets.randbelow(MOST) + 1)
    return {
        "algorithm": ALGORITHM,
        "challenge": challenge,
        "maxnumber": MOST,
        "salt": salt,
        "signature": _signature(challenge),
    }


def is_solved(proof: str) -> bool:
    """Whether `proof` (base64 JSON) solves a challenge of ours that is neither too old nor used; uses it up."""
    try:
        solution = json.loads(base64.b64decode(proof, validate=True))
        salt, challenge = str(solution["salt"]), str(solution["challenge"])
        signature, number = str(solution["signature"]), int(solution["number"])
        expires = int(parse_qs(salt.partition("?")[2])["expires"][0])
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError):
        return False
    if not salt.endswith(END_OF_SALT) or expires < time.time() or not 0 <= number <= MOST:
        return False
    if not constant_time_compare(signature, _signature(challenge)) or _digest(salt, number) != challenge:
        return False
    return use_once("proof-of-work", challenge, datetime.fromtimestamp(expires, tz=UTC))

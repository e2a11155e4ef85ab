"""Finding a request by name, reference, phone number or e-mail address.

Names are encrypted and not indexed: an index of hashed words would tell who has a common name, and whoever had the key
could test names one by one. Retention keeps the table small, so the newest requests are decrypted and compared: about
20 microseconds each. Phone numbers and addresses are found by keyed hash, references in clear.
"""

import re
import unicodedata
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from appointments.contact import clean_phone
from appointments.models import AppointmentRequest
from appointments.submission import contact_key

from .rows import readable_name

COMPARED = 5000
MOST = 100
REFERENCE_PART = re.compile(r"[0-9A-Z]{3,10}")


class Found(NamedTuple):
    """What was found, and whether every request was compared."""

    requests: list[AppointmentRequest]
    complete: bool


def plain(text: str) -> str:
    """Text without case, accents and repeated spaces: "José  LUÍS" and "jose luis" are the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(character for character in decomposed if not unicodedata.combining(character)).split())


def find(query: str, among: QuerySet[AppointmentRequest]) -> Found:
    """Return the newest requests among `among` that fit `query`, at most `MOST`."""
    words = plain(query).split()
    if not words:
        return Found([], True)
    exact = list(among.filter(_exact(query)).order_by("-created_at")[:MOST])
    seen = {request.pk for request in exact}
    newest = among.order_by("-created_at")
    named = [
        request
        for request in newest[:COMPARED]
        if request.pk not in seen and all(word in plain(readable_name(request)) for word in words)
    ]
    return Found((exact + named)[:MOST], newest.count() <= COMPARED)


def _exact(query: str) -> Q:
    condition = Q(email_key=contact_key("email", query.strip()))
    letters = re.sub(r"[^0-9A-Z]", "", query.upper())
    if REFERENCE_PART.fullmatch(letters):
        split = f"{letters[:5]}-{letters[5:]}" if len(letters) > 5 else letters
        condition |= Q(reference__contains=letters) | Q(reference__contains=split)
    try:
        phone = clean_phone(query.strip()).number
    except ValidationError:
        return condition
    return condition | Q(phone_key=contact_key("phone", phone))

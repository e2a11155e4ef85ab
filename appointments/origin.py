"""Whether a post comes from our own pages, without a cookie.

Browsers say where a request comes from in Sec-Fetch-Site (since 2020-2023) and Origin (older ones too), and a page of
another site can set neither (Fetch standard, "forbidden request-header"). Very old browsers and some privacy tools send
nothing: those visitors see their answers once more, with a token bound to their network address, and send again.
"""

import enum
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from .crypto import keyed_hash

CONFIRMATION_SALT = "appointments.origin"
CONFIRMATION_SECONDS = 60 * 60


class Verdict(enum.Enum):
    """Where a post comes from."""

    OURS = enum.auto()
    FOREIGN = enum.auto()
    UNKNOWN = enum.auto()


def _is_our_origin(request: HttpRequest, origin: str) -> bool:
    own = f"{request.scheme}://{request.get_host()}"
    return origin == own or origin in settings.CSRF_TRUSTED_ORIGINS


def judge(request: HttpRequest) -> Verdict:
    """Judge a post by its headers; the browser's own verdict counts most."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        # "none" is the visitor's own doing, such as reloading the answer to a form.
        return Verdict.OURS if site in {"same-origin", "none"} else Verdict.FOREIGN
    origin = request.headers.get("Origin")
    if origin is not None and origin != "null":
        return Verdict.OURS if _is_our_origin(request, origin) else Verdict.FOREIGN
    referer = request.headers.get("Referer")
    if referer:
        parts = urlsplit(referer)
        return Verdict.OURS if _is_our_origin(request, f"{parts.scheme}://{parts.netloc}") else Verdict.FOREIGN
    return Verdict.UNKNOWN


def confirmation_for(address: str) -> str:
    """A token for the retry page: good for an hour, and from this address only."""
    return signing.TimestampSigner(salt=CONFIRMATION_SALT).sign(keyed_hash("origin", address)[:32])


def is_confirmed(token: str, address: str) -> bool:
    """Whether a retry page of ours was shown to this address within the hour."""
    try:
        value = signing.TimestampSigner(salt=CONFIRMATION_SALT).unsign(token, max_age=CONFIRMATION_SECONDS)
    except signing.BadSignature:
        return False
    return value == keyed_hash("origin", address)[:32]

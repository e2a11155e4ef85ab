"""One stored response: its bytes in every encoding, its headers ready to send, its validators."""

import hashlib
import json
import time
from typing import NamedTuple

from core.web.page_cache.encodings import FIRST_ROUND_TRIP, HOPELESS, SHORTEST, compress, compress_best, is_compressible
from core.web.page_cache.generation import Token
from core.web.page_views import is_page

Headers = list[tuple[str, str]]

# Headers that belong to one answer, not to the page, or that each variant gets afresh.
NOT_STORED = frozenset(
    {
        *("age", "connection", "content-encoding", "content-length", "date", "etag", "keep-alive", "server"),
        *("last-modified", "server-timing", "transfer-encoding", "vary", "x-cache", "x-request-id", "expires"),
    }
)
# What a 304 repeats (RFC 9110, 15.4.5).
NOT_MODIFIED_HEADERS = frozenset({"cache-control", "content-location", "strict-transport-security"})


SLACK = 5  # seconds by which clocks of several machines may differ


class Variant(NamedTuple):
    """A stored response in one encoding."""

    etag: str
    headers: Headers
    not_modified_headers: Headers
    body: bytes


class Entry:
    """A stored response. `token` is the generation that was current before its render began."""

    __slots__ = ("expires", "headers", "hits", "is_page", "polished", "size", "status", "token", "variants")

    def __init__(self, status: str, headers: Headers, bodies: dict[str, bytes], token: Token, seconds: float) -> None:
        self.status = status
        self.token = token
        self.expires = time.monotonic() + seconds
        self.headers = [(name, value) for name, value in headers if name.lower() not in NOT_STORED]
        self.hits = 0
        # Worked out once, since each hit asks: whether whoever gets this has seen a page.
        self.is_page = is_page(status, headers)
        self.polished = False
        self.variants: dict[str, Variant] = {}
        for encoding, body in bodies.items():
            self.variants[encoding] = self._variant(encoding, body)
        # The bytes, and a rough measure of the Python objects around them.
        self.size = sum(len(body) for body in bodies.values()) + 4096

    @classmethod
    def from_body(cls, status: str, headers: Headers, body: bytes, token: Token, seconds: float) -> "Entry":
        """An entry made from what Django answered."""
        content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
        bodies = {"identity": body}
        if len(body) >= SHORTEST and is_compressible(content_type):
            for encoding in ("br", "gzip"):
                packed = compress(body, encoding)
                if len(packed) < len(body):
                    bodies[encoding] = packed
        entry = cls(status, headers, bodies, token, seconds)
        if FIRST_ROUND_TRIP < len(bodies.get("br", b"")) <= HOPELESS:
            # Packed best it may save its first visitor a round trip, which is longer than that takes.
            entry.polish()
        return entry

    def variant(self, encodings: tuple[str, ...]) -> Variant:
        """The first encoding that is wanted and there."""
        for encoding in encodings:
            if (variant := self.variants.get(encoding)) is not None:
                return variant
        return self.variants["identity"]

    def polish(self) -> None:
        """Replace the Brotli bytes with the smallest ones. Slow: mostly done outside of requests, for popular pages."""
        self.polished = True
        if "br" in self.variants:
            best = compress_best(self.variants["identity"].body)
            if len(best) < len(self.variants["br"].body):
                # One assignment: a reader sees the old variant or the new one, each with its own ETag.
                self.variants["br"] = self._variant("br", best)

    def _variant(self, encoding: str, body: bytes) -> Variant:
        # Strong: the ETag names these very bytes, so each encoding has its own.
        digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        common = [("ETag", f'"{digest}"'), ("Vary", "Accept-Encoding"), ("X-Cache", "HIT")]
        length = [("Content-Length", str(len(body)))]
        coded = [("Content-Encoding", encoding)] if encoding != "identity" else []
        repeated = [(name, value) for name, value in self.headers if name.lower() in NOT_MODIFIED_HEADERS]
        return Variant(common[0][1], [*self.headers, *common, *coded, *length], [*repeated, *common], body)

    # -- For processes and machines that share what they rendered -----------------------------------------------------

    def to_bytes(self) -> bytes:
        """The entry for other processes: a line of JSON, then the bodies. The token is not in it: it is in the key."""
        head = {
            "status": self.status,
            "headers": self.headers,
            # Other processes may have started before a reboot, or run elsewhere: only the wall clock is common to all.
            "at": time.time(),
            "seconds": self.expires - time.monotonic(),
            "bodies": {encoding: len(variant.body) for encoding, variant in self.variants.items()},
        }
        return b"".join([json.dumps(head).encode(), b"\n", *(variant.body for variant in self.variants.values())])

    @classmethod
    def from_bytes(cls, data: bytes, token: Token, longest: float) -> "Entry | None":
        """The entry that another process left; None when it is damaged or over. `longest`: seconds it may live here."""
        try:
            line, _, rest = data.partition(b"\n")
            head = json.loads(line)
            age = time.time() - head["at"]
            if age < -SLACK:  # left while a clock was ahead: nobody knows how old it is
                return None
            seconds = min(head["seconds"] - age, longest)
            bodies, position = {}, 0
            for encoding, length in head["bodies"].items():
                bodies[encoding] = rest[position : position + length]
                position += length
            if seconds <= 0 or position != len(rest) or "identity" not in bodies:
                return None
            return cls(head["status"], [(name, value) for name, value in head["headers"]], bodies, token, seconds)
        except (ValueError, KeyError, TypeError):
            return None


def matches(if_none_match: str, etag: str) -> bool:
    """Whether an If-None-Match header names this ETag, by the weak comparison of RFC 9110, 13.1.2."""
    if if_none_match == etag:
        return True
    candidates = (candidate.strip().removeprefix("W/") for candidate in if_none_match.split(","))
    return any(candidate in (etag, "*") for candidate in candidates)

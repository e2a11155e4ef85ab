"""Content encodings: which one a browser takes, and how bytes are packed (RFC 9110, 8.4 and 12.5.3)."""

import gzip
from functools import lru_cache

import brotli

# At these levels a page of 60 kB takes about 2 ms each; the best Brotli takes 60 ms and is left to `polish`, except
# for pages that would not fit into the first round trip.
BROTLI_QUALITY = 5
BROTLI_BEST_QUALITY = 11
GZIP_LEVEL = 6
# Ten TCP segments, 14,600 bytes, are what a server sends before it waits for the first answer (RFC 6928). Headers take
# 1,200 of them. What does not fit needs another round trip, on a phone 150 ms.
FIRST_ROUND_TRIP = 14_600 - 1_200
# Beyond this many bytes, packed, the best compression would not save a round trip, and take seconds.
HOPELESS = 3 * FIRST_ROUND_TRIP

# Smaller bodies do not shrink.
SHORTEST = 256
COMPRESSIBLE = (
    *("text/", "application/json", "application/ld+json", "application/manifest+json", "application/xml"),
    *("application/rss+xml", "application/atom+xml", "application/javascript", "image/svg+xml"),
)


def is_compressible(content_type: str) -> bool:
    """Whether a body of this type shrinks."""
    return content_type.startswith(COMPRESSIBLE)


@lru_cache(maxsize=256)
def accepted(header: str | None) -> tuple[str, ...]:
    """The encodings to try, best first, for an Accept-Encoding header; "identity" is always last."""
    if not header:
        return ("identity",)
    weights: dict[str, float] = {}
    for item in header.split(",")[:20]:
        name, _, parameters = item.strip().lower().partition(";")
        weights[name.strip()] = _weight(parameters)
    anything = weights.get("*", 0)
    chosen = []
    for encoding in ("br", "gzip"):
        weight = weights.get(encoding, weights.get("x-gzip", anything) if encoding == "gzip" else anything)
        if weight > 0:
            chosen.append((-weight, encoding))
    # Between equals Brotli comes first: the sort keeps the order.
    return (*(encoding for _, encoding in sorted(chosen, key=lambda pair: pair[0])), "identity")


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value.strip())
            except ValueError:
                return 0
    return 1


def compress(body: bytes, encoding: str) -> bytes:
    """The body in an encoding ("br", "gzip" or "identity"), packed quickly."""
    if encoding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    if encoding == "gzip":
        # Without a time stamp the same page gives the same bytes in every process, and so the same strong ETag.
        return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)
    return body


def compress_best(body: bytes) -> bytes:
    """Brotli at its best: a tenth smaller, and thirty times slower."""
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_BEST_QUALITY)

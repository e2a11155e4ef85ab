"""What of a request may be counted: whether, what kind of reader, where it came from. Nothing of it names anybody.

Who asks not to be tracked is not counted at all: Do Not Track (`DNT: 1`, W3C "Tracking Preference Expression") and
Global Privacy Control (`Sec-GPC: 1`). Neither is what a browser fetches ahead of its reader (`Sec-Purpose`).
Programs are told by crawler-user-agents, the list that many log readers share; what says nothing of itself is one too.
"""

import re
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from crawleruseragents import is_crawler
from django.conf import settings

Environ = dict[str, Any]

# A referring site that is this one.
OWN = "own"
# What cannot be named, or is more than a day's rows hold.
OTHER = "other"
LONGEST_HOST = 100
LONGEST_AGENT = 512
MOST_PARAMETERS = 40
LONGEST_QUERY = 2048

# What advertisements add to a link, each time another number: only that it was there is counted.
CLICK_IDS = frozenset({"gclid", "gbraid", "wbraid", "dclid", "msclkid", "fbclid", "ttclid", "twclid", "li_fat_id"})
AD_CLICK = "(ad)"
TAGS = ("utm_source", "utm_medium", "utm_campaign")
_TAG = re.compile(r"\w[\w .+~-]{0,39}")
# Long enough for a phone number, a record or a person's.
_NUMBER = re.compile(r"\d{7}")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{1,30}")


class Reader(StrEnum):
    """What kind of reader asks."""

    PHONE = "phone"
    LARGE = "large"
    CRAWLER = "crawler"


class View(NamedTuple):
    """What is the same of the views that one sum counts. An empty path stands for what was too many to tell apart."""

    path: str
    reader: Reader
    host: str = ""
    came_from: str = ""
    campaign: str = ""


class Event(NamedTuple):
    """Something else that is counted: the name of a sum (`models.COUNTS`) or "link", and the page's path or code."""

    what: str
    where: str = ""


class Origin(NamedTuple):
    """Where a view came from: the referring host ("" none, "own" this site), the path there (of this site alone)."""

    host: str = ""
    path: str = ""


def may_be_counted(environ: Environ) -> bool:
    """Whether a reader asked for this page, and did not ask not to be counted."""
    get = environ.get
    if get("HTTP_DNT") == "1" or get("HTTP_SEC_GPC") == "1":
        return False
    return "HTTP_SEC_PURPOSE" not in environ


def reader_of(agent: str) -> Reader:
    """The kind of reader by its User-Agent; "Mobi" is what browsers on phones agree on (MDN, "Browser detection")."""
    agent = agent[:LONGEST_AGENT]
    if not agent or is_crawler(agent):
        return Reader.CRAWLER
    return Reader.PHONE if "Mobi" in agent else Reader.LARGE


def origin_of(environ: Environ) -> Origin:
    """Where a request came from. Only the host of another site is looked at, never its path or query."""
    referer = environ.get("HTTP_REFERER")
    if not referer:
        return Origin(OWN if environ.get("HTTP_SEC_FETCH_SITE") == "same-origin" else "")
    return origin_in(referer, environ.get("HTTP_HOST", ""))


def origin_in(referer: str, own_host: str) -> Origin:
    """The origin that a referrer names (RFC 9110, 10.1.3), seen from a host of our own."""
    _scheme, _, rest = referer.partition("://")
    host, _, path = rest.partition("/")
    if host == own_host:
        return Origin(OWN, f"/{path}".partition("?")[0].partition("#")[0])
    return Origin(host[:LONGEST_HOST] or OTHER)


def site_named(host: str) -> str:
    """A referring host as it is kept: without port and "www."; "other" for what is no name of a website."""
    name = host.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.").removesuffix(".")
    if not name:
        return ""
    if name in own_hosts():
        return OWN
    return name if _HOST.fullmatch(name) and not _NUMBER.search(name) else OTHER


def own_hosts() -> frozenset[str]:
    """The names of this site, without "www."."""
    return frozenset(host.lower().removeprefix("www.") for host in settings.ALLOWED_HOSTS if host.strip("*."))


def campaign_in(query: str) -> str:
    """The campaign that an address names, as "source / medium / campaign"; "" for none.

    An advertisement's number for this one click is not kept, only "(ad)".
    """
    if ("utm_" not in query and "id=" not in query) or len(query) > LONGEST_QUERY:
        return ""
    try:
        pairs = dict(parse_qsl(query, max_num_fields=MOST_PARAMETERS))
    except ValueError:
        return ""
    tags = [_clean(pairs[name]) for name in TAGS if pairs.get(name)]
    if not CLICK_IDS.isdisjoint(pairs):
        tags.append(AD_CLICK)
    return " / ".join(tags)


def _clean(tag: str) -> str:
    """A tag that may be kept: a word or a few. What may hold an address or a person's number is "other"."""
    tag = " ".join(tag.lower().split())
    return tag if _TAG.fullmatch(tag) and not _NUMBER.search(tag) else OTHER

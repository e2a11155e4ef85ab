"""Which requests may be answered from the cache, under which key, and what Django may see of them.

A response that may be stored must not depend on who asked. So Django renders it from a *plain* request: the visitor's
headers are left out, apart from the ones in `KEPT_HEADERS`.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

from core.web.page_cache.config import TRACKING_PARAMETERS, TRACKING_PREFIXES, PageCacheConfig

Environ = dict[str, Any]

# Headers that a plain request keeps: the host (part of the key) and the ids that logs need. What proxies say was judged
# before (core.web.middleware.proxies) and has become the scheme, which is part of the key.
KEPT_HEADERS = frozenset({"HTTP_HOST", "HTTP_X_REQUEST_ID", "HTTP_TRACEPARENT"})
# Parameter values longer than this name no page.
LONGEST_VALUE = 32
MOST_PARAMETERS = 40
LONGEST_QUERY = 2048
LONGEST_PATH = 1024
DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?P<name>[^:\[\]]*|\[[^\]]*\])(?::(?P<port>[0-9]+))?")
_COOKIE_NAME = re.compile(r"(?:^|[;,])\s*([^=;,\s]+)\s*(?==|;|,|$)")


class PageKey(NamedTuple):
    """What tells one public response from another."""

    scheme: str
    host: str
    path: str
    query: str


def split_host(text: str) -> tuple[str, str]:
    """Name and port of a Host header, each in one spelling: small letters, no dot at the end, no zeros in front.

    The port is empty where there is none. Whether either is right is for Django to say.
    """
    match = _HOST.fullmatch(text.lower())
    if match is None:
        return text.lower(), ""
    return match["name"].removesuffix("."), (match["port"] or "").lstrip("0")


def is_tracking(name: str) -> bool:
    """Whether a parameter is one that advertising and mail tools add to links; no page sees it."""
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def cookie_names() -> frozenset[str]:
    """The cookies this site understands. Any other cookie is somebody else's and changes nothing here."""
    return frozenset(
        {
            settings.SESSION_COOKIE_NAME,
            settings.CSRF_COOKIE_NAME,
            settings.LANGUAGE_COOKIE_NAME,
            "messages",
            *getattr(settings, "PAGE_CACHE_COOKIES", ()),
        }
    )


class RequestReader:
    """Reads requests for one configuration; holds what would otherwise be looked up on every hit."""

    def __init__(self, config: PageCacheConfig) -> None:
        self._parameters = config.query_parameters
        self._excluded = config.excluded_prefixes
        self._cookies = cookie_names()
        self._any_port = config.any_port
        self._host = lru_cache(maxsize=512)(self._read_host)
        self._query = lru_cache(maxsize=512)(self._read_query)
        self._has_own_cookie = lru_cache(maxsize=512)(self._reads_own_cookie)

    def key(self, environ: Environ) -> PageKey | None:
        """The key of a request that anybody could have made; None sends it to Django as it is.

        None for anything but GET and HEAD, for a login, a session or form cookie, a body, an unknown query parameter,
        and paths that never are pages.
        """
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        cookies = environ.get("HTTP_COOKIE")
        if cookies and self._has_own_cookie(cookies):
            return None
        path = environ.get("PATH_INFO", "")
        if environ.get("SCRIPT_NAME") or len(path) > LONGEST_PATH or path.startswith(self._excluded):
            return None
        if environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ:
            return None
        query = environ.get("QUERY_STRING", "")
        if query:
            if len(query) > LONGEST_QUERY:
                return None
            known = self._query(query)
            if known is None:
                return None
            query = known
        scheme = environ.get("wsgi.url_scheme", "http")
        # Django validates the host; a response for an invalid one is never stored.
        return PageKey(scheme, self._host(environ.get("HTTP_HOST", ""), scheme), path, query)

    def plain(self, environ: Environ, key: PageKey) -> Environ:
        """The same request without anything that is the visitor's: what Django renders a storable response from."""
        plain = {name: value for name, value in environ.items() if name[:5] != "HTTP_" or name in KEPT_HEADERS}
        plain["REQUEST_METHOD"] = "GET"
        if key.host:
            plain["HTTP_HOST"] = key.host
        plain["QUERY_STRING"] = key.query
        plain.pop("CONTENT_TYPE", None)
        return plain

    def _reads_own_cookie(self, header: str) -> bool:
        return not self._cookies.isdisjoint(_COOKIE_NAME.findall(header)) or _is_odd(header)

    def _read_host(self, text: str, scheme: str) -> str:
        """The host as one of its spellings, without a port that says nothing."""
        name, port = split_host(text)
        return name if self._any_port or port in ("", str(DEFAULT_PORTS.get(scheme))) else f"{name}:{port}"

    def _read_query(self, query: str) -> str | None:
        """The query without tracking parameters, in one order; None when a parameter is not a known one."""
        try:
            pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=False, max_num_fields=MOST_PARAMETERS)
        except ValueError:
            return None
        kept = {}
        for name, value in pairs:
            if is_tracking(name):
                continue
            if name not in self._parameters or name in kept or len(value) > LONGEST_VALUE:
                return None
            kept[name] = value
        return urlencode(sorted(kept.items()))


def _is_odd(header: str) -> bool:
    """A quote could hide a name from one parser and show it to another; such a header counts as the site's own."""
    return '"' in header or "\\" in header

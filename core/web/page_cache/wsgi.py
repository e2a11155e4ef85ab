"""The outermost layer: answers from memory what it can, and has Django render the rest."""

import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.web.exits import EXITS
from core.web.native_threads import start_native_thread
from core.web.own_visits import OWN_VISIT
from core.web.page_cache.config import PageCacheConfig, get_config
from core.web.page_cache.edge import SEEN, leave_to_keep
from core.web.page_cache.encodings import SHORTEST, accepted, compress, is_compressible
from core.web.page_cache.entries import Entry, Headers, matches
from core.web.page_cache.flights import SingleFlight
from core.web.page_cache.generation import Token, get_generation
from core.web.page_cache.marking import TICKET as TICKET_NAME
from core.web.page_cache.marking import Ticket
from core.web.page_cache.popularity import Popularity
from core.web.page_cache.requests import Environ, PageKey, RequestReader
from core.web.page_cache.shared import make_shared_entries
from core.web.page_cache.store import EntryStore
from core.web.page_views import is_public_page, page_answered

logger = logging.getLogger("core.web.page_cache")

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# After this many hits a page is worth the slow, best compression (about 70 ms, beside the requests). One is enough: a
# page that is asked for twice is asked for again, and its first round trip then holds a tenth more.
HITS_TO_POLISH = 1
# How long an entry that is over is shown while Django answers with errors, before it is asked again, in seconds.
STALE_RETRY_SECONDS = 30
# How often a request waits for others before it renders for itself: changes can come faster than renders.
MOST_FLIGHTS = 3
# Pages known not to be cacheable, so that their visitors do not wait for each other.
MOST_UNCACHEABLE = 1024


def wrap(application: Application) -> Application:
    """Put the page cache in front of an application, unless settings turn it off.

    Raises:
        ImproperlyConfigured: when Django would read host or scheme from headers that are not part of the key.
    """
    config = get_config()
    if settings.USE_X_FORWARDED_HOST or settings.USE_X_FORWARDED_PORT or settings.SECURE_PROXY_SSL_HEADER:
        raise ImproperlyConfigured(
            "Forwarded headers are judged before the page cache (core.web.middleware.proxies), not by Django: unset "
            "USE_X_FORWARDED_HOST, USE_X_FORWARDED_PORT and SECURE_PROXY_SSL_HEADER."
        )
    return PageCache(application, config) if config.enabled else partial(pass_on, application)


def pass_on(application: Application, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Have Django answer the request as it is."""
    response = Captured()
    body = application(environ, response.start)
    return deliver(response, body, environ, start_response)


class PageCache:
    """A WSGI application in front of another."""

    def __init__(self, application: Application, config: PageCacheConfig, *, starts: bool = True) -> None:
        """`starts` says that a new server process begins, which may bring new code."""
        self._application = application
        self._config = config
        reader = RequestReader(config)
        self._key = reader.key
        self._plain = reader.plain
        self._generation = get_generation()
        self._pages = EntryStore(config.max_bytes)
        self._not_found = EntryStore(config.not_found_max_bytes)
        self._shared = make_shared_entries(config)
        self._flights = SingleFlight()
        self._uncacheable: dict[PageKey, Token] = {}
        self._last_change: tuple[Token, float] = (None, 0.0)
        self._polishing = False
        self._popularity = Popularity(config.directory)
        if starts and config.cache_alias is None:
            # Other processes of this machine then render afresh.
            self._generation.bump()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        key = self._key(environ)
        if key is None:
            return self._pass(environ, start_response)
        entry = self._fresh(key)
        if entry is not None:
            return send(entry, environ, start_response, "HIT")
        return self._miss(key, environ, start_response)

    # -- Hits ---------------------------------------------------------------------------------------------------------

    def _fresh(self, key: PageKey) -> Entry | None:
        """An entry of the current generation that has not expired."""
        entry = self._pages.get(key) or self._not_found.get(key)
        if entry is None or entry.expires <= time.monotonic() or entry.token != self._generation.current():
            return None
        entry.hits += 1
        if entry.hits >= HITS_TO_POLISH and not entry.polished and not self._polishing:
            self._polishing = True
            start_native_thread(lambda: self._polish(entry))
        if entry.hits & (entry.hits - 1) == 0:  # 1, 2, 4, 8 ...
            self._popularity.note(key)
        return entry

    def _polish(self, entry: Entry) -> None:
        """Pack one page better, in a thread of its own; one at a time. Touches nothing that needs a lock."""
        try:
            entry.polish()
        finally:
            self._polishing = False

    # -- Misses -------------------------------------------------------------------------------------------------------

    def _miss(self, key: PageKey, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Render the page, or wait for whoever renders it already."""
        if self._uncacheable.get(key) == self._generation.current():
            return self._pass(environ, start_response)
        for _ in range(MOST_FLIGHTS):
            flight, leading = self._flights.join(key)
            if leading:
                entry = None
                try:
                    entry, answer = self._lead(key, environ, start_response)
                    if entry is not None and OWN_VISIT not in environ and entry.status[:3] == "200":
                        self._popularity.note(key)
                finally:
                    self._flights.land(key, flight, entry)
                return answer
            flight.landed.wait(self._config.wait_seconds)
            entry = flight.entry
            if entry is None:
                # Nothing to share: not cacheable, an error, or the wait took too long.
                break
            if entry.token == self._generation.current():
                return send(entry, environ, start_response, "HIT")
        return self._pass(environ, start_response)

    def _lead(
        self, key: PageKey, environ: Environ, start_response: StartResponse
    ) -> tuple[Entry | None, Iterable[bytes]]:
        """Take the page over from another process, or render it while the others wait."""
        entry = self._fresh(key) or self._take_over(key)
        if entry is not None:
            return entry, send(entry, environ, start_response, "HIT")
        with self._shared.lock(key):
            entry = self._take_over(key)
            if entry is not None:
                return entry, send(entry, environ, start_response, "HIT")
            return self._render(key, environ, start_response)

    def _take_over(self, key: PageKey) -> Entry | None:
        """What another process has rendered since the last change."""
        token = self._generation.current()
        entry = self._shared.get(key, token)
        if entry is not None:
            self._pages.set(key, entry)
        return entry

    def _render(
        self, key: PageKey, environ: Environ, start_response: StartResponse
    ) -> tuple[Entry | None, Iterable[bytes]]:
        """Have Django answer a request without anything of the visitor, and keep the answer if Django allows it."""
        # Read before the render: what changes from here on makes the entry old before it is ever served.
        token = self._generation.current()
        plain = self._plain(environ, key)
        ticket = plain[TICKET_NAME] = Ticket()
        response = Captured()
        try:
            body = self._application(plain, response.start)
        except EXITS:
            raise
        except BaseException:  # a compiled library's panic is no `Exception`
            stale = self._stale(key)
            if stale is None:
                raise
            logger.exception("A page could not be rendered; the last copy is shown.")
            return None, send(stale, environ, start_response, "STALE")
        if response.status[:1] == "5" and (stale := self._stale(key)) is not None:
            close(body)
            return None, send(stale, environ, start_response, "STALE")
        if ticket.seconds is None:
            self._note_uncacheable(key, token, response.status)
            return None, deliver(response, body, environ, start_response)
        try:
            content = b"".join(body)
        finally:
            close(body)
        if len(content) > self._config.max_entry_bytes:
            return None, deliver(response, [content], environ, start_response)
        seconds = min(ticket.seconds, self._longest_life(token))
        entry = Entry.from_body(response.status, response.headers, content, token, seconds)
        if response.status.startswith("404"):
            self._not_found.set(key, entry)
        else:
            self._not_found.discard(key)
            self._pages.set(key, entry)
            self._shared.set(key, token, entry)
        return entry, send(entry, environ, start_response, "MISS")

    def _longest_life(self, token: Token) -> float:
        """A page rendered just after a change may have been read from a replica that had not seen it yet."""
        now = time.monotonic()
        if token != self._last_change[0]:
            self._last_change = (token, now)
        lag = self._config.replica_lag_seconds
        return lag if now - self._last_change[1] < lag else self._config.seconds

    def _stale(self, key: PageKey) -> Entry | None:
        """The last copy of a page whose time is over but which nothing has changed, for when it cannot be rendered."""
        entry = self._pages.get(key)
        if entry is None or entry.token != self._generation.current():
            return None
        entry.expires = time.monotonic() + STALE_RETRY_SECONDS
        return entry

    def _note_uncacheable(self, key: PageKey, token: Token, status: str) -> None:
        if not status.startswith("5"):
            if len(self._uncacheable) >= MOST_UNCACHEABLE:
                self._uncacheable.clear()
            self._uncacheable[key] = token

    def _pass(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Have Django answer a request that the cache has nothing to do with."""
        return pass_on(self._application, environ, start_response)


class Captured:
    """Holds a status and headers back until it is known what is to be sent."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []

    def start(self, status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        """Stands in for the server's `start_response`."""
        self.status, self.headers = status, headers
        return _no_write

    def header(self, name: str) -> str:
        """The value of a header, empty where it is missing."""
        return next((value for known, value in self.headers if known.lower() == name), "")


def _no_write(data: bytes) -> None:
    raise NotImplementedError("Django never uses PEP 3333's old write().")


def close(body: Iterable[bytes]) -> None:
    """Tell Django that a response was sent, or will not be: it then closes files and connections."""
    if hasattr(body, "close"):
        body.close()


def send(entry: Entry, environ: Environ, start_response: StartResponse, outcome: str) -> Iterable[bytes]:
    """Answer with a stored response: in an accepted encoding, as 304 where it is known, without a body for HEAD."""
    if entry.is_page and environ["REQUEST_METHOD"] == "GET":
        page_answered(environ)
    variant = entry.variant(accepted(environ.get("HTTP_ACCEPT_ENCODING")))
    if_none_match = environ.get("HTTP_IF_NONE_MATCH")
    if if_none_match is not None and entry.status[:3] == "200" and matches(if_none_match, variant.etag):
        start_response("304 Not Modified", list(variant.not_modified_headers))
        return []
    # A copy: servers add to the list they are given.
    headers = list(variant.headers)
    if (seen := environ.get(SEEN)) is not None:
        lasting = entry.expires - time.monotonic() if entry.status[:3] == "200" and outcome != "STALE" else 0
        headers.append(("X-Accel-Expires", leave_to_keep(seen, entry.token, lasting)))
    if outcome != "HIT":
        headers = [(name, outcome if name == "X-Cache" else value) for name, value in headers]
    start_response(entry.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


def deliver(
    response: Captured, body: Iterable[bytes], environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer with what Django answered; text is packed on the way out."""
    if is_public_page(environ, response.status, response.headers):
        page_answered(environ)
    encoding = _packing(response, environ)
    if encoding != "identity":
        try:
            content = compress(b"".join(body), encoding)
        finally:
            close(body)
        body = [content]
        vary = ", ".join(filter(None, [response.header("vary"), "Accept-Encoding"]))
        kept = [item for item in response.headers if item[0].lower() not in ("content-length", "vary")]
        response.headers = [
            *kept,
            ("Vary", vary),
            ("Content-Encoding", encoding),
            ("Content-Length", str(len(content))),
        ]
    if environ["REQUEST_METHOD"] == "HEAD":
        close(body)
        body = []
    start_response(response.status, response.headers)
    return body


def _packing(response: Captured, environ: Environ) -> str:
    """The encoding for a response that is not stored; "identity" for what must not or need not be packed.

    What a login sees is left alone: packing a secret together with text that somebody else chose gives the secret away
    by its length (BREACH). The form token of other visitors is masked by Django in each response.
    """
    if environ["REQUEST_METHOD"] != "GET" or response.status[:3] != "200":
        return "identity"
    if f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ:
        return "identity"
    length = response.header("content-length")
    if not length.isdigit() or not SHORTEST <= int(length) <= get_config().max_entry_bytes:
        return "identity"
    if response.header("content-encoding") or response.header("etag"):
        return "identity"
    if not is_compressible(response.header("content-type")):
        return "identity"
    return accepted(environ.get("HTTP_ACCEPT_ENCODING"))[0]

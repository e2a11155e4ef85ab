"""Fetching pages for the check: through the whole site in this process, or from a server that is running."""

import gzip
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.test import Client
from wagtail.models import Site

TIMEOUT_SECONDS = 30
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Answer:
    """What one address answered, redirects not followed."""

    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        """Where a redirect leads; empty for other answers."""
        return self.headers.get("location", "") if 300 <= self.status < 400 else ""

    @property
    def compressed_size(self) -> int:
        """About how many bytes travel."""
        kind = self.headers.get("content-type", "")
        is_text = kind.startswith("text/") or any(word in kind for word in ("json", "xml", "javascript"))
        return len(gzip.compress(self.body, 6)) if is_text else len(self.body)


class Fetcher(Protocol):
    """Gets one path of the site."""

    def get(self, path: str) -> Answer:
        """Fetch a path (with its query string), redirects not followed."""


class InProcessFetcher:
    """Goes through Django's handler and all middleware, without a network."""

    def __init__(self, site: Site) -> None:
        parts = urlsplit(site.root_url)
        # The flag keeps the check's own requests out of the report of missed addresses; no client can send it.
        flag: dict[str, Any] = {"clinic.audit": "1"}
        self._client = Client(raise_request_exception=False, headers={"host": parts.netloc}, **flag)
        self._secure = parts.scheme == "https"

    def get(self, path: str) -> Answer:
        """Fetch a path."""
        response: Any = self._client.get(path, secure=self._secure)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, body)


class _KeepRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow nothing: the check wants to see each hop."""
        return


class HttpFetcher:
    """Asks a running server, under the host name of the site."""

    def __init__(self, base_url: str, site: Site) -> None:
        self._base_url = base_url.rstrip("/")
        parts = urlsplit(site.root_url)
        self._headers = {"Host": parts.netloc, "X-Forwarded-Proto": parts.scheme, "User-Agent": "clinic-audit"}
        self._opener = urllib.request.build_opener(_KeepRedirects)

    def get(self, path: str) -> Answer:
        """Fetch a path; a server that does not answer counts as status 599."""
        request = urllib.request.Request(f"{self._base_url}{path}", headers=self._headers)  # noqa: S310 - given by the operator
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())
        except OSError as error:
            return Answer(599, {}, str(error).encode())

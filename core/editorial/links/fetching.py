"""Asking another website whether a page is there: politely, briefly, and never inside our own network.

Whoever may edit a page chooses these addresses, so the check must not become a way to reach what only this machine can
(server-side request forgery; OWASP, "Server Side Request Forgery Prevention"). Each host is resolved once, all of its
addresses must be public, and the connection goes to the address that was judged: a name that answers differently the
second time gains nothing. Redirects are followed by hand, each hop judged anew.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

SECONDS_PER_STEP = 6.0
SECONDS_PER_LINK = 15.0
MOST_HOPS = 5
PORTS = {"http": 80, "https": 443}
USER_AGENT = "ClinicLinkCheck/1.0"
# Addresses that hide another one inside, and reach it through a gateway (RFC 6052, 3056, 4380).
TUNNELS = [ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotPublicError(ValueError):
    """An address that the check must not ask: no web address, or one inside a network."""


class Answer(NamedTuple):
    """What an address answered in the end: the last status, or None where nothing answered."""

    status: int | None
    refused: bool = False


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in TUNNELS):
            return False
    return address.is_global and not address.is_multicast


class _Plain(http.client.HTTPConnection):
    """A connection to an address that was judged before."""

    def __init__(self, host: str, address: str, port: int) -> None:
        super().__init__(host, port, timeout=SECONDS_PER_STEP)
        self._address = address

    def connect(self) -> None:
        """Connect to the judged address, whatever the name says by now."""
        self.sock = socket.create_connection((self._address, self.port), SECONDS_PER_STEP)


class _Secure(_Plain):
    """The same through TLS; the certificate must be the name's."""

    def connect(self) -> None:
        """Connect, then agree on encryption under the host's name."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


class LinkFetcher:
    """Asks addresses. `allow` and `ports` exist for tests, which have a server on this machine only."""

    def __init__(
        self, contact: str = "", *, allow: Callable[[Address], bool] = is_public, ports: dict[str, int] | None = PORTS
    ) -> None:
        self._agent = f"{USER_AGENT} (+{contact})" if contact else USER_AGENT
        self._allow = allow
        self._ports = ports

    def ask(self, url: str) -> Answer:
        """Ask for an address, following redirects: HEAD first, GET where a server does not know HEAD."""
        status: int | None = None
        try:
            for _hop in range(MOST_HOPS + 1):
                status, location = self._one("HEAD", url)
                if status >= 400:
                    status, location = self._one("GET", url)
                if not location:
                    return Answer(status)
                url = urljoin(url, location)
        except NotPublicError:
            return Answer(None, refused=True)
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(None)
        return Answer(status)

    def _one(self, method: str, url: str) -> tuple[int, str]:
        """One request: its status, and where it leads. The body is never read.

        Raises:
            NotPublicError: for an address that must not be asked.
            OSError: when nothing answers in time.
        """
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = parts.hostname or ""
        if parts.scheme not in PORTS or not host or parts.username or parts.password:
            raise NotPublicError(url)
        if self._ports is not None and port != self._ports[parts.scheme]:
            raise NotPublicError(url)
        host = host.encode("idna").decode() if not host.isascii() else host
        connection = (_Secure if parts.scheme == "https" else _Plain)(host, self._judged(host, port), port)
        # The time-outs of a socket are for each read; a server that sends a byte at a time is cut off here.
        alarm = threading.Timer(SECONDS_PER_LINK, self._cut, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._')}" if parts.query else ""
            connection.request(method, f"{path}{query}", headers={"User-Agent": self._agent, "Accept": "*/*"})
            answer = connection.getresponse()
            leads_on = answer.status in {301, 302, 303, 307, 308}
            return answer.status, (answer.getheader("Location") or "") if leads_on else ""
        finally:
            alarm.cancel()
            connection.close()

    def _judged(self, host: str, port: int) -> str:
        """The address to connect to.

        Raises:
            NotPublicError: when any address of the host is not public.
            OSError: for a name that does not exist.
        """
        found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not found or not all(self._allow(ipaddress.ip_address(str(text).partition("%")[0])) for text in found):
            raise NotPublicError(host)
        return str(found[0])

    @staticmethod
    def _cut(connection: http.client.HTTPConnection) -> None:
        sock = connection.sock
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

"""Asking another website whether a page is there: politely, briefly, and never inside our own network.

Whoever may edit a page chooses these addresses, so the check must not become a way to reach what only this machine can
(server-side request forgery; OWASP, "Server Side Request Forgery Prevention"). Each host is resolved once, all of its
addresses must be public, and the connection goes to the address that was judged: a name that answers differently the
second time gains nothing. The address at the other end of the connection is judged once more. Redirects are followed by
hand, each hop judged anew.
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
# All that IANA has given out for the public internet (IPv6 Address Space registry); Python calls `::127.0.0.1`,
# site-local and reserved addresses global.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# What lies in there and leads elsewhere: to an IPv4 address inside it through a gateway (Teredo, RFC 4380, within the
# IETF's own assignments; 6to4, RFC 3056), or nowhere (documentation, RFC 3849 and 9637). NAT64 (RFC 6052) lies outside.
NOT_PUBLIC_V6 = [ipaddress.ip_network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
# The IETF's own assignments (RFC 6890), and the relays of 6to4 (RFC 7526), which Python calls global.
NOT_PUBLIC_V4 = [ipaddress.ip_network(text) for text in ("192.0.0.0/24", "192.88.99.0/24")]
# ISATAP: an IPv4 address behind any prefix (RFC 5214, 6.1); the bit for "global" may be set or not.
ISATAP = {0x00005EFE, 0x02005EFE}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotPublicError(ValueError):
    """An address that the check must not ask: no web address, or one inside a network."""


class Answer(NamedTuple):
    """What an address answered in the end: the last status, or None where nothing answered."""

    status: int | None
    refused: bool = False


def is_public(address: Address) -> bool:
    """Whether an address is one host's on the public internet (global unicast).

    An IPv4 address written as IPv6 ("mapped", RFC 4291, 2.5.5.2) is what it is inside; every other form that hides one
    is refused.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address not in GLOBAL_UNICAST or any(address in network for network in NOT_PUBLIC_V6):
            return False
        return address.is_global and (int(address) >> 32) & 0xFFFFFFFF not in ISATAP
    return address.is_global and not address.is_multicast and not any(address in net for net in NOT_PUBLIC_V4)


def parse(text: str) -> Address:
    """The address in what the system gives, without the name of a network card ("fe80::1%eth0")."""
    return ipaddress.ip_address(text.partition("%")[0])


class _Plain(http.client.HTTPConnection):
    """A connection to an address that was judged before."""

    def __init__(self, host: str, address: str, port: int, allow: Callable[[Address], bool]) -> None:
        super().__init__(host, port, timeout=SECONDS_PER_STEP)
        self._address = address
        self._allow = allow

    def connect(self) -> None:
        """Connect to the judged address, whatever the name says by now; nothing is sent before the peer is judged.

        Raises:
            NotPublicError: when something else is at the other end.
        """
        self.sock = socket.create_connection((self._address, self.port), SECONDS_PER_STEP)
        if not self._allow(parse(self.sock.getpeername()[0])):
            self.close()
            raise NotPublicError(self.host)


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
        connection = (_Secure if parts.scheme == "https" else _Plain)(host, self._judged(host, port), port, self._allow)
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
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not found or not all(self._allow(parse(text)) for text in found):
            raise NotPublicError(host)
        return found[0]

    @staticmethod
    def _cut(connection: http.client.HTTPConnection) -> None:
        sock = connection.sock
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

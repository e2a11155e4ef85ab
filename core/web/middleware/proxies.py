"""Who is really asking, and whether over https: the only place where forwarded headers are believed.

`TRUSTED_PROXIES` lists the addresses or networks of the proxies in front. Only what comes from one of them may name the
visitor's address. A loopback peer may besides say that the visitor came over https: that is a proxy on this machine,
and a lie would only harden the liar's own cookies. X-Forwarded-Host and SCRIPT_NAME are never believed.
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
DROPPED = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_SCRIPT_NAME")
# Set in the environ when somebody forwarded this request; headers cannot forge it, they all begin with HTTP_.
FORWARDED = "clinic.forwarded"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks named in the settings. Raises ValueError on what is neither an address nor a network."""
    return tuple(ipaddress.ip_network(text.strip(), strict=False) for text in texts if text.strip())


def parse_address(text: str) -> Address | None:
    """Return the address in `text` ("192.0.2.1", "[2001:db8::1]:443", "192.0.2.1:80"), or None."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def visitor_address(peer: str, forwarded_for: str, trusted: tuple[Network, ...]) -> str:
    """Return the visitor's address: the rightmost one that is not a trusted proxy's.

    Read from the right, since a visitor can write anything to the left of what the nearest proxy appends.
    """
    current = parse_address(peer)
    for text in reversed(forwarded_for.split(",") if forwarded_for else []):
        if current is None or not any(current in network for network in trusted):
            break
        claimed = parse_address(text)
        if claimed is None:
            break
        current = claimed
    return str(current) if current else peer


class TrustedProxies:
    """A WSGI application around the site's. Corrects REMOTE_ADDR and the scheme, and drops every forwarded header.

    Outermost, so that neither the page cache nor Django can be misled: they see only what is believed.
    """

    def __init__(self, application: Application, trusted: Iterable[str]) -> None:
        """`trusted` lists addresses and networks. Raises ValueError on what is neither."""
        self.application = application
        self.trusted = parse_networks(trusted)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Read the forwarded headers of believed peers, then pass the request on."""
        peer = parse_address(environ.get("REMOTE_ADDR", ""))
        is_proxy = peer is not None and any(peer in network for network in self.trusted)
        scheme = environ.pop("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
        forwarded_for = environ.pop("HTTP_X_FORWARDED_FOR", "")
        for name in DROPPED:
            environ.pop(name, None)
        environ[FORWARDED] = bool(forwarded_for)
        # A unix socket has no address; only a proxy on this machine can reach it.
        if scheme == "https" and (is_proxy or peer is None or peer.is_loopback):
            environ["wsgi.url_scheme"] = "https"
        if is_proxy:
            environ["REMOTE_ADDR"] = visitor_address(environ["REMOTE_ADDR"], forwarded_for, self.trusted)
        return self.application(environ, start_response)

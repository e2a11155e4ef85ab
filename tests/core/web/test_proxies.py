"""Only a trusted proxy may say who the visitor is; only it or this machine itself may say that https was used."""

from typing import Any

import pytest

from core.web.middleware.proxies import TrustedProxies, parse_address

PROXY = "10.0.0.0/8"


def seen(environ: dict[str, Any], *trusted: str) -> dict[str, Any]:
    """Return the environ that the site sees."""
    result: dict[str, Any] = {}

    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        result.update(environ)
        return []

    TrustedProxies(site, trusted)({"wsgi.url_scheme": "http", **environ}, None)  # type: ignore[arg-type]
    return result


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "visitor"),
    [
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", [], "127.0.0.1"),
        ("10.1.2.3", "198.51.100.1", [PROXY], "198.51.100.1"),
        ("10.1.2.3", "6.6.6.6, 198.51.100.1", [PROXY], "198.51.100.1"),
        ("10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9", [PROXY], "198.51.100.1"),
        ("10.1.2.3", "198.51.100.1:4711", [PROXY], "198.51.100.1"),
        ("10.1.2.3", "[2001:db8::7]:443", [PROXY], "2001:db8::7"),
        ("10.1.2.3", "unknown", [PROXY], "10.1.2.3"),
        ("10.1.2.3", "' OR 1=1", [PROXY], "10.1.2.3"),
        ("10.1.2.3", "", [PROXY], "10.1.2.3"),
        ("::ffff:10.1.2.3", "198.51.100.1", [PROXY], "198.51.100.1"),
        ("10.1.2.3", "10.0.0.5", [PROXY], "10.0.0.5"),
    ],
)
def test_the_visitors_address(peer: str, forwarded: str, trusted: list[str], visitor: str) -> None:
    assert seen({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}, *trusted)["REMOTE_ADDR"] == visitor


@pytest.mark.parametrize(
    ("peer", "proto", "trusted", "scheme"),
    [
        ("203.0.113.9", "https", [], "http"),
        ("127.0.0.1", "https", [], "https"),
        ("", "https", [], "https"),
        ("10.1.2.3", "https", [], "http"),
        ("10.1.2.3", "https", [PROXY], "https"),
        ("10.1.2.3", "http", [PROXY], "http"),
        ("10.1.2.3", "https, http", [PROXY], "http"),
        ("10.1.2.3", "HTTPS", [PROXY], "https"),
        ("10.1.2.3", "javascript", [PROXY], "http"),
    ],
)
def test_the_scheme(peer: str, proto: str, trusted: list[str], scheme: str) -> None:
    assert seen({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_PROTO": proto}, *trusted)["wsgi.url_scheme"] == scheme


def test_no_forwarded_header_reaches_the_site() -> None:
    names = ["FOR", "PROTO", "HOST", "PORT"]
    environ = {f"HTTP_X_FORWARDED_{name}": "x" for name in names} | {"HTTP_FORWARDED": "x", "HTTP_X_REAL_IP": "x"}
    environ |= {"HTTP_SCRIPT_NAME": "/x"}
    assert not {name for name in seen({"REMOTE_ADDR": "10.1.2.3", **environ}, PROXY) if name.startswith("HTTP_")}


def test_a_network_that_is_none_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="everyone"):
        TrustedProxies(lambda environ, start: [], ["everyone"])


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "1.2.3.4.5", "[::1", "::1]x"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert parse_address(text) is None or text == "[::1"

"""nginx as shipped keeps pages, and nobody sees one that is no longer true or not meant for them."""

import re
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from core.web.page_cache.edge import generation_name
from tests.site_cms.edge import EdgeSite, edge_site
from tests.site_cms.front_servers import DOMAIN
from tests.site_cms.servers import wait_until

pytestmark = [pytest.mark.full, pytest.mark.nginx, pytest.mark.xdist_group("launch")]
PAGE = "/privacy/"


def test_nginx_answers_by_itself_and_is_exact(prepared_site: Callable[..., dict[str, str]], tmp_path: Path) -> None:
    with edge_site(prepared_site, tmp_path / "front") as edge:
        pages_come_from_nginx(edge)
        a_change_is_seen_at_once(edge)
        nothing_personal_is_kept(edge)
        a_missing_link_only_makes_it_slower(edge)


def pages_come_from_nginx(edge: EdgeSite) -> None:
    plain = edge.get(PAGE)
    packed = edge.get(PAGE, **{"Accept-Encoding": "gzip, deflate, br, zstd"})
    with edge.frozen():
        answer = edge.get(PAGE, timeout=10)
        assert (answer.status, answer.body) == (200, plain.body)
        assert "x-accel-expires" not in answer.headers
        assert "default-src" in answer.headers["content-security-policy"]
        same = edge.get(PAGE, timeout=10, **{"Accept-Encoding": "br;q=1.0, gzip;q=0.5"})
        assert same.headers["content-encoding"] == "br"
        assert (same.body, same.headers["etag"]) == (packed.body, packed.headers["etag"])
        assert brotli.decompress(same.body) == plain.body
        assert edge.get(PAGE, timeout=10, **{"If-None-Match": plain.headers["etag"]}).status == 304
        head = edge.get(PAGE, "HEAD", timeout=10)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(plain.body))
        slowly = read_byte_by_byte(edge)
        assert plain.body.startswith(slowly)
        assert edge.get(PAGE, timeout=10).status == 200, "a slow reader keeps nobody else waiting"
    for refused in ("br;q=0", "identity", "brotli", "x-br"):
        assert "content-encoding" not in edge.get(PAGE, **{"Accept-Encoding": refused}).headers, refused


def read_byte_by_byte(edge: EdgeSite) -> bytes:
    """The first bytes of the page, for somebody who takes one at a time."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", edge.nginx.port), timeout=10) as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        with context.wrap_socket(raw, server_hostname=DOMAIN) as wire:
            wire.sendall(f"GET {PAGE} HTTP/1.1\r\nHost: {DOMAIN}\r\nConnection: close\r\n\r\n".encode())
            received = b"".join(wire.recv(1) for _ in range(3000))
    return received.partition(b"\r\n\r\n")[2]


def a_change_is_seen_at_once(edge: EdgeSite) -> None:
    for number in range(5):
        edge.get(PAGE)
        edge.publish(f"Privacy, version {number}")
        answer = edge.get(PAGE)
        assert f"Privacy, version {number}".encode() in answer.body
        wait_until(lambda: edge.is_kept(PAGE), "the new page is not kept")
        with edge.frozen():
            assert edge.get(PAGE, timeout=10).body == answer.body


def nothing_personal_is_kept(edge: EdgeSite) -> None:
    edge.publish("Privacy, before anybody came")
    paths = ("/request-an-appointment/", "/search/?query=pain", "/search/", "/admin/login/", "/none/", "/health/live")
    for path in (*paths, "/?utm_source=mail", "/news/?page=2", "/static/none.css", "/preview/"):
        edge.get(path)
        edge.get(path)
    edge.get("/about/", Cookie="sessionid=x")
    edge.get("/therapy/", Authorization="Basic eDp5")
    edge.get("/conditions/", "POST")
    # The worker's visits do not come through nginx; what is kept was asked for above, and is meant for everybody.
    assert {key.split(" ")[2] for key in edge.kept()} <= {PAGE, "/request-an-appointment/"}
    form = edge.get("/request-an-appointment/")
    assert not re.search(r'name="csrfmiddlewaretoken" value="[^"]', form.body.decode())
    assert "set-cookie" not in form.headers
    answer = edge.get(PAGE, Cookie="__Host-session=x")
    assert answer.status == 200
    assert "private" in answer.headers["cache-control"]


def a_missing_link_only_makes_it_slower(edge: EdgeSite) -> None:
    """A purge that is lost is made up for; while the link is not there, nothing is kept or shown from what was."""
    link = edge.folder / "edge" / "current"
    link.unlink()
    assert edge.get(PAGE).status == 200
    wait_until(link.is_symlink, "the worker has not mended the link")
    wait_until(lambda: edge.is_kept(PAGE), "nginx keeps nothing any more")
    # A link of an older moment, as a process leaves it that is killed in the middle of a change.
    aside = link.with_name("aside")
    (link.parent / generation_name("older")).mkdir()
    aside.symlink_to(generation_name("older"))
    aside.replace(link)
    wait_until(lambda: link.readlink().name != generation_name("older"), "the worker has not mended the link")
    assert edge.get(PAGE).status == 200

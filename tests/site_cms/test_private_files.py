"""What leaves the site of what was uploaded: asked in every spelling, byte by byte, bare and behind nginx and Caddy.

A private document goes only to who may read it, is kept by nobody, and is gone when it is deleted.
"""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.site_cms.front_servers import DOMAIN, front_server
from tests.site_cms.servers import WebServer, manage, production_environment

pytestmark = [pytest.mark.full, pytest.mark.xdist_group("private_files")]

SECRET = b"for those who may read it"
UPLOAD = f"""
from io import BytesIO
from pathlib import Path
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction
from core.pictures.models import ClinicImage
root = Collection.get_first_root_node()
closed = root.add_child(name="Closed")
CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
Document = get_document_model()
secret = Document.objects.create(title="Secret", collection=closed, file=ContentFile({SECRET!r}, name="secret.pdf"))
open = Document.objects.create(title="Open", collection=root, file=ContentFile(b"for everybody", name="open.pdf"))
data = BytesIO()
Image.new("RGB", (400, 300), "teal").save(data, "PNG")
picture = ClinicImage.objects.create(title="Teal", decorative=True, file=ImageFile(data, name="teal.png"))
name = picture.get_rendition("width-100|format-webp").file.name
for stray in ("images/page.html", "images/drawing.svg", "images/secret.pdf", "images/.hidden.png", "images/bare"):
    (Path(settings.MEDIA_ROOT) / stray).write_bytes({SECRET!r})
(Path(settings.MEDIA_ROOT) / "images" / "linked.png").symlink_to(Path(settings.MEDIA_ROOT) / secret.file.name)
print("MADE", name, secret.url, open.url)
"""


class Site(NamedTuple):
    """A running site: its server, and the paths of what was uploaded."""

    server: WebServer
    environment: dict[str, str]
    picture: str
    secret: str
    open: str


class Answer(NamedTuple):
    """A status, the headers in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def site(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site over https with a picture, a document for everybody and one for some."""
    data = tmp_path_factory.mktemp("files") / "site"
    shutil.copytree(prepared_folder, data, ignore=shutil.ignore_patterns("static", "page-cache"))
    settings = {"SITE_URL": f"https://{DOMAIN}", "TRUSTED_PROXIES": "127.0.0.1"}
    environment = production_environment(data, STATIC_ROOT=str(prepared_folder / "static"), **settings)
    made = next(line for line in manage(environment, "shell", "-c", UPLOAD).splitlines() if line.startswith("MADE"))
    with WebServer(environment) as server:
        yield Site(server, environment, *made.split()[1:])


Send = Callable[[bytes], bytes]


@pytest.fixture(
    scope="module",
    params=["bare", pytest.param("nginx", marks=pytest.mark.nginx), pytest.param("caddy", marks=pytest.mark.caddy)],
)
def send(request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Send]:
    """Sends the bytes of a request to the site, with nothing before it or with a front server as shipped."""
    if request.param == "bare":
        yield lambda data: _send_bare(site.server.port, data)
        return
    with front_server(request.param, site.server.port, tmp_path_factory.mktemp(request.param)) as front:
        yield front.send_raw


def _send_bare(port: int, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=15) as wire:
        wire.sendall(data)
        answer = b""
        while more := wire.recv(65536):
            answer += more
    return answer


def ask(send: Send, target: bytes | str, method: bytes = b"GET") -> Answer:
    """Ask for a target exactly as it is written."""
    target = target.encode() if isinstance(target, str) else target
    lines = [b"%s %s HTTP/1.1" % (method, target), b"Host: " + DOMAIN.encode(), b"X-Forwarded-Proto: https"]
    head, _, body = send(b"\r\n".join([*lines, b"Connection: close", b"", b""])).partition(b"\r\n\r\n")
    status, *headers = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in headers)
    return Answer(int(status.split()[1]), {name.lower(): value.strip() for name, _colon, value in pairs}, body)


def spellings(path: str) -> list[bytes]:
    """Ways to a file below MEDIA_ROOT that a judgment of the written path might miss."""
    folder, _, name = path.partition("/")
    ways = [
        *[
            f"/media/{path}",
            f"/media//{path}",
            f"//media/{path}",
            f"/media/./{path}",
            f"/media/{path}/",
            f"/media/{path}.",
        ],
        *[f"/media/images/../{path}", f"/media/images/x/../../{path}", f"/media/original_images/../{path}"],
        *[f"/media/images/%2e%2e/{path}", f"/media/images/%2E%2E/{path}", f"/media/images/.%2e/{path}"],
        *[f"/media/images%2f..%2f{path}", f"/media/images/..%2f{path}", f"/media/images/..%2F{folder}%2f{name}"],
        *[f"/media/images/%252e%252e/{path}", f"/media/images/..%252f{path}"],
        *[f"/media/images/..\\{folder}\\{name}", f"/media/images/..%5c{folder}%5c{name}", f"/media/images\\../{path}"],
        *[f"/media/images//../{path}", f"/media/images/..//{path}", f"/media/images/.../{path}"],
        *[f"/media/images/../{path}%00.png", f"/media/{path}%00", f"/media/images/..%00/{path}", f"/media/{path}%20"],
        *[f"/media/images/../{path}?x=.png", f"/media/images/../{path};.png", f"/media/images/../{path}#.png"],
        *[f"/MEDIA/{path}", f"/Media/images/../{path}", f"/media/IMAGES/../{path}", f"/media/{path.upper()}"],
        *[f"/static/../media/{path}", f"/x/../media/{path}", f"/media/images/../../media/{path}", f"/./media/{path}"],
        *[f"/media/images/%c0%ae%c0%ae/{path}", f"/media/images/%u002e%u002e/{path}", f"/media/images/..;/{path}"],
        *[f"/media/images/\u2025/{path}", f"/media/images/\uff0e\uff0e/{path}", f"/media/images/..\u2215{path}"],
        *[f"https://{DOMAIN}/media/images/../{path}", f"http://x/media/images/../{path}"],
    ]
    return [way.encode() for way in ways]


def is_given(answer: Answer) -> bool:
    """Whether something was handed out. Caddy answers a host that it does not know with 200 and nothing."""
    return answer.status == 200 and answer.body != b""


def test_a_private_document_leaves_under_no_spelling_of_its_place(site: Site, send: Send) -> None:
    stray = ["images/page.html", "images/drawing.svg", "images/secret.pdf", "images/.hidden.png", "images/linked.png"]
    targets = [*spellings("documents/secret.pdf"), *(f"/media/{name}".encode() for name in [*stray, "images/bare"])]
    got_out = []
    for target in targets:
        answer = ask(send, target)
        if SECRET in answer.body or is_given(answer) or "immutable" in answer.headers.get("cache-control", ""):
            got_out.append((target, answer.status))
    assert got_out == []
    assert [target for target in spellings("documents/open.pdf") if is_given(ask(send, target))] == []


def test_a_picture_leaves_under_its_one_address_only(site: Site, send: Send) -> None:
    answer = ask(send, f"/media/{site.picture}")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    encoded = site.picture.replace("images", "%69mages").encode()
    others = [
        way for way in [*spellings(site.picture), b"/media/" + encoded] if way != f"/media/{site.picture}".encode()
    ]
    taken = [way for way in others if is_given(ask(send, way))]
    assert taken == []


def test_a_private_document_goes_to_nobody_else_and_is_kept_by_nobody(site: Site, send: Send) -> None:
    for method in (b"GET", b"HEAD"):
        answer = ask(send, site.secret, method)
        assert answer.status == 302
        assert answer.headers["cache-control"] == "no-store"
        assert SECRET not in answer.body
    answer = ask(send, site.open)
    assert (answer.status, answer.body) == (200, b"for everybody")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "public" not in answer.headers["cache-control"]

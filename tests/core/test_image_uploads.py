"""Uploading pictures in the admin: what is refused, everywhere and with which words, and what is turned into what."""

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

import pillow_heif
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image

from core.models import ClinicImage

# Slow: on PostgreSQL, which has no part in it, they are left out.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Any:
    """Uploaded files of this test only."""
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def editor() -> Client:
    """Somebody who may upload."""
    client = Client()
    client.force_login(User.objects.create_superuser("editor", "editor@example.com", "a long password"))
    return client


def drawn(mode: str = "RGB", size: tuple[int, int] = (600, 400)) -> Image.Image:
    """A picture with gray from black to white in it."""
    return Image.radial_gradient("L").resize(size).convert(mode)


def packed(image: Image.Image, kind: str, frames: int = 1) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    more = {"save_all": True, "append_images": [image.rotate(turn) for turn in range(1, frames)]} if frames > 1 else {}
    image.save(out, kind, **more)
    return out.getvalue()


def iphone_photo(size: tuple[int, int] = (600, 400)) -> bytes:
    """A HEIC file as an iPhone makes it, with the place in it."""
    exif = Image.Exif()
    exif[0x010F] = "MARKER-OF-THE-CAMERA"
    out = BytesIO()
    pillow_heif.from_pillow(drawn("RGB", size)).save(out, exif=exif.tobytes())
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that would unpack to width x height pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))

    header = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def film(frames: int, side: int) -> bytes:
    """A GIF of so many tiny blocks, each a frame of side x side pixels."""
    head = b"GIF89a" + pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + (b"," + pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x4c\x01\x00") * frames + b";"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'
TOO_MANY, DAMAGED, NO_PICTURE = "too many pixels", "damaged", "no picture that can be used"
OTHER_KIND, WRONG_NAME = "Not a supported image format", "extension does not match"
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a bomb": (lambda: bomb(7_500, 7_500), "x.png", TOO_MANY),
    "a bomb beyond Pillow's warning": (lambda: bomb(13_000, 13_000), "x.png", TOO_MANY),
    "a bomb beyond Pillow's limit": (lambda: bomb(50_000, 50_000), "x.png", TOO_MANY),
    "a bomb of frames": (lambda: film(400, 1_000), "x.gif", TOO_MANY),
    "a hundred thousand small frames": (lambda: film(100_000, 4), "x.gif", TOO_MANY),
    "a film in WebP": (lambda: packed(drawn(size=(1_300, 1_300)), "WEBP", frames=31), "x.webp", TOO_MANY),
    "too many bytes": (lambda: packed(drawn(), "JPEG") + b"\0" * (15 * 1024 * 1024 + 1), "x.jpg", "too big"),
    "nothing": (lambda: b"", "x.jpg", "empty"),
    "half a JPEG": (lambda: packed(drawn(), "JPEG")[:3_000], "x.jpg", DAMAGED),
    "half a PNG": (lambda: packed(drawn(), "PNG")[:3_000], "x.png", DAMAGED),
    "half a WebP": (lambda: packed(drawn(), "WEBP")[:1_000], "x.webp", DAMAGED),
    "half an AVIF": (lambda: packed(drawn(), "AVIF")[:1_000], "x.avif", DAMAGED),
    "half a GIF": (lambda: packed(drawn("P"), "GIF")[:3_000], "x.gif", DAMAGED),
    "half a HEIC": (lambda: iphone_photo()[:1_500], "x.heic", DAMAGED),
    "a PNG whose end is gone bad": (lambda: packed(drawn(), "PNG")[:-20] + b"x" * 20, "x.png", DAMAGED),
    "a ribbon": (lambda: packed(drawn(size=(100, 700)), "PNG"), "x.png", "6 times as long"),
    "a moving PNG": (lambda: packed(drawn("L"), "PNG", frames=3), "x.png", NO_PICTURE),
    "no picture": (lambda: b"<script>alert(1)</script>", "x.jpg", WRONG_NAME),
    "words": (lambda: b"No picture at all", "x.jpg", NO_PICTURE),
    "a program": (lambda: b"MZ" + b"\0" * 99, "x.exe", NO_PICTURE),
    "a picture that runs code": (lambda: SVG, "x.svg", OTHER_KIND),
    "one that says it is a PNG": (lambda: SVG, "x.png", WRONG_NAME),
    "a PNG named JPEG": (lambda: packed(drawn(), "PNG"), "x.jpg", WRONG_NAME),
    "a TIFF": (lambda: packed(drawn(), "TIFF"), "x.tiff", OTHER_KIND),
    "no extension": (lambda: packed(drawn(), "PNG"), "x", OTHER_KIND),
}


def upload(editor: Client, way: str, name: str, data: bytes) -> str:
    """Upload a file in one of the admin's three ways. Returns what is said about it; empty when it was taken."""
    file = SimpleUploadedFile(name, data, "image/png")
    fields = {"title": "x", "description": "x", "collection": 1, "file": file}
    if way == "several at once":
        fields = {"title": "x", "collection": 1, "files[]": file}
        response = editor.post(
            reverse("wagtailimages:add_multiple"), fields, headers={"X-Requested-With": "XMLHttpRequest"}
        )
        assert response.status_code == 200
        return str(response.json().get("error_message", ""))
    if way == "while a page is written":
        fields = {f"image-chooser-upload-{name}": value for name, value in fields.items()}
        response = editor.post(reverse("wagtailimages_chooser:create"), fields)
        return (
            " ".join(response.context["form"].errors["file"])
            if response.json()["step"] == "reshow_creation_form"
            else ""
        )
    response = editor.post(reverse("wagtailimages:add"), fields)
    return " ".join(response.context["form"].errors["file"]) if response.status_code == 200 else ""


@pytest.mark.parametrize("way", ["one", "several at once", "while a page is written"])
@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_used_is_refused_with_a_reason(editor: Client, media: Path, what: str, way: str) -> None:
    make, name, words = REFUSED[what]
    assert words in upload(editor, way, name, make())
    assert ClinicImage.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


TAKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "an iPhone's photo": (iphone_photo, "x.heic", "JPEG"),
    "a printer's colors": (lambda: packed(drawn("CMYK"), "JPEG"), "x.jpg", "JPEG"),
    "a scan of sixteen bits": (lambda: packed(drawn("I;16").point(lambda value: value * 256), "PNG"), "x.png", "PNG"),
    "a palette with holes": (lambda: packed(drawn("RGBA").quantize(), "PNG"), "x.png", "PNG"),
    "gray with an alpha channel": (lambda: packed(drawn("LA"), "PNG"), "x.png", "PNG"),
    "black and white": (lambda: packed(drawn("1"), "PNG"), "x.png", "PNG"),
    "a moving GIF": (lambda: packed(drawn("P"), "GIF", frames=3), "x.gif", "GIF"),
    "two pictures in one file": (lambda: packed(drawn(), "MPO", frames=2), "x.jpg", "JPEG"),
    "a tiny one": (lambda: packed(drawn(size=(3, 2)), "PNG"), "x.png", "PNG"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_comes_from_phones_printers_and_scanners_is_shown(editor: Client, what: str) -> None:
    make, name, kept = TAKEN[what]
    data = make()
    with Image.open(BytesIO(data)) as before:
        size, gray = before.size, before.convert("L").resize((1, 1)).getpixel((0, 0))
    if what == "a scan of sixteen bits":
        gray = drawn("L").resize((1, 1)).getpixel((0, 0))
    assert upload(editor, "one", name, data) == ""
    image = ClinicImage.objects.get()
    stored = Path(image.file.path).read_bytes()
    assert b"MARKER" not in stored
    assert (image.file_size, image.width, image.height) == (len(stored), *size)
    with Image.open(BytesIO(stored)) as after:
        assert (after.format, getattr(after, "n_frames", 1)) == (kept, 3 if what == "a moving GIF" else 1)
        assert after.mode in {"RGB", "L", "P", "1", "LA", "RGBA"}
    copies = image.get_renditions(*(f"width-64|format-{kind}" for kind in ("avif", "webp", "jpeg")))
    for spec, copy in copies.items():
        with Image.open(copy.file.path) as shown:
            assert shown.size == (min(64, size[0]), 2 if size[0] == 3 else 42), "never made larger than it is"
            assert shown.mode in {"RGB", "L", "RGBA"}
            if size[0] > 64:
                assert abs(shown.convert("L").resize((1, 1)).getpixel((0, 0)) - gray) < 12, spec


def test_phones_are_asked_for_pictures_they_can_give(editor: Client) -> None:
    html = editor.get(reverse("wagtailimages:add")).content.decode()
    assert "HEIC" in html
    assert 'accept="image/' in html

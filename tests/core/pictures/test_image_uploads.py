"""Uploading pictures in the admin: what is refused, everywhere and with which words, and what is turned into what."""

import json
import re
import zlib
from collections.abc import Callable
from functools import partial
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

import pillow_heif
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import ExifTags, Image, ImageOps

from core.pictures.formats import fit_to_publish, open_picture
from core.pictures.models import ClinicImage

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


TURNED_KINDS = ("JPEG", "PNG", "WEBP", "AVIF")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'
TOO_MANY, DAMAGED, NO_PICTURE = "too many pixels", "damaged", "no picture that can be used"
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
    "no picture": (lambda: b"<script>alert(1)</script>", "x.jpg", NO_PICTURE),
    "words": (lambda: b"No picture at all", "x.jpg", NO_PICTURE),
    "a program": (lambda: b"MZ" + b"\0" * 99, "x.exe", NO_PICTURE),
    "a picture that runs code": (lambda: SVG, "x.svg", NO_PICTURE),
    "one that says it is a PNG": (lambda: SVG, "x.png", NO_PICTURE),
    "a TIFF": (lambda: packed(drawn(), "TIFF"), "x.tiff", NO_PICTURE),
    "a TIFF named JPEG": (lambda: packed(drawn(), "TIFF"), "x.jpg", NO_PICTURE),
}
WAYS = ["one", "several at once", "while a page is written", "in place of another"]


def upload(editor: Client, way: str, name: str, data: bytes) -> str:
    """Upload a file in one of the admin's ways. Returns what is said about it; empty when it was taken."""
    file = SimpleUploadedFile(name, data, "image/png")
    fields = {"title": "x", "description": "x", "collection": 1, "tags": "", "file": file}
    if way == "several at once":
        return upload_several(editor, file, {name: value for name, value in fields.items() if name != "file"})
    if way == "while a page is written":
        fields = {f"image-chooser-upload-{name}": value for name, value in fields.items()}
        response = editor.post(reverse("wagtailimages_chooser:create"), fields)
        return (
            " ".join(response.context["form"].errors["file"])
            if response.json()["step"] == "reshow_creation_form"
            else ""
        )
    path = reverse("wagtailimages:add")
    if way == "in place of another":
        old = ClinicImage.objects.create(
            title="old", description="x", file=ContentFile(packed(drawn(), "GIF"), "old.gif")
        )
        path = reverse("wagtailimages:edit", args=[old.pk])
    response = editor.post(path, fields)
    return " ".join(response.context["form"].errors["file"]) if response.status_code == 200 else ""


def upload_several(editor: Client, file: SimpleUploadedFile, fields: dict[str, Any]) -> str:
    """Drop a file on the screen for several, then describe it: only then it is in the library."""
    first = {"title": "x", "collection": 1, "files[]": file}
    script = {"X-Requested-With": "XMLHttpRequest"}
    answer = editor.post(reverse("wagtailimages:add_multiple"), first, headers=script).json()
    if not answer["success"]:
        return str(answer["error_message"])
    assert not ClinicImage.objects.exists()
    key = answer["uploaded_file_id"]
    path = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[key])
    fields = {f"uploaded-image-{key}-{name}": value for name, value in fields.items()}
    assert editor.post(path, fields).json()["success"]
    return ""


def kept_files(media: Path) -> list[Path]:
    """Every file but the resized copies."""
    return [path for path in media.rglob("*") if path.is_file() and path.parent.name != "images"]


def in_ways(cases: dict[str, Any], everywhere: set[str]) -> list[tuple[str, str]]:
    """Each case in one way of uploading, some in every way."""
    return [(what, way) for what in cases for way in WAYS if way == WAYS[0] or what in everywhere]


@pytest.mark.parametrize(("what", "way"), in_ways(REFUSED, {"a bomb of frames", "half a JPEG", "words"}))
def test_what_cannot_be_used_is_refused_with_a_reason(editor: Client, media: Path, what: str, way: str) -> None:
    make, name, words = REFUSED[what]
    assert words in upload(editor, way, name, make())
    assert list(ClinicImage.objects.values_list("title", flat=True)) == ["old"] * (way == WAYS[3])
    assert [path.name for path in kept_files(media)] == ["old.gif"] * (way == WAYS[3])


def turned(kind: str, orientation: int = 6, tag: int = ExifTags.Base.Orientation) -> bytes:
    """A photo that is to be turned, with what else a phone tells; a bright corner says which way is up."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "MARKER-OF-THE-CAMERA"
    exif[tag] = orientation
    image = drawn()
    image.paste("white", (0, 0, 300, 200))
    out = BytesIO()
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def told_by_exif_alone() -> bytes:
    """An AVIF whose EXIF asks for a turn and whose own head does not: browsers look at the head only."""
    short = ExifTags.Base.ResolutionUnit
    return turned("AVIF", 6, short).replace(pack(">HH", short, 3), pack(">HH", ExifTags.Base.Orientation, 3))


def renamed(data: bytes, brand: bytes) -> bytes:
    """An AVIF that calls itself by the name of the wider family."""
    return data.replace(b"ftypavif", b"ftyp" + brand, 1)


TAKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "an iPhone's photo": (iphone_photo, "x.heic", "JPEG"),
    "the same by its other name": (iphone_photo, "x.heif", "JPEG"),
    "the same called a JPEG by a mail program": (iphone_photo, "x.jpg", "JPEG"),
    "a printer's colors": (lambda: packed(drawn("CMYK"), "JPEG"), "x.jpg", "JPEG"),
    "a scan of sixteen bits": (lambda: packed(drawn("I;16").point(lambda value: value * 256), "PNG"), "x.png", "PNG"),
    "a palette with holes": (lambda: packed(drawn("RGBA").quantize(), "PNG"), "x.png", "PNG"),
    "gray with an alpha channel": (lambda: packed(drawn("LA"), "PNG"), "x.png", "PNG"),
    "black and white": (lambda: packed(drawn("1"), "PNG"), "x.png", "PNG"),
    "a moving GIF": (lambda: packed(drawn("P"), "GIF", frames=3), "x.gif", "GIF"),
    "a moving WebP": (lambda: packed(drawn(), "WEBP", frames=3), "x.webp", "WEBP"),
    "a moving PNG": (lambda: packed(drawn("L"), "PNG", frames=3), "x.png", "PNG"),
    "a moving PNG by its own name": (lambda: packed(drawn("L"), "PNG", frames=3), "x.apng", "PNG"),
    "a moving AVIF": (lambda: packed(drawn(), "AVIF", frames=3), "x.avif", "AVIF"),
    "two pictures in one file": (lambda: packed(drawn(), "MPO", frames=2), "x.jpg", "JPEG"),
    "a tiny one": (lambda: packed(drawn(size=(3, 2)), "PNG"), "x.png", "PNG"),
    "what Windows saves": (lambda: packed(drawn(), "JPEG"), "x.jfif", "JPEG"),
    "in capitals": (lambda: packed(drawn(), "JPEG"), "x.JPG", "JPEG"),
    "a PNG named JPEG": (lambda: packed(drawn(), "PNG"), "x.jpg", "PNG"),
    "a WebP named JPEG": (lambda: packed(drawn(), "WEBP"), "x.jpg", "WEBP"),
    "an AVIF named PNG": (lambda: packed(drawn(), "AVIF"), "x.png", "AVIF"),
    "a JPEG named HEIC": (lambda: packed(drawn(), "JPEG"), "x.heic", "JPEG"),
    "without an ending": (lambda: packed(drawn(), "PNG"), "x", "PNG"),
    "with another ending": (lambda: packed(drawn(), "GIF"), "x.bmp", "GIF"),
    "an AVIF of the wider family": (lambda: renamed(turned("AVIF", 1), b"mif1"), "x.avif", "AVIF"),
    "an AVIF with an opinion in EXIF": (told_by_exif_alone, "x.avif", "AVIF"),
    **{f"a {kind} on its side": (partial(turned, kind), f"x.{kind.lower()}", kind) for kind in TURNED_KINDS},
}
ENDINGS = {"JPEG": {".jpg", ".JPG", ".jpeg"}, "PNG": {".png"}, "WEBP": {".webp"}, "AVIF": {".avif"}, "GIF": {".gif"}}
STILL_MOVING = {"a moving GIF", "a moving WebP"}


@pytest.mark.parametrize(
    ("what", "way"),
    in_ways(
        TAKEN, {"an iPhone's photo", "what Windows saves", "a moving PNG", "a WebP named JPEG", "a AVIF on its side"}
    ),
)
def test_what_comes_from_phones_printers_and_scanners_is_shown(
    editor: Client, media: Path, what: str, way: str
) -> None:
    make, name, kept = TAKEN[what]
    data = make()
    with open_picture(BytesIO(data)) as before:
        upright = ImageOps.exif_transpose(before)
        size, grays = upright.size, quarters(upright)
    if what == "a scan of sixteen bits":
        grays = quarters(drawn("L"))
    assert upload(editor, way, name, data) == ""
    image = ClinicImage.objects.get()
    stored = Path(image.file.path).read_bytes()
    assert b"MARKER" not in stored
    assert kept_files(media) == [Path(image.file.path)], "nothing else is kept"
    assert Path(image.file.name).suffix in ENDINGS[kept]
    assert (image.file_size, image.file_hash) == (len(stored), sha1(stored, usedforsecurity=False).hexdigest())
    assert (image.width, image.height) == size
    with Image.open(BytesIO(stored)) as after:
        assert (after.format, getattr(after, "n_frames", 1)) == (kept, 3 if what in STILL_MOVING else 1)
        assert after.mode in {"RGB", "L", "P", "1", "LA", "RGBA"}
    copies = image.get_renditions(*(f"width-64|format-{kind}" for kind in ("avif", "webp", "jpeg")))
    width = min(64, size[0])
    for spec, copy in copies.items():
        with Image.open(copy.file.path) as shown:
            assert shown.size == (width, width * size[1] // size[0]), "never made larger than it is"
            assert shown.mode in {"RGB", "L", "RGBA"}
            if size[0] > 64:
                assert all(abs(one - two) < 12 for one, two in zip(quarters(shown), grays, strict=True)), spec


def quarters(image: Image.Image) -> list[int]:
    """How bright each quarter of a picture is: tells which way is up."""
    return list(image.convert("L").resize((2, 2), Image.Resampling.BOX).tobytes())


@pytest.mark.parametrize("what", TAKEN)
def test_a_picture_that_is_fit_is_not_packed_again(what: str) -> None:
    make, name, _kept = TAKEN[what]
    once = fit_to_publish(make(), name)
    assert fit_to_publish(*once) == once


def test_a_large_file_that_waits_on_disk_is_made_fit_as_well(editor: Client, media: Path) -> None:
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=1_000):
        assert upload(editor, "several at once", "x.jpg", turned("JPEG")) == ""
    image = ClinicImage.objects.get()
    assert (image.width, image.height) == (400, 600)
    assert b"MARKER" not in Path(image.file.path).read_bytes()


def test_what_waits_for_its_description_tells_nothing_either(editor: Client, media: Path) -> None:
    file = SimpleUploadedFile("x.jpg", turned("JPEG"), "image/jpeg")
    path = reverse("wagtailimages:add_multiple")
    editor.post(path, {"title": "x", "collection": 1, "files[]": file}, headers={"X-Requested-With": "XMLHttpRequest"})
    (waiting,) = kept_files(media)
    assert b"MARKER" not in waiting.read_bytes()


def test_the_screen_for_several_lets_every_name_through_that_is_taken(editor: Client) -> None:
    html = BeautifulSoup(editor.get(reverse("wagtailimages:add_multiple")).content, "html.parser")
    field = html.select_one("#fileupload")
    endings = re.fullmatch(r"/\\\.\((.*)\)\$/i", field["data-accept-file-types"]).group(1).split("|")
    unusual = {"bmp", ""}
    assert {Path(name).suffix.lower().lstrip(".") for _make, name, _kept in TAKEN.values()} - unusual <= set(endings)
    assert NO_PICTURE in json.loads(field["data-messages"])["acceptFileTypes"]


def test_phones_are_asked_for_pictures_they_can_give(editor: Client) -> None:
    html = editor.get(reverse("wagtailimages:add")).content.decode()
    assert "HEIC" in html
    assert 'accept="image/' in html

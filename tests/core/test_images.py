"""Pictures: what is refused, what leaves no trace, and how they reach a page."""

import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from core.image_privacy import orientation, without_metadata
from core.models import ClinicImage

SECRET = "MARKER-OF-THE-CAMERA"


def photo(kind: str, turned: int = 6, size: tuple[int, int] = (400, 200)) -> bytes:
    """A picture with a place, a camera, an owner and an orientation in it, as a phone makes it."""
    exif = Image.Exif()
    exif[Base.Orientation] = turned
    exif[Base.Make] = SECRET
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (30.0, 19.0, 55.0)})
    options: dict[str, Any] = {"exif": exif.tobytes()}
    if kind == "WEBP":
        options["xmp"] = f"<x>{SECRET}</x>".encode()
    if kind == "JPEG":
        options["comment"] = SECRET
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Author", SECRET)
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def told(data: bytes) -> dict[Any, Any]:
    """What EXIF says, the orientation apart."""
    with Image.open(BytesIO(data)) as image:
        exif = image.getexif()
        return {**{k: v for k, v in exif.items() if k != Base.Orientation}, **exif.get_ifd(IFD.GPSInfo)}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("turned", [1, 6])
def test_place_camera_and_owner_leave_the_file_and_the_picture_stays(kind: str, turned: int) -> None:
    before = photo(kind, turned)
    assert SECRET.encode() in before
    assert told(before)
    after = without_metadata(before)
    assert SECRET.encode() not in after
    assert told(after) == {}
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        new.load()
        assert (new.format, new.size) == (old.format, old.size)
        if kind != "AVIF":
            assert new.convert("RGB").tobytes() == old.convert("RGB").tobytes(), "the picture is not packed again"
    if kind != "AVIF":
        assert orientation(after) == turned


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF1234WEBP"])
def test_what_is_no_picture_is_left_to_wagtails_own_check(data: bytes) -> None:
    # OSError is what Pillow says of a broken file; the upload form has refused it long before.
    with suppress(OSError):
        assert isinstance(without_metadata(data), bytes)


@pytest.fixture
def media(tmp_path: Path) -> Any:
    """Uploaded files of this test only."""
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def saved(data: bytes, name: str = "photo.jpg") -> ClinicImage:
    """An image as the library keeps it."""
    image = ClinicImage(title="Photo", description="A photo", file=ContentFile(data, name=name))
    image.save()
    return image


@pytest.mark.django_db
def test_neither_the_kept_file_nor_its_resized_copies_tell_the_place(media: Path) -> None:
    image = saved(photo("JPEG"))
    spec = "format-{}|max-100x100"
    copies = image.get_renditions(*(spec.format(kind) for kind in ("avif", "webp", "jpeg")))
    assert len(copies) == 3
    files = [path for path in media.rglob("*") if path.is_file()]
    assert len(files) == 4
    for path in files:
        assert SECRET.encode() not in path.read_bytes()
        assert told(path.read_bytes()) == {}
    # Turned upright: wide became tall.
    assert all(copy.height > copy.width for copy in copies.values())
    assert image.file_size == image.file.size
    assert image.file_hash


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody who may upload."""
    client = Client()
    client.force_login(User.objects.create_superuser("editor", "editor@example.com", "a long password"))
    return client


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that would unpack to width x height pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))

    header = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


UPLOADS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "too many pixels": (lambda: bomb(20_000, 20_000), "bomb.png", "pixels"),
    "far too many pixels": (lambda: bomb(60_000, 60_000), "bomb.png", "too many pixels"),
    "too many bytes": (lambda: photo("JPEG") + b"\0" * (15 * 1024 * 1024 + 1), "big.jpg", "too big"),
    "no picture": (lambda: b"<script>alert(1)</script>", "x.jpg", "image"),
    "a picture that runs code": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "x.svg",
        "",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", UPLOADS)
def test_an_upload_that_is_too_large_is_refused_with_a_reason(editor: Client, media: Path, what: str) -> None:
    make, name, words = UPLOADS[what]
    response = editor.post(
        reverse("wagtailimages:add"),
        {"title": "x", "description": "x", "collection": 1, "file": SimpleUploadedFile(name, make(), "image/png")},
    )
    assert response.status_code == 200
    errors = " ".join(response.context["form"].errors["file"])
    assert words in errors
    assert ClinicImage.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []

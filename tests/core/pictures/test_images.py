"""Pictures: what is refused, what leaves no trace, and how they reach a page."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any
from zlib import crc32

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

from core.pictures.models import ClinicImage
from core.pictures.privacy import orientation, without_metadata

# Slow: on PostgreSQL, which has no part in it, they are left out.
pytestmark = pytest.mark.slow

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


def hidden(where: str) -> bytes:
    """A picture that tells something where programs seldom look."""
    out, secret = BytesIO(), SECRET.encode()
    gray = Image.radial_gradient("L").resize((90, 60))
    if where == "a second JPEG behind the first":
        gray.convert("RGB").save(out, "JPEG", progressive=True, comment="first")
        return out.getvalue() + photo("JPEG")
    if where == "a part of the JPEG that only its maker reads":
        gray.save(out, "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        return b"\xff\xd8" + b"\xff\xeb" + pack(">H", len(secret) + 2) + secret + out.getvalue()[2:]
    if where == "a part of the PNG that only its maker reads":
        gray.save(out, "PNG")
        part = pack(">I", len(secret)) + b"caBX" + secret + pack(">I", crc32(b"caBX" + secret))
        return out.getvalue()[:33] + part + out.getvalue()[33:] + secret
    more = {"save_all": True, "append_images": [gray.rotate(9), gray.rotate(18)], "loop": 0}
    gray.convert("P").save(out, "GIF", comment=secret, **more)
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(secret)]) + secret + b"\0"
    return out.getvalue()[:-1] + xmp + b";" + secret


@pytest.mark.parametrize(
    "where",
    [
        *("a second JPEG behind the first", "a part of the JPEG that only its maker reads"),
        *("a part of the PNG that only its maker reads", "a comment in a GIF, and behind its end"),
    ],
)
def test_what_is_hidden_in_a_file_leaves_it_too(where: str) -> None:
    before = hidden(where)
    after = without_metadata(before)
    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    assert told(after) == {}
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        assert new.info.get("icc_profile") == old.info.get("icc_profile")
        assert new.info.get("loop") == old.info.get("loop")
        if new.format == "GIF":
            assert new.n_frames == 3
        assert new.convert("RGB").tobytes() == old.convert("RGB").tobytes()


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"GIF89a" + b"\0" * 20, b"RIFF1234WEBP"]
)
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

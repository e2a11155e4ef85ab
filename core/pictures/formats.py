"""Turns an uploaded picture into one that every browser shows and every resized copy can be made from.

What a file is, its bytes say; its name only follows. Photos that a phone has laid on their side are set upright, so
that width, height and focal point mean what people see. Photos of an iPhone (HEIC), of a printer's (CMYK colors) and of
a scanner (16 bits for each gray) become JPEG or PNG with usual colors. Of a moving PNG or AVIF the first picture stays:
Willow, which makes the copies, does not know them. Anything else stays as it is.
"""

from io import BytesIO
from pathlib import PurePath
from typing import IO

# The second import teaches Pillow to read HEIC.
from PIL import Image, ImageCms, ImageOps
from PIL.Image import DecompressionBombError
from pillow_heif import HeifImagePlugin  # noqa: F401

from core.pictures.privacy import ORIENTATION, without_metadata

# The copy that is kept in place of the uploaded file: next to nothing is lost.
QUALITY = 90
# What Pillow may try to read an upload as (MPO comes with JPEG), and the endings of each kind's names, ours first.
READ = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")
ENDINGS = {
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
    "GIF": (".gif",),
}
# What may lie on its side, and how it is packed when it was turned (MPO: a JPEG with more behind it). Pillow tells how
# an AVIF is to be turned (`irot`, `imir`: ISO/IEC 23008-12) as if EXIF said so, and turns a HEIC by itself.
TURNED = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF"}
# How an AVIF begins that Willow knows; there are other names for moving ones, and for its wider family.
AVIF_PICTURE = b"ftypavif"
# More than eight bits for each pixel's gray.
DEEP_GRAY = {"I;16", "I;16B", "I;16L", "I", "F"}


def open_picture(source: IO[bytes]) -> Image.Image:
    """Read the head of a picture of a kind that the site takes.

    Raises:
        PIL.UnidentifiedImageError: for any other file.
    """
    return Image.open(source, formats=READ)


def fit_to_publish(data: bytes, name: str) -> tuple[bytes, str]:
    """The picture as the library keeps it: for browsers, without what it tells besides (`core.pictures.privacy`)."""
    shown, name = for_browsers(data, name)
    return without_metadata(shown), name


def for_browsers(data: bytes, name: str) -> tuple[bytes, str]:
    """The picture's bytes and its file name, turned where needed; what cannot be read comes back as it is."""
    try:
        with open_picture(BytesIO(data)) as image:
            kind = image.format or ""
            if kind == "HEIF":
                return _packed(ImageOps.exif_transpose(image).convert("RGB"), "JPEG", name)
            if image.mode == "CMYK":
                return _packed(_from_cmyk(ImageOps.exif_transpose(image)), "JPEG", name)
            if kind in TURNED and image.getexif().get(ORIENTATION, 1) in range(2, 9):
                return _packed(ImageOps.exif_transpose(image), TURNED[kind], name)
            if image.mode in DEEP_GRAY:
                return _packed(_shallow(ImageOps.exif_transpose(image)), "PNG", name)
            if kind == "AVIF" and (data[4:12] != AVIF_PICTURE or getattr(image, "n_frames", 1) > 1):
                return _packed(image.copy(), "AVIF", name)
    except (OSError, DecompressionBombError):
        return data, name
    return data, _named(name, kind)


def _named(name: str, kind: str) -> str:
    """The name, with an ending that says what the file is."""
    path = PurePath(name)
    return name if path.suffix.lower() in ENDINGS[kind] else str(path.with_suffix(ENDINGS[kind][0]))


def _packed(image: Image.Image, kind: str, name: str) -> tuple[bytes, str]:
    out = BytesIO()
    profile = image.info.get("icc_profile")
    image.save(out, kind, quality=QUALITY, optimize=True, icc_profile=profile)
    return out.getvalue(), _named(name, kind)


def _from_cmyk(image: Image.Image) -> Image.Image:
    """Colors as a screen mixes them, by the picture's own profile where it has one."""
    profile = image.info.pop("icc_profile", None)
    if profile:
        try:
            screen = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, BytesIO(profile), screen, outputMode="RGB")
        except ImageCms.PyCMSError:
            turned = None
        if turned is not None:
            turned.info.pop("icc_profile", None)
            return turned
    return image.convert("RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """Gray of eight bits: the upper half of sixteen."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")

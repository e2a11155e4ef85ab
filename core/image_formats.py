"""Turns an uploaded picture into one that every browser shows and every resized copy can be made from.

Photos that a phone has laid on their side are set upright, so that width, height and focal point mean what people see.
Photos of an iPhone (HEIC), of a printer's (CMYK colors) and of a scanner (16 bits for each gray) become JPEG or PNG
with usual colors. Anything else stays as it is.
"""

from io import BytesIO
from pathlib import PurePath

from PIL import Image, ImageCms, ImageOps
from PIL.Image import DecompressionBombError

from core.image_privacy import ORIENTATION

# The copy that is kept in place of the uploaded file: next to nothing is lost.
QUALITY = 90
SUFFIX = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
# What may lie on its side, and how it is packed when it was turned (MPO: a JPEG with more behind it).
TURNED = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP"}
# More than eight bits for each pixel's gray.
DEEP_GRAY = {"I;16", "I;16B", "I;16L", "I", "F"}


def for_browsers(data: bytes, name: str) -> tuple[bytes, str]:
    """The picture's bytes and its file name, turned where needed; what cannot be read comes back as it is."""
    try:
        with Image.open(BytesIO(data)) as image:
            if image.format == "HEIF":
                return _packed(ImageOps.exif_transpose(image).convert("RGB"), "JPEG", name)
            if image.mode == "CMYK":
                return _packed(_from_cmyk(ImageOps.exif_transpose(image)), "JPEG", name)
            if image.format in TURNED and image.getexif().get(ORIENTATION, 1) in range(2, 9):
                return _packed(ImageOps.exif_transpose(image), TURNED[image.format], name)
            if image.mode in DEEP_GRAY:
                return _packed(_shallow(ImageOps.exif_transpose(image)), "PNG", name)
    except (OSError, DecompressionBombError):
        pass
    return data, name


def _packed(image: Image.Image, kind: str, name: str) -> tuple[bytes, str]:
    out = BytesIO()
    profile = image.info.get("icc_profile")
    image.save(out, kind, quality=QUALITY, optimize=True, icc_profile=profile)
    return out.getvalue(), str(PurePath(name).with_suffix(SUFFIX[kind]))


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

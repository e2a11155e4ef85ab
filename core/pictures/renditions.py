"""The resized copies that are neither `core.pictures.responsive` nor Wagtail's: for sharing and structured data."""

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractRendition, SourceImageIOError

from core.pictures.models import ClinicImage

# What Open Graph and Twitter show uncut (ogp.me; 1.91 to 1).
SHARING_FILTER = "fill-1200x630|format-jpeg|jpegquality-80"
# Wide enough for any screen; never the original, which may be a camera's 20 megapixels.
PICTURE_FILTER = "max-1600x1600|format-jpeg|jpegquality-80"


def rendition_or_none(image: ClinicImage | None, spec: str) -> AbstractRendition | None:
    """A resized copy of a picture; None where there is none, or its file is gone or broken."""
    if image is None:
        return None
    try:
        return image.get_rendition(spec)
    except (SourceImageIOError, InvalidFilterSpecError, OSError, ValueError):
        return None

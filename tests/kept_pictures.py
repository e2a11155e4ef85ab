"""Resized copies of pictures, each really made once in a run: packing AVIF takes more time than all that tests ask.

Kept by the bytes of the picture and by what is asked of it: another picture, crop or width is made afresh, and a file
that is gone or broken brings about what it always does.
"""

import hashlib
from io import BytesIO
from typing import Any

from wagtail.images.models import AbstractImage, Filter
from willow.image import ImageFile, SvgImageFile

_run = Filter.run
_made: dict[tuple[str, str | None, str], tuple[type[ImageFile], bytes]] = {}


def run(self: Filter, image: AbstractImage, output: Any, source: Any = None) -> ImageFile:
    """In the place of Wagtail's `Filter.run`."""
    key = _digest(image, source), self.spec, self.get_cache_key(image)
    if key not in _made:
        made = _run(self, image, output, source=source)
        if isinstance(made, SvgImageFile):
            return made
        made.f.seek(0)
        _made[key] = type(made), made.f.read()
    kind, data = _made[key]
    return kind(BytesIO(data))


def _digest(image: AbstractImage, source: Any) -> str:
    """Name the bytes of a picture: of `source`, where Wagtail has read them already for several threads."""
    if source is None:
        with image.open_file() as file:
            return hashlib.sha256(file.read()).hexdigest()
    source.seek(0)
    digest = hashlib.sha256(source.read()).hexdigest()
    source.seek(0)
    return digest

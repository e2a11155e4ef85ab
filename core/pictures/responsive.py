"""The places where a page shows a picture: how it is cropped there, in which widths it is made, how wide it is drawn.

Widths grow by at most 1.6 from one to the next, so that no screen loads many more pixels than it draws. `sizes` says
how wide the picture stands on screens of different widths; `tests/browser/test_pictures.py` measures it.
"""

import logging
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from wagtail.images.models import AbstractRendition, Filter

from core.operations.worker import is_alive
from core.pictures.models import ClinicImage, PictureOrder

logger = logging.getLogger(__name__)

# The best first: a browser takes the first that it knows.
PACKED_BEST = ("avif", "webp")


@dataclass(frozen=True)
class Place:
    """Where a picture stands: `ratio` of width to height (None: as it was taken), widths of copies, and `sizes`."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    sizes: str

    def spec(self, width: int, kind: str) -> str:
        """Wagtail's words for one copy."""
        if self.ratio is None:
            return f"width-{width}|format-{kind}"
        return f"fill-{width}x{round(width * self.ratio[1] / self.ratio[0])}|format-{kind}"

    @property
    def plain(self) -> str:
        """The JPEG of middling width: for old browsers, and for everybody until the others are made."""
        return self.spec(self.widths[-2], "jpeg")

    def specs(self) -> list[str]:
        """All copies that the place needs, the quickest first."""
        return [self.plain, *(self.spec(width, kind) for kind in PACKED_BEST for width in self.widths)]


_HALF = "(min-width: 80rem) 30rem, (min-width: 48rem) 37vw, calc(100vw - 2rem)"
_TEXT = "(min-width: 44rem) 40rem, calc(100vw - 2rem)"
_WIDEST, _WIDE, _SMALL = (400, 640, 960, 1280, 1920), (400, 640, 960, 1440), (400, 640, 960)
# A portrait stands beside words on phones, a third of the screen wide.
_PORTRAIT = (128, 200, 320, 480, 720, 1080)
PLACES = {
    "hero": Place((4, 3), _WIDE, _HALF),
    "head": Place((3, 2), _WIDE, _HALF),
    "head-portrait": Place(
        (4, 5), _PORTRAIT, "(min-width: 73rem) 19rem, (min-width: 54rem) 26vw, (min-width: 48rem) 14rem, 32vw"
    ),
    "card": Place((3, 2), _SMALL, "(min-width: 39rem) 20rem, calc(100vw - 2rem)"),
    "portrait": Place((4, 5), _PORTRAIT, "(min-width: 64rem) 22rem, 34vw"),
    "thumbnail": Place((1, 1), (128, 200, 320), "6rem"),
    "text": Place(None, _WIDEST, _TEXT),
    "video": Place((16, 9), _WIDEST, _TEXT),
}


def copies(image: ClinicImage, name: str) -> dict[str, AbstractRendition]:
    """The copies of a picture for a place, by their specs; empty where its file is gone or broken.

    Packing as AVIF takes a second for each picture, and this runs while a visitor waits. So what is missing is made by
    the worker, and until then there is one JPEG. Without a worker all are made here.
    """
    place = PLACES[name]
    try:
        found = {made.spec: copy for made, copy in image.find_existing_renditions(*map(Filter, place.specs())).items()}
        if len(found) == len(place.specs()):
            return found
        if not order(image, name):
            return dict(image.get_renditions(*place.specs()))
        return {place.plain: found.get(place.plain) or image.get_rendition(place.plain)}
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a broken file brings about must not break the page
        logger.error("Picture %s cannot be shown: %s", image.pk, type(error).__name__)  # noqa: TRY400
        return {}


def order(image: ClinicImage, name: str) -> bool:
    """Have the worker make the copies for a place. False where no worker is alive, or nothing can be written."""
    if not is_alive():
        return False
    try:
        with transaction.atomic():
            PictureOrder.objects.bulk_create([PictureOrder(image=image, place=name)], ignore_conflicts=True)
    except DatabaseError:
        return False
    return True

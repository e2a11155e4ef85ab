"""The worker's part of pictures: makes the copies that pages have asked for, and those that a new picture needs first.

A visitor then never waits for a picture to be packed, and never sees none: see `core.pictures.responsive`.
"""

import logging
import time
from typing import Any

from django.db import DatabaseError, connection

from core.operations.worker import Stopping
from core.pictures.models import ClinicImage, PictureOrder
from core.pictures.renditions import PICTURE_FILTER, SHARING_FILTER
from core.pictures.responsive import PLACES
from core.web.page_cache.writes import invalidate_after_commit

logger = logging.getLogger(__name__)

# Notices about appointments wait no longer than this for pictures.
SECONDS_AT_ONCE = 10


def make_ordered(stopping: Stopping) -> None:
    """Make what was ordered, for some seconds; pages are rendered anew once nothing is left to do."""
    until = time.monotonic() + SECONDS_AT_ONCE
    waiting = PictureOrder.objects.filter(failed=False).order_by("pk").select_related("image")
    seen = False
    for order in waiting[:100]:
        if stopping() or time.monotonic() > until:
            return
        seen = seen or order.place != PictureOrder.FIRST
        _make(order)
    if seen and not waiting.exists():
        invalidate_after_commit(connection)


def _make(order: PictureOrder) -> None:
    """Make the copies one after the other: a large picture is unpacked once at a time. A failure is not tried again."""
    try:
        for spec in specs(order.place):
            order.image.get_rendition(spec)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - one broken picture must not stop the others
        logger.error("Picture %s cannot be resized: %s", order.image_id, type(error).__name__)  # noqa: TRY400
        PictureOrder.objects.filter(pk=order.pk).update(failed=True)
    else:
        order.delete()


def specs(place: str) -> list[str]:
    """The copies that an order asks for. A new picture needs each place's JPEG, and what search and sharing show."""
    if place != PictureOrder.FIRST:
        return PLACES[place].specs()
    return list(dict.fromkeys([SHARING_FILTER, *(each.plain for each in PLACES.values()), PICTURE_FILTER]))


def order_first_copies(image: ClinicImage) -> None:
    """Have the worker make what a new picture needs first; what failed with a former file is tried again."""
    PictureOrder.objects.filter(image=image).delete()
    PictureOrder.objects.create(image=image, place=PictureOrder.FIRST)


def order_after_save(sender: type, instance: ClinicImage, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `post_save`; what a fixture brings is left as it is."""
    if not raw:
        order_first_copies(instance)

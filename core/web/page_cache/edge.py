"""The nginx in front of the site keeps pages itself, and learns of each change without being told (deploy/nginx.conf).

`current` in the edge's folder is a symbolic link to a folder named after the generation. nginx resolves it for each
request (`$realpath_root`) and has the name in the key of what it keeps: so with the link, which changes in one step,
everything kept before is out of reach, for everybody. nginx sends the name that it has seen along; a page is given
with leave to be kept (`X-Accel-Expires`, in seconds) only where that is the generation of now.

A link that could not be changed is taken away, and nginx then keeps nothing. What was lost all the same (a process
killed between a change and the link) the worker mends within a tenth of a second (`warming.py`). Should there be no
worker either, a page is kept `LONGEST_SECONDS` at most.
"""

import contextlib
import hashlib
import logging
import os
import uuid
from collections.abc import Hashable
from functools import cache
from pathlib import Path

from django.core.signals import setting_changed

from core.web.page_cache.config import get_config

logger = logging.getLogger("core.web.page_cache")

# What nginx sends along: the folder that it has seen. From others it means nothing, and does no harm.
SEEN = "HTTP_X_EDGE_GENERATION"
LINK = "current"
LONGEST_SECONDS = 60


class Edge:
    """The folder that tells nginx the generation."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def show(self, token: Hashable) -> None:
        """Have the link name a generation. Never raises."""
        name, link = generation_name(token), self._directory / LINK
        if self._shown() == name:
            return
        aside = self._directory / f"{LINK}.{uuid.uuid4().hex}"
        former = self._shown()
        try:
            (self._directory / name).mkdir(parents=True, exist_ok=True)
            aside.symlink_to(name)
            aside.replace(link)
        except OSError as error:
            logger.warning("The edge keeps no pages, since it cannot be told of changes: %s", error)
            with contextlib.suppress(OSError):
                link.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            if former and former != name:
                (self._directory / former).rmdir()

    def _shown(self) -> str:
        try:
            # Not Path.readlink(): this runs ten times a second.
            return os.readlink(self._directory / LINK)  # noqa: PTH115
        except OSError:
            return ""


def generation_name(token: Hashable) -> str:
    """The name of a generation's folder."""
    return f"g-{hashlib.sha256(repr(token).encode()).hexdigest()[:24]}"


def leave_to_keep(seen: str, token: Hashable, seconds: float) -> str:
    """The seconds that nginx may keep a page of this generation, "0" for not at all. `seen`: the folder it has seen."""
    return str(int(min(seconds, LONGEST_SECONDS))) if seen.rpartition("/")[2] == generation_name(token) else "0"


@cache
def get_edge() -> Edge | None:
    """The edge of this machine; None where there is none."""
    directory = get_config().edge_directory
    return Edge(directory) if directory is not None else None


def show(token: Hashable) -> None:
    """Have the edge, if there is one, know the generation."""
    if edge := get_edge():
        edge.show(token)


def _forget(*, setting: str, **kwargs: object) -> None:
    """Read again after a test changed the setting."""
    if setting == "PAGE_CACHE":
        get_edge.cache_clear()


setting_changed.connect(_forget, dispatch_uid="page_cache.edge")

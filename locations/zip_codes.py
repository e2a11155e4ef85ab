"""Rows of the list of ZIP codes, read from the file that `zip_code_file` makes.

Where the file cannot be made (a full disk, a folder that nobody may write to), the list is held in memory.
"""

import json
import logging
import math
import os
import sqlite3
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from locations import zip_code_file

logger = logging.getLogger(__name__)

MAKE_WITHIN = 60  # seconds
MILES_PER_DEGREE = 69.0  # of latitude


class Area(NamedTuple):
    """One ZIP code: whose it is, its town and the town's other names, and where it lies; 0, 0 where nobody knows."""

    code: str
    is_military: bool
    city: str
    state: str
    county: str
    latitude: float
    longitude: float
    other_names: tuple[str, ...]


def with_code(code: str) -> list[Area]:
    """The areas of a ZIP code of five digits: one, or none where there is no such code."""
    return _areas("zip_code = ?", code)


def in_state(state: str) -> list[Area]:
    """All of a state, by its two letters."""
    return _areas("state = ?", state)


def in_city(city: str) -> list[Area]:
    """Those whose town is spelled just so, in any state."""
    return _areas("city = ?", city)


def around(latitude: float, longitude: float, miles: float) -> list[Area]:
    """Those in the square of twice so many miles around a point; degrees."""
    north, east = miles / MILES_PER_DEGREE, miles / MILES_PER_DEGREE / max(_cosine(latitude), 0.1)
    return _areas(
        "lat BETWEEN ? AND ? AND long BETWEEN ? AND ?",
        *(latitude - north, latitude + north, longitude - east, longitude + east),
    )


def prepare() -> None:
    """Make the file where it is missing, so that no visitor waits for it."""
    _database(os.getpid())


def _cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _areas(condition: str, *values: object) -> list[Area]:
    rows = _database(os.getpid()).execute(
        "SELECT zip_code, zip_code_type, city, state, county, lat, long, acceptable_cities, unacceptable_cities "  # noqa: S608 - the conditions above
        f"FROM area WHERE {condition} ORDER BY rowid",
        values,
    )
    return [
        Area(code, kind == "MILITARY", city, state, county, latitude, longitude, (*json.loads(good), *json.loads(bad)))
        for code, kind, city, state, county, latitude, longitude, good, bad in rows
    ]


@cache
def _database(_process: int) -> sqlite3.Connection:
    """A connection of this process: none may be taken over from the one that it was forked from."""
    path = Path(settings.DATA_DIR) / zip_code_file.file_name()
    try:
        if not path.exists():
            _make(path)
        # Nobody writes to it any more; so SQLite needs no locks and makes no files beside it.
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except (OSError, subprocess.SubprocessError, sqlite3.Error) as error:
        logger.warning("The list of ZIP codes is held in memory, since its file could not be made: %s", error)
        database = sqlite3.connect(":memory:", check_same_thread=False)
        zip_code_file.fill(database)
        return database


def _make(path: Path) -> None:
    """Have a process of its own write the file aside, then rename it: nobody ever sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for former in path.parent.glob("zip-codes-*.sqlite3"):
        former.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="zip-codes-") as folder:
        made = Path(folder) / path.name
        subprocess.run([sys.executable, zip_code_file.__file__, made], timeout=MAKE_WITHIN, check=True)
        made.replace(path)

"""The file of an embedded database (SQLite): where it is, and one connection that stays open."""

import logging
import sqlite3
from pathlib import Path

from django.db import connection

from core.operations.deployment import disk_reserve

logger = logging.getLogger(__name__)

# Held until the process ends.
_kept: list[sqlite3.Connection] = []


def database_folder() -> Path | None:
    """Return the folder of the embedded database; None where there is none (PostgreSQL, in memory, not made yet)."""
    if connection.vendor != "sqlite":
        return None
    file = Path(connection.settings_dict["NAME"])
    return file.parent if file.is_file() else None


def make_room() -> None:
    """Have room on the disk for opening the database. Called once, when a program starts."""
    if folder := database_folder():
        disk_reserve.make_room(folder)
        disk_reserve.look_after(folder)


def look_after_reserve() -> None:
    """Keep a reserve for the next full disk, and lend of it on this one. Called over and over by the worker."""
    if folder := database_folder():
        disk_reserve.look_after(folder)


def keep_open() -> None:
    """Open a connection that stays open as long as this process lives.

    The last connection to be closed removes SQLite's shared memory (`-shm`), and the next one has to make it anew, for
    which there is no room on a full disk. With this connection there is no last one while the site runs.
    """
    make_room()
    folder = database_folder()
    if folder is None:
        return
    file = Path(connection.settings_dict["NAME"])
    try:
        kept = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False, timeout=4)
        kept.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only a read opens the shared memory
    except sqlite3.Error as error:
        logger.warning("No connection to the database could be kept open: %s", error)
    else:
        _kept.append(kept)

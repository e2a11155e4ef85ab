"""The questions that decide whether this process may be sent visitors. Each answers quickly, whatever is broken."""

import logging
import shutil
import time
import uuid
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection

from core.deployment.database import unapplied_migrations
from core.last_contact import remember_contact

logger = logging.getLogger("clinic.health")

LEAST_FREE_BYTES = 200 * 2**20


class Result(NamedTuple):
    """One answer. `why` names what is wrong in plain words, without addresses, names or secrets.

    What is not `vital` needs a person, but this process can serve visitors without it.
    """

    name: str
    ok: bool
    why: str = ""
    ms: float = 0.0
    vital: bool = True


def database() -> str:
    """Read from the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    remember_contact()
    return ""


def migrations() -> str:
    """Compare the database's schema with the code's."""
    missing = unapplied_migrations()
    return f"{missing} migrations are not applied" if missing else ""


def cached() -> str:
    """Write to the cache and read it back."""
    key, value = f"health-{uuid.uuid4().hex}", "ok"
    cache.set(key, value, 10)
    found = cache.get(key)
    cache.delete(key)
    return "" if found == value else "what is written to the cache does not come back"


def storage() -> str:
    """Write a file where uploads go, and remove it."""
    name = default_storage.save(f"health/{uuid.uuid4().hex}.txt", BytesIO(b"ok"))
    default_storage.delete(name)
    return ""


def disk() -> str:
    """Look at the free space while there still is some: reads go on when a disk is full, forms do not."""
    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    return "" if free >= LEAST_FREE_BYTES else f"{free // 2**20} MB of disk space are left"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "cache": cached,
    "storage": storage,
    "disk": disk,
}


_others: dict[str, Callable[[], str]] = {}


def register_check(name: str, check: Callable[[], str]) -> None:
    """Add a room's own question. It returns "" when all is well, else what is wrong. Never vital: visitors stay."""
    _others[name] = check


def run_check(name: str, check: Callable[[], str], *, vital: bool = True) -> Result:
    """Ask one question; an exception is the answer no, and its type says why."""
    started = time.perf_counter()
    try:
        why = check()
    except Exception as error:  # noqa: BLE001 - a health check reports what is broken and never breaks itself
        logger.warning("health check failed", extra={"details": {"check": name, "exception": type(error).__name__}})
        why = f"no answer ({type(error).__name__})"
    return Result(name, not why, why, round((time.perf_counter() - started) * 1000, 1), vital)


def run_checks() -> list[Result]:
    """Ask everything; a database that does not answer is not asked twice."""
    results = [run_check("database", database)]
    for name, check in CHECKS.items():
        if name == "database":
            continue
        if name == "migrations" and not results[0].ok:
            results.append(Result(name, False, "the database does not answer"))
            continue
        results.append(run_check(name, check))
    if results[0].ok:
        results += [run_check(name, check, vital=False) for name, check in _others.items()]
    return results

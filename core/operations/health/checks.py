"""The questions that decide whether this process may be sent visitors. Each answers quickly, whatever is broken."""

import logging
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
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from core.operations.deployment.database import unapplied_migrations
from core.operations.deployment.disk_reserve import free_bytes
from core.web.contact_cache import refresh_contact
from core.web.exits import EXITS

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


class Check(NamedTuple):
    """One question. `ask` returns "" when all is well, else what is wrong; it may raise.

    The rest is for staff: what it is about, what to say when all is well (a text, or a function that makes one), and
    what to do when it is not. `staff_only`: takes seconds, so it is asked on the staff's page alone.
    """

    name: str
    ask: Callable[[], str]
    title: str | Promise
    describe: str | Promise | Callable[[], str] = ""
    advice: str | Promise = ""
    staff_only: bool = False


def database() -> str:
    """Read from the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    refresh_contact()
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
    free = free_bytes(folder if folder.exists() else folder.parent)
    return "" if free >= LEAST_FREE_BYTES else f"{free // 2**20} MB of disk space are left"


def free_space() -> str:
    """Say how much room is left."""
    folder = Path(settings.DATA_DIR)
    free = free_bytes(folder if folder.exists() else folder.parent)
    return gettext("%(size)s are free.") % {"size": filesizeformat(free)}


_TELL = gettext_lazy("Tell the person who looks after the server.")

# What decides whether this process may be sent visitors.
CHECKS: dict[str, Check] = {
    check.name: check
    for check in (
        Check("database", database, gettext_lazy("Database"), gettext_lazy("It answers."), _TELL),
        Check("migrations", migrations, gettext_lazy("Database version"), gettext_lazy("It fits the website."), _TELL),
        Check("cache", cached, gettext_lazy("Fast memory (cache)"), gettext_lazy("It remembers."), _TELL),
        Check("storage", storage, gettext_lazy("Uploads"), gettext_lazy("Pictures and documents can be saved."), _TELL),
        Check(
            "disk",
            disk,
            gettext_lazy("Disk space"),
            free_space,
            gettext_lazy(
                "When the disk is full, requests cannot be stored. Tell the person who looks after the server."
            ),
        ),
    )
}

_others: dict[str, Check] = {}


def register_check(check: Check) -> None:
    """Add a question about something that visitors can do without for a while."""
    _others[check.name] = check


def run_check(check: Check, *, vital: bool = True) -> Result:
    """Ask one question; an exception is the answer no, and its type says why."""
    started = time.perf_counter()
    try:
        why = check.ask()
    except EXITS:
        raise
    except BaseException as error:  # noqa: BLE001 - a health check reports what is broken and never breaks itself
        logger.warning(
            "health check failed", extra={"details": {"check": check.name, "exception": type(error).__name__}}
        )
        why = f"no answer ({type(error).__name__})"
    return Result(check.name, not why, why, round((time.perf_counter() - started) * 1000, 1), vital)


def all_checks() -> dict[str, Check]:
    """Every question, the vital ones first."""
    return {**CHECKS, **_others}


def run_checks(*, for_staff: bool = False) -> list[Result]:
    """Ask everything; a database that does not answer is not asked twice. What takes long is asked for staff alone."""
    results = [run_check(CHECKS["database"])]
    for name, check in CHECKS.items():
        if name == "database":
            continue
        if name == "migrations" and not results[0].ok:
            results.append(Result(name, False, "the database does not answer"))
            continue
        results.append(run_check(check))
    if results[0].ok:
        results += [run_check(check, vital=False) for check in _others.values() if for_staff or not check.staff_only]
    return results

"""System checks: usable keys and limits, and a database that keeps what it has acknowledged."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from core.web.rate_limits import Limit

from .crypto.keys import index_key, keyring


@checks.register
def check_settings(**kwargs: Any) -> list[checks.CheckMessage]:
    """Keys that are there must be usable; missing ones are only a warning here, production refuses to start."""
    found: list[checks.CheckMessage] = []
    if not settings.APPOINTMENTS_KEYS or not settings.APPOINTMENTS_INDEX_KEY:
        hint = "Start the site with `make dev` or `make run`, which make the keys."
        found.append(
            checks.Warning(
                "Appointment requests cannot be stored: keys are missing.", hint=hint, id="appointments.W001"
            )
        )
    else:
        for load in (keyring, index_key):
            try:
                load()
            except ImproperlyConfigured as error:
                found.append(checks.Error(str(error), id="appointments.E001"))
    for name in ("APPOINTMENTS_LIMIT_PER_ADDRESS", "APPOINTMENTS_LIMIT_PER_CONTACT"):
        try:
            Limit.parse(getattr(settings, name))
        except ImproperlyConfigured as error:
            found.append(checks.Error(f"{name}: {error}", id="appointments.E002"))
    return found


@checks.register(checks.Tags.database)
def check_durability(databases: Sequence[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """An acknowledged request must survive a power cut: it was measured that weaker settings lose some.

    Runs with `migrate` and `check --database default`.
    """
    found: list[checks.CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for setting in ("synchronous_commit", "fsync"):
                    cursor.execute(f"SHOW {setting}")
                    if cursor.fetchone()[0] == "off":
                        found.append(checks.Error(f"PostgreSQL runs with {setting} = off.", id="appointments.E003"))
            elif connection.vendor == "sqlite":
                cursor.execute("PRAGMA synchronous")
                level = cursor.fetchone()[0]
                if level < 2:
                    found.append(checks.Error("SQLite runs without synchronous = FULL.", id="appointments.E003"))
    return found

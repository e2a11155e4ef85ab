"""Writes that would rather be left out than waited for: counts, made beside what somebody waits for."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

LOCK_WAIT_MS = 200


@contextmanager
def waits_briefly() -> Iterator[None]:
    """A transaction that gives up after `LOCK_WAIT_MS` where somebody else holds the database or a row.

    Raises:
        DatabaseError: then; nothing of the transaction was written.
    """
    try:
        if connection.vendor == "sqlite":  # before the transaction, which begins by taking the lock
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_WAIT_MS}ms'")
            yield
    finally:
        if connection.vendor == "sqlite" and connection.connection is not None:
            usual = int(connection.settings_dict.get("OPTIONS", {}).get("timeout", 5) * 1000)
            connection.connection.execute(f"PRAGMA busy_timeout = {usual}")

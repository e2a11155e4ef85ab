"""Waiting for the database, and knowing whether its schema fits the code."""

import time
from collections.abc import Callable, Iterable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError

from core.operations.database_timeouts import TimeLimitedConnection


class DatabaseUnreachable(Exception):
    """The database did not answer within the time allowed."""


class NotMigrated(Exception):
    """Nobody brought the database up to date within the time allowed."""


class SchemaTooNew(Exception):
    """The database was migrated by a newer version of the code; an older one would damage it."""


def wait_for_database(limit: float, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
    """Return as soon as the database answers; try for `limit` seconds with pauses of 0.5, 1, 2, 4, 5, 5 ... seconds.

    Raises DatabaseUnreachable with the driver's reason, which never contains the password.
    """
    deadline = time.monotonic() + limit
    pause = 0.5
    while True:
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            connection.close()
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            left = deadline - time.monotonic()
            if left <= 0:
                raise DatabaseUnreachable(f"The database did not answer within {limit:.0f} s: {reason}") from error
            say(f"Waiting for the database ({reason})")
            sleep(min(pause, left))
            pause = min(pause * 2, 5.0)
        else:
            return


def be_patient() -> None:
    """Let this connection's statements take as long as they need: a migration may, a visitor's query may not."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET lock_timeout = '60s'")
        if isinstance(connection.connection, TimeLimitedConnection):
            connection.connection.patience = None


def unknown_migrations(applied: Iterable[tuple[str, str]]) -> list[str]:
    """Return those of `applied` ((app, name) pairs) that this code does not know, as "app.name", sorted."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    return sorted(f"{app}.{name}" for app, name in applied if app in loader.migrated_apps and (app, name) not in known)


def refuse_newer_schema() -> None:
    """Raise SchemaTooNew when the database holds migrations that this code does not know."""
    unknown = unknown_migrations(MigrationRecorder(connection).applied_migrations())
    if unknown:
        names = ", ".join(unknown[:3]) + (" ..." if len(unknown) > 3 else "")
        raise SchemaTooNew(
            f"The database is newer than this code (it has {names}). "
            "Start the newer version, or restore the backup made before the upgrade."
        )


def unapplied_migrations() -> int:
    """Return how many migrations of this code the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def wait_for_migrations(limit: float, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
    """Return as soon as the database has every migration of this code; look every two seconds for `limit` seconds.

    Raises NotMigrated afterwards.
    """
    deadline = time.monotonic() + limit
    told = False
    while missing := unapplied_migrations():
        if time.monotonic() >= deadline:
            raise NotMigrated(
                f"{missing} migrations are missing after {limit:.0f} s. Start the image once as `migrate`."
            )
        if not told:
            say(f"Waiting until the database is up to date ({missing} migrations are missing)")
            told = True
        sleep(2)

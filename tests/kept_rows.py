"""All rows of the test database, kept in memory and put back: what a test left there is gone for the cost of a copy."""

import contextlib
import sqlite3
import time

from django.db import connection, transaction

BUSY_SECONDS = 10.0  # how long a request that a test did not wait for may still hold the database


class KeptRows:
    """The rows of every table at one moment.

    On SQLite the whole database is copied by its backup interface, on PostgreSQL each table in the words of COPY. There
    the sequences stay where they are: they are beyond these rows already.
    """

    def __init__(self) -> None:
        self._tables: dict[str, list[bytes]] = {}
        self._copy: sqlite3.Connection | None = None

    def __bool__(self) -> bool:
        """Whether rows are kept."""
        return self._copy is not None or bool(self._tables)

    def keep(self) -> None:
        """Remember what every table of the present database holds."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self._copy = sqlite3.connect(":memory:")
            connection.connection.backup(self._copy)
            return
        with connection.cursor() as cursor:
            for table in set(connection.introspection.table_names(cursor)) - {"django_migrations"}:
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                    self._tables[table] = [bytes(row) for row in copy]

    def put_back(self) -> None:
        """Let every table hold what it held. On SQLite not within a transaction."""
        if self._copy is not None:
            connection.ensure_connection()
            _when_free(self._copy, connection.connection)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            # Keys between tables are looked at when the transaction ends.
            cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in self._tables))
            for table, rows in self._tables.items():
                if rows:
                    with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                        for row in rows:
                            copy.write(row)


def _when_free(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy `source` over `target` as soon as no other thread reads or writes there."""
    for _wait in range(int(BUSY_SECONDS / 0.05)):
        with contextlib.suppress(sqlite3.OperationalError):
            source.backup(target)
            return
        time.sleep(0.05)
    source.backup(target)

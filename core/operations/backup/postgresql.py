"""PostgreSQL in an archive: the rows of every table, by COPY, in one transaction that sees one moment of the database.

The tables themselves are not in the archive: the migrations that it names make them again, so neither pg_dump nor its
match to the server's version is needed, and a backup made on one version of PostgreSQL comes back on another.
"""

import gzip
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from core.operations.backup.archive import BLOCK_BYTES, ArchiveWriter, Manifest
from core.operations.backup.errors import BackupError
from core.operations.deployment.database import be_patient

VENDOR = "postgresql"
FOLDER = "database/"
ENDING = ".copy.gz"
# Values as text that any server reads back to the same value.
EXACT = (
    "SET statement_timeout = 0; SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = 0; "
    "SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 3; "
    "SET bytea_output = 'hex'; SET client_encoding = 'UTF8'"
)
TABLES = """
    SELECT class.relname, array_agg(column_.attname ORDER BY column_.attnum)
    FROM pg_class class
    JOIN pg_attribute column_ ON column_.attrelid = class.oid
    WHERE class.relnamespace = current_schema()::regnamespace AND class.relkind = 'r'
      AND column_.attnum > 0 AND NOT column_.attisdropped AND column_.attgenerated = ''
    GROUP BY class.relname ORDER BY class.relname
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"


@contextmanager
def own_connection() -> Iterator[psycopg.Connection[Any]]:
    """Give a connection outside the pool, whose statements may take as long as they need."""
    wrapper: BaseDatabaseWrapper = connection.copy()
    wrapper.settings_dict["OPTIONS"] = {
        name: value for name, value in wrapper.settings_dict["OPTIONS"].items() if name != "pool"
    }
    wrapper.ensure_connection()
    try:
        raw: psycopg.Connection[Any] = wrapper.connection
        raw.execute(EXACT)
        yield raw
    finally:
        wrapper.close()


def size() -> int:
    """Bytes of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def is_empty() -> bool:
    """Whether the database has no tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
        return not cursor.fetchone()[0]


def _copy(table: str, columns: list[str], direction: str) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) " + direction).format(sql.Identifier(table), names)


def _rows_out(raw: psycopg.Connection[Any], table: str, columns: list[str]) -> Iterator[bytes]:
    """Give each row as its line of text, in whatever order the server has them."""
    rest = b""
    with raw.cursor().copy(_copy(table, columns, "TO STDOUT")) as blocks:
        for block in blocks:
            *rows, rest = (rest + bytes(block)).split(b"\n")
            for row in rows:
                yield row + b"\n"


class RowsDigest:
    """Counts rows and sums their SHA-256: the same for the same rows in any order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: bytes) -> None:
        """Take one row."""
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(row).digest(), "big")) % 2**256

    def __str__(self) -> str:
        return f"{self._sum:064x}"


def save(writer: ArchiveWriter, manifest: Manifest, spool: Path) -> None:
    """Add every table's rows; the details keep columns, a digest of the rows and where the sequences are."""
    with own_connection() as raw:
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables: dict[str, dict[str, Any]] = {}
        for table, columns in raw.execute(TABLES).fetchall():
            digest = RowsDigest()
            with tempfile.TemporaryFile(dir=spool) as file:
                with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=4, mtime=0) as packed:
                    for row in _rows_out(raw, table, columns):
                        digest.add(row)
                        packed.write(row)
                length = file.tell()
                file.seek(0)
                writer.add(f"{FOLDER}{table}{ENDING}", file, length)
            manifest.tables[table] = digest.rows
            tables[table] = {"columns": columns, "digest": str(digest)}
        manifest.migrations = [
            list(row) for row in raw.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
        ]
        manifest.details = {
            "version": raw.info.server_version,
            "tables": tables,
            "sequences": dict(raw.execute(SEQUENCES).fetchall()),
        }
        raw.execute("ROLLBACK")


class Loader:
    """Brings the database back: makes the tables, then fills them in one transaction."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self._tables: dict[str, dict[str, Any]] = manifest.details["tables"]
        self._own = own_connection()
        self._raw: psycopg.Connection[Any] | None = None

    def _start(self) -> psycopg.Connection[Any]:
        """Make the tables as the archive's migrations make them, and empty those that migrations fill."""
        be_patient()
        executor = MigrationExecutor(connection)
        nodes = executor.loader.graph.node_map
        applied = {(app, name) for app, name in self.manifest.migrations} & nodes.keys()
        # Those that no other of them builds on: a target that is there already would be taken for a way back.
        executor.migrate(sorted(key for key in applied if not any(n.key in applied for n in nodes[key].children)))
        raw = self._own.__enter__()
        raw.execute("BEGIN")
        made: dict[str, list[str]] = dict(raw.execute(TABLES).fetchall())
        wanted = {table: details["columns"] for table, details in self._tables.items()}
        if {table: sorted(columns) for table, columns in made.items()} != {
            table: sorted(columns) for table, columns in wanted.items()
        }:
            raise BackupError("The migrations make other tables than the backup holds. Use the version that made it.")
        for table in made:
            # Only what migrations have written: some tables refuse even an empty deletion.
            if raw.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))).fetchone():
                raw.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        return raw

    def take(self, name: str, content: IO[bytes]) -> None:
        """Fill one table."""
        if self._raw is None:
            self._raw = self._start()
        table = name.removeprefix(FOLDER).removesuffix(ENDING)
        statement = _copy(table, self._tables[table]["columns"], "FROM STDIN")
        with gzip.GzipFile(fileobj=content) as rows, self._raw.cursor().copy(statement) as target:
            while block := rows.read(BLOCK_BYTES):
                target.write(block)

    def compare(self) -> None:
        """Set the sequences, let the database check every relation, and read all of it back.

        Raises:
            BackupError: when a table holds something else than the archive.
        """
        if self._raw is None:
            raise BackupError("This backup holds no database.")
        for sequence, last in self.manifest.details["sequences"].items():
            self._raw.execute("SELECT setval(%s::regclass, %s, %s)", [f'"{sequence}"', last or 1, last is not None])
        self._raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, details in self._tables.items():
            digest = RowsDigest()
            for row in _rows_out(self._raw, table, details["columns"]):
                digest.add(row)
            if (digest.rows, str(digest)) != (self.manifest.tables[table], details["digest"]):
                raise BackupError(f"The table {table} did not arrive as it is in the backup.")

    def finish(self) -> None:
        """Make it last."""
        if self._raw is not None:
            self._raw.execute("COMMIT")
            self._raw.execute("ANALYZE")
            self._close()

    def abandon(self) -> None:
        """Leave the database as empty as it was."""
        self._close()
        connection.close()
        with own_connection() as raw:
            for (table,) in raw.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            ).fetchall():
                raw.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(table)))

    def _close(self) -> None:
        if self._raw is not None:
            self._raw = None
            self._own.__exit__(None, None, None)

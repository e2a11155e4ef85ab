"""Database triggers that keep the audit log append-only, whoever writes to the database.

Records may be deleted once they are older than the six years for which HIPAA wants such documentation kept
(45 CFR 164.316(b)(2)). A migration that rebuilds the table must install the triggers again.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "appointments_auditevent"
KEPT_YEARS = 6

SQLITE_INSTALL = [
    (
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    ),
    (
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
        f"WHEN OLD.at > datetime('now', '-{KEPT_YEARS} years') "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    ),
]
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS {TABLE}_no_update", f"DROP TRIGGER IF EXISTS {TABLE}_no_delete"]

POSTGRESQL_INSTALL = [
    (
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    ),
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    (
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW "
        f"WHEN (OLD.at > now() - interval '{KEPT_YEARS} years') EXECUTE FUNCTION {TABLE}_refuse()"
    ),
    (
        f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()"
    ),
]
POSTGRESQL_REMOVE = [
    *(f"DROP TRIGGER IF EXISTS {TABLE}_no_{what} ON {TABLE}" for what in ("update", "delete", "truncate")),
    f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
]
STATEMENTS = {"sqlite": (SQLITE_INSTALL, SQLITE_REMOVE), "postgresql": (POSTGRESQL_INSTALL, POSTGRESQL_REMOVE)}


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place (SQLite and PostgreSQL; elsewhere only Python refuses)."""
    remove(connection)
    _execute(connection, STATEMENTS.get(connection.vendor, ([], []))[0])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, before the migration is undone or tests empty the tables."""
    _execute(connection, STATEMENTS.get(connection.vendor, ([], []))[1])


def install_by_migration(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step."""
    install(schema_editor.connection)


def remove_by_migration(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Reverse migration step."""
    remove(schema_editor.connection)

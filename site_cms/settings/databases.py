"""Databases: embedded SQLite, or PostgreSQL with a pool and short patience, from one URL."""

from typing import Any

import environ

# Seconds after which a visitor is answered with "not right now" rather than made to wait.
PATIENCE = 4
# PostgreSQL: for a statement, and for a free connection of the pool. Both together stay under five.
STATEMENT_SECONDS = 3
POOL_SECONDS = 1.5

# WAL with synchronous=FULL loses no acknowledged commit in a power cut (WAL with NORMAL does); IMMEDIATE takes the
# write lock at the start, so that a transaction never fails half-way.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": PATIENCE,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
    ),
}


POSTGRES_LIMITS = {
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "lock_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": "60s",
}


def postgres_options(pool_size: int) -> dict[str, Any]:
    """Return psycopg's options: give up early on a database that does not answer, and share connections.

    A pool of 0 opens a connection for each request; needed behind PgBouncer.
    """
    options: dict[str, Any] = {
        "connect_timeout": 3,
        # A connection whose other end is silently gone is given up after so many milliseconds (Linux).
        "tcp_user_timeout": PATIENCE * 1000,
        "keepalives_idle": 30,
        "options": " ".join(f"-c {name}={value}" for name, value in POSTGRES_LIMITS.items()),
    }
    if pool_size:
        from core.operations.database_timeouts import TimeLimitedConnection  # noqa: PLC0415 - psycopg, not on SQLite

        # `timeout`: seconds to wait for a free connection. `max_lifetime`: so that a failed-over server is left.
        # `reconnect_timeout`: the pool doubles its pause after each vain try, for five minutes, and tries nothing else
        # meanwhile; so short, the next visitor makes it try, and the site is back as soon as the database is.
        options["pool"] = {
            "min_size": 1,
            "max_size": pool_size,
            "timeout": POOL_SECONDS,
            "max_lifetime": 900,
            "reconnect_timeout": 0.5,
            "connection_class": TimeLimitedConnection,
        }
    return options


def database(url: str, *, pool_size: int) -> dict[str, Any]:
    """Return the settings of the database named by `url` ("sqlite:///...", "postgres://user:password@host/name")."""
    settings: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = dict(SQLITE_OPTIONS)
    elif settings["ENGINE"] == "django.db.backends.postgresql":
        settings["OPTIONS"] = {**postgres_options(pool_size), **settings.get("OPTIONS", {})}
        settings["CONN_HEALTH_CHECKS"] = True
    return settings

"""A PostgreSQL connection that gives up on a server that has gone silent.

The server's own time-outs (`statement_timeout`) help while it can still speak. Behind a network that swallows
everything, or a server that hangs, nobody ever answers: without a limit here, a visitor would wait for as long as TCP.
"""

import threading
import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout

T = TypeVar("T")

PATIENCE = 3.2  # seconds; a little more than the server's statement_timeout
PATIENCE_WITH_A_PULSE = 1.4  # for the empty query by which the pool learns whether a connection lives
SILENCE = 3.0  # seconds for which whoever met silence does not wait again: one request waits once

_met = threading.local()


class TimeLimitedConnection(psycopg.Connection[Any]):
    """For the pool that visitors' requests share. `patience`: seconds for each answer; None for as long as it takes."""

    patience: float | None = PATIENCE

    def execute(self, query: Any, *arguments: Any, **options: Any) -> Any:
        """Execute; the pool's empty query is answered at once, or never."""
        if query != "" or self.patience is None:
            return super().execute(query, *arguments, **options)
        self.patience = PATIENCE_WITH_A_PULSE
        try:
            return super().execute(query, *arguments, **options)
        finally:
            self.patience = PATIENCE

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait for an answer.

        Raises:
            OperationalError: when none came in time; the connection is closed, since its state is unknown.
        """
        limit = timeout
        if limit is None and self.patience is not None:
            limit = 0.1 if time.monotonic() < getattr(_met, "silence_until", 0) else self.patience
        try:
            return super().wait(gen, interval, limit)
        except _WaitTimeout as error:
            if timeout is not None:
                raise
            _met.silence_until = time.monotonic() + SILENCE
            self.pgconn.finish()
            raise psycopg.OperationalError("The database has gone silent.") from error

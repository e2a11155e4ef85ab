"""Shuts the live server between two tests.

A browser sends word as it leaves a page (the admin's “somebody is editing this” is given back), which comes when the
test is over: the request would change the database that all threads share just as that is shut, in the middle of a
transaction, and the tests after it would find one that is never committed.
"""

from collections.abc import Callable, Iterable
from threading import Condition
from typing import Any

LONGEST = 30.0  # seconds that a request may still take after its test


class LiveGate:
    """The application of a live server, answering 503 while it is shut. Bodies are read whole."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application
        self._changed = Condition()
        self._inside = 0
        self._is_open = False

    def open(self) -> None:
        """Let requests in."""
        with self._changed:
            self._is_open = True

    def shut(self) -> None:
        """Let no more requests in, and wait for those inside.

        Raises:
            TimeoutError: when one takes longer than `LONGEST`.
        """
        with self._changed:
            self._is_open = False
            if not self._changed.wait_for(lambda: self._inside == 0, LONGEST):
                raise TimeoutError("A request still goes on although its test is over.")

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        with self._changed:
            if not self._is_open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            self._inside += 1
        try:
            answer = self._application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                if close := getattr(answer, "close", None):
                    close()
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

"""Log lines as JSON with an allow-list of keys, so that no line can hold what was not meant to be in it.

A traceback is kept as the exception's type and the lines of code it passed; its message is left out, since a message
may quote what a patient typed ("value too long: ..."). `LOG_FORMAT=console` prints the same lines for people.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

from django.http import HttpRequest

from core.web.request_reference import current_reference, safe_path

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
# Loggers of libraries whose messages may quote requests (paths with query strings, SQL with values).
_QUOTING = ("django.request", "django.security", "django.db")
# What gunicorn says of a request that it cannot read begins so, and goes on with the sender and what was sent.
_UNREADABLE = "Invalid request from ip="


def frames(exc_info: ExcInfo) -> list[str]:
    """Return the code lines of a traceback, innermost last, at most 25, without values and without the message."""
    if exc_info[0] is None:
        return []
    stack = traceback.extract_tb(exc_info[2])[-25:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in stack]


def exception_names(error: BaseException | None) -> list[str]:
    """Return the type of an exception and of those that caused it: ["OperationalError", "ConnectionRefusedError"]."""
    names: list[str] = []
    while error is not None and len(names) < 5:
        names.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    return names


def message_of(record: logging.LogRecord) -> str:
    """Return the record's message; for libraries that quote requests only the unfilled sentence."""
    if record.name.startswith(_QUOTING):
        if record.exc_info:
            return "unhandled exception"
        return str(record.msg).replace("%s", "…")[:200]
    if record.name == "gunicorn.error":
        if record.exc_info:
            return "a request broke off"
        if str(record.msg).startswith(_UNREADABLE):
            return "a request could not be read"
    return safe_line(record.getMessage())


def safe_line(text: str) -> str:
    """Return `text` on one line without control characters, so that no visitor can write log lines of their own."""
    return "".join(character if character.isprintable() else " " for character in text)[:1000]


class ReferenceFilter(logging.Filter):
    """Stamp the running request's reference on each record, at the moment it is made."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add `record.reference`; every record passes."""
        record.reference = current_reference.get()
        return True


def as_fields(record: logging.LogRecord) -> dict[str, object]:
    """Return everything that a line about `record` may hold."""
    fields: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message_of(record),
        "reference": getattr(record, "reference", ""),
        **getattr(record, "details", {}),
    }
    if isinstance(request := getattr(record, "request", None), HttpRequest):
        fields["path"] = safe_path(request.path)
    if status := getattr(record, "status_code", None):
        fields["status"] = status
    if record.exc_info and record.exc_info[0] is not None:
        fields["exception"] = exception_names(record.exc_info[1])
        fields["frames"] = frames(record.exc_info)
    return {name: value for name, value in fields.items() if value not in ("", None)}


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return json.dumps(as_fields(record), ensure_ascii=False, default=str)


class ConsoleFormatter(logging.Formatter):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, a traceback's code lines below it."""
        fields = as_fields(record)
        time = str(fields.pop("time"))[11:19]
        level, message = fields.pop("level"), fields.pop("message")
        fields.pop("logger")
        lines = fields.pop("frames", [])
        rest = " ".join(f"{name}={value}" for name, value in fields.items())
        text = f"{time} {level:<7} {message} {rest}".rstrip()
        return "\n    ".join([text, *lines]) if isinstance(lines, list) else text


class DebugFormatter(ConsoleFormatter):
    """The same for a developer: with the whole traceback, messages included. Never for production."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, the traceback as Python prints it below it."""
        line = super().format(record)
        if record.exc_info and record.exc_info[0] is not None:
            return f"{line.splitlines()[0]}\n{self.formatException(record.exc_info)}"
        return line


def logging_settings(style: str, level: str) -> dict[str, object]:
    """Return Django's LOGGING setting. `style` is "json", "console" or "debug"."""
    handler = {"class": "logging.StreamHandler", "formatter": style, "filters": ["reference"]}
    quiet = {"handlers": ["stderr"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"reference": {"()": "core.operations.logging.ReferenceFilter"}},
        "formatters": {
            "json": {"()": "core.operations.logging.JsonFormatter"},
            "console": {"()": "core.operations.logging.ConsoleFormatter"},
            "debug": {"()": "core.operations.logging.DebugFormatter"},
        },
        "handlers": {"stderr": handler, "nowhere": {"class": "logging.NullHandler"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "clinic": {**quiet, "level": level},
            "django": {**quiet, "level": "WARNING"},
            # 4xx have their request line already; what broke is logged once, with its traceback.
            "django.request": {**quiet, "level": "ERROR"},
            # Refusals, each with its request line. Without any handler Python would print a traceback.
            "django.security": {"handlers": ["nowhere"], "propagate": False},
            # In workers gunicorn's own lines take this form too: its own way would print addresses and queries.
            "gunicorn.error": {**quiet, "level": "WARNING"},
            # Names accounts and addresses; what matters is logged by core.accounts without them.
            "axes": {**quiet, "level": "CRITICAL"},
        },
    }

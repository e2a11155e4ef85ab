"""Error reports to a Sentry server of the clinic's choice, without anything personal in them.

Off unless SENTRY_DSN is set. What is sent: the exception's type, the lines of code, the release, the reference that the
visitor saw. What is not: messages, variables, request bodies, headers, cookies, addresses, users, breadcrumbs.
"""

from typing import Any

import sentry_sdk

from core.web.request_reference import current_reference, safe_path

KEPT = ("event_id", "timestamp", "platform", "level", "release", "environment", "sdk")


def scrub(event: Any, hint: dict[str, Any]) -> Any:
    """Return only what the list above allows (Sentry's `before_send`)."""
    kept = {name: event[name] for name in KEPT if name in event}
    kept["tags"] = {"reference": current_reference.get()}
    if url := (event.get("request") or {}).get("url"):
        kept["transaction"] = safe_path("/" + str(url).partition("://")[2].partition("/")[2].partition("?")[0])
    values = (event.get("exception") or {}).get("values") or []
    kept["exception"] = {"values": [scrub_exception(value) for value in values]}
    return kept


def scrub_exception(value: dict[str, Any]) -> dict[str, Any]:
    """Return an exception's type and code lines without its message and variables."""
    frames = (value.get("stacktrace") or {}).get("frames") or []
    names = ("filename", "function", "module", "lineno", "in_app")
    return {
        "type": value.get("type"),
        "module": value.get("module"),
        "stacktrace": {"frames": [{name: frame.get(name) for name in names} for frame in frames]},
    }


def start_error_reports(dsn: str) -> None:
    """Send error reports to `dsn`; do nothing when it is empty."""
    if dsn:
        sentry_sdk.init(
            dsn=dsn,
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            traces_sample_rate=0,
            before_send=scrub,
        )

"""The floor: the same gunicorn answering the same bytes from a variable, with the same headers or with two."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()
FEW = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]
LINES = Path(os.environ["BENCH_HEADERS"]).read_text().splitlines()
ALL = [(name, value) for name, _, value in (line.partition(": ") for line in LINES)]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer at once."""
    start_response("200 OK", list(ALL if environ["PATH_INFO"] == "/all" else FEW))
    return [BODY]

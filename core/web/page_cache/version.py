"""A name for the code, templates and settings that render pages: pages of another version are never taken over.

Processes of an old and a new release may run side by side during a deployment, and a folder or cache server outlives
both. Within one image or checkout every process finds the same name.
"""

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

SUFFIXES = (".mo", ".py", ".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")


@cache
def site_version() -> str:
    """A digest of the project's files (path, size, time) and its settings, worked out once per process."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    folders = sorted({Path(app.path) for app in apps.get_app_configs() if base in Path(app.path).parents})
    for folder in [*folders, *map(Path, settings.LOCALE_PATHS)]:
        if "site-packages" in folder.parts:
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix in SUFFIXES:
                status = path.stat()
                digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    digest.update(json.dumps(values, default=_name, sort_keys=True, skipkeys=True).encode())
    digest.update(os.environ.get("RELEASE", "").encode())
    return digest.hexdigest()[:16]


def _name(value: Any) -> str:
    """Settings that are no plain values count by their type: an address in memory differs between processes."""
    return str(value) if isinstance(value, (Path, str)) else type(value).__name__

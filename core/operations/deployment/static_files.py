"""Collecting static files only when they changed: compressing them takes half a minute, looking takes a moment."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def static_fingerprint() -> str:
    """Return a hash over the name, size and time of every static source file, and over where they are collected to."""
    digest = hashlib.sha256(f"{settings.STATIC_ROOT}|{settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static_when_changed(stamp: Path) -> bool:
    """Collect, hash and compress the static files unless `stamp` says that nothing changed. True when it was needed."""
    wanted = static_fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted, encoding="utf-8")
    return True

"""The secrets of a site that runs from one folder: made once, kept readable by their owner alone, never overwritten.

Standard library only: it runs before anything is installed (`make run`, `make env`) and at a container's first start.
"""

from __future__ import annotations

import argparse
import base64
import os
import secrets
import sys
from pathlib import Path

FILE_NAME = "secrets.env"


def _random_key() -> str:
    """Return 256 random bits as URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def new_secrets() -> dict[str, str]:
    """Return fresh values for every secret that production settings demand.

    APPOINTMENTS_KEYS is a list of "name:key" pairs, newest first, so that keys can be rotated.
    """
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "APPOINTMENTS_KEYS": f"k1:{_random_key()}",
        "APPOINTMENTS_INDEX_KEY": _random_key(),
        "BACKUP_KEY": _random_key(),
    }


def read_env_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of an environment file; nothing when there is no such file."""
    if not path.exists():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs if not name.lstrip().startswith("#")}


def ensure_secrets(path: Path, wanted: dict[str, str] | None = None) -> list[str]:
    """Write the secrets that `path` lacks, keep those it has, and return the names that were added.

    The file is replaced in one step and is never, not even for a moment, readable by other users.
    """
    kept = read_env_file(path)
    missing = {name: value for name, value in (wanted or new_secrets()).items() if not kept.get(name)}
    if not missing:
        return []
    before = path.read_text(encoding="utf-8") if path.exists() else "# Made by the site. Keep a copy in a safe place.\n"
    if not before.endswith("\n"):
        before += "\n"
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(before + "".join(f"{name}={value}\n" for name, value in missing.items()))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return sorted(missing)


def compose_secrets() -> dict[str, str]:
    """Return what compose.yaml needs besides: the database's password, without characters that a URL would escape."""
    return {**new_secrets(), "POSTGRES_PASSWORD": secrets.token_hex(24)}


def main(arguments: list[str] | None = None) -> int:
    """Write the file named on the command line and tell which names were added."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--compose", action="store_true", help="add what compose.yaml needs besides")
    options = parser.parse_args(arguments)
    options.file.parent.mkdir(parents=True, exist_ok=True)
    added = ensure_secrets(options.file, compose_secrets() if options.compose else new_secrets())
    print(f"{options.file}: {', '.join(added) if added else 'has every secret already'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

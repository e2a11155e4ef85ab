"""What the container does, by the role it is started with.

serve    everything in one container, on embedded SQLite unless DATABASE_URL is set: prepare, then server and worker;
         `docker kill --signal HUP` starts both anew without refusing anybody
web      the web server alone; waits until the database is migrated
worker   the worker alone; waits likewise
migrate  prepare the database, then end: one run for each release
manage   any management command, such as `manage createsuperuser`

Standard library only. Whatever a person can put right ends in one line that says how, and a non-zero exit code.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from site_cms.launch import CannotStart, check_writable, listen, parse_port, say
from site_cms.local_secrets import FILE_NAME, ensure_secrets
from site_cms.run_file import RunFile
from site_cms.supervisor import Program, Supervisor

GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "site_cms.wsgi:application"]
MANAGE = [sys.executable, "manage.py"]
WORKER = [*MANAGE, "run_worker"]
ROLES = ("serve", "web", "worker", "migrate", "manage")


def check_environment(environ: Mapping[str, str]) -> None:
    """Raise CannotStart on the first variable that cannot be right."""
    parse_port(environ.get("PORT", "8000"))
    site = environ.get("SITE_URL", "http://localhost:8000")
    if urlsplit(site).scheme not in {"http", "https"} or not urlsplit(site).hostname:
        raise CannotStart(f"SITE_URL must be the site's whole address, such as https://clinic.example, not {site!r}.")
    schemes = {
        "DATABASE_URL": {"sqlite", "postgres", "postgresql"},
        "REDIS_URL": {"redis", "rediss", "unix"},
    }
    for name, allowed in schemes.items():
        value = environ.get(name, "")
        if value and urlsplit(value).scheme not in allowed:
            raise CannotStart(f"{name} must begin with {' or '.join(sorted(f'{scheme}://' for scheme in allowed))}.")
    for name in ("WEB_WORKERS", "WEB_CONNECTIONS", "DATABASE_POOL_SIZE"):
        value = environ.get(name, "1")
        if not (value.isascii() and value.isdigit()):
            raise CannotStart(f"{name} must be a number, not {value!r}.")


def is_embedded(environ: Mapping[str, str]) -> bool:
    """Whether the whole site lives in this container's data folder."""
    return urlsplit(environ.get("DATABASE_URL", "")).scheme in {"", "sqlite"}


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder that holds everything the running site writes."""
    return Path(environ.get("DATA_DIR", "/data"))


def get_ready(environ: Mapping[str, str]) -> None:
    """Check the environment and the data folder; make the secrets of a site that lives in this container alone."""
    check_environment(environ)
    data = data_folder(environ)
    check_writable(data)
    if is_embedded(environ):
        missing = [name for name in ensure_secrets(data / FILE_NAME) if not environ.get(name)]
        if missing:
            say(f"Made new secret keys in {data / FILE_NAME}; keep a copy in a safe place")


def run_prepare(*options: str) -> None:
    """Run `manage.py prepare_site`; static files are in the image already."""
    if subprocess.run([*MANAGE, "prepare_site", "--no-static", *options], check=False).returncode:
        raise CannotStart("The site could not be prepared; the lines above say why.")


def become(command: list[str]) -> None:
    """Replace this process by `command`, so that the engine's signals reach it."""
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606


def serve() -> int:
    """Prepare, then run the web server and the worker until told to stop; SIGHUP starts both anew."""
    port = parse_port(os.environ.get("PORT", "8000"))
    listener = listen(os.environ.get("HOST", "127.0.0.1"), port)
    run_prepare()
    say(f"Serving on port {port}")
    programs = [Program("web server", GUNICORN, essential=True, listener=listener, with_jobs=True)]
    return Supervisor(programs, prepare=is_prepared, run_file=RunFile.claim(data_folder(os.environ))).run()


def is_prepared() -> bool:
    """Prepare before a restart; False when that failed."""
    try:
        run_prepare()
    except CannotStart:
        return False
    return True


def start(role: str, arguments: list[str]) -> int:
    """Do what `role` is for. Returns an exit code where this process stays."""
    if role == "manage":
        become([*MANAGE, *arguments])
        return 0
    get_ready(os.environ)
    if not os.environ.get("SITE_URL"):
        # Nobody has said where visitors come in, and the engine may have mapped any port to ours.
        os.environ.setdefault("ANY_PORT", "true")
    if role == "serve":
        return serve()
    if role == "migrate":
        run_prepare()
        return 0
    run_prepare("--wait-for-migrations")
    become([*GUNICORN, "--preload"] if role == "web" else WORKER)
    return 0


def main(arguments: list[str]) -> int:
    """Run the role named first on the command line; "serve" without any."""
    role, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    try:
        if role not in ROLES:
            raise CannotStart(f"Unknown role {role!r}. Roles: {', '.join(ROLES)}.")
        return start(role, rest)
    except CannotStart as problem:
        print(f"✗ {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""From a fresh clone to a running site: what `make run`, `make restart`, `make dev`, `make admin`, `make install` do.

Standard library only, since it runs before anything is installed. Each step checks first whether it is needed, so that
a second start takes seconds. Whatever a person can put right ends in one line that says how.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from core.operations.deployment.disk_reserve import free_bytes, make_room  # noqa: E402
from site_cms.local_secrets import FILE_NAME, ensure_secrets  # noqa: E402
from site_cms.run_file import RunFile, running  # noqa: E402
from site_cms.supervisor import Program, Supervisor  # noqa: E402

OLDEST, NEWEST = (3, 11), (3, 13)
START_WITHIN = 60  # seconds until the server is expected to answer
RESTART_WITHIN = 900  # seconds that `make restart` waits: packages may have to be installed
ROOM_FOR_PACKAGES = 300 * 2**20  # bytes
LITTLE_ROOM = 200 * 2**20  # bytes; the same as core.operations.health.checks.LEAST_FREE_BYTES, which is red below it
MAKE_ROOM = "Make room there (old backups? logs?)."
BACKLOG = 2048  # connections that may wait for the web server; the same in gunicorn.conf.py


class CannotStart(Exception):
    """Something that only a person can put right; its text is the one line that says how."""


def say(text: str) -> None:
    """Tell what is being done."""
    print(f"· {text}", flush=True)


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> None:
    """Raise CannotStart unless this is a Python that the pinned packages are tested with."""
    if not OLDEST <= version[:2] <= NEWEST:
        found = ".".join(map(str, version[:2]))
        raise CannotStart(
            f"Python 3.11, 3.12 or 3.13 is needed; this is Python {found}. Try: make run PYTHON=python3.12"
        )


def check_writable(folder: Path) -> None:
    """Make `folder` if need be, and raise CannotStart when nothing can be written there."""
    trial = folder / f".trial-{os.getpid()}"
    make_room(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_text("ok", encoding="utf-8")
        trial.unlink()
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise CannotStart(f"The disk is full: nothing can be written to {folder}. {MAKE_ROOM}") from error
        raise CannotStart(
            f"Cannot write to {folder} ({error.strerror}). Give yourself the right to, or choose another folder: "
            "make run DATA_DIR=/some/folder"
        ) from error
    if (free := free_bytes(folder)) < LITTLE_ROOM:
        say(
            f"ONLY {free // 2**20} MB OF DISK SPACE ARE LEFT in {folder}. On a full disk pages are shown, but requests "
            f"for appointments cannot be stored. {MAKE_ROOM}"
        )


def parse_port(text: str) -> int:
    """Return the port number in `text`; CannotStart when it is none."""
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 65535:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def listen(host: str, port: int) -> socket.socket:
    """Open the site's port and return the socket; CannotStart when `host`:`port` cannot be listened on.

    Who comes from now on waits until the web server takes the socket over.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotStart(
            f"Cannot listen on {host}:{port} ({error.strerror}). "
            f"Stop what is running there, or choose another port: make run PORT={min(port + 1, 65535)}"
        ) from error
    return listener


def venv_folder() -> Path:
    """Return the virtual environment's folder: VENV from the environment, else .venv."""
    return PROJECT / os.environ.get("VENV", ".venv")


def requirements_hash(files: list[Path], python: str) -> str:
    """Return a hash that changes when the pinned packages or the Python they are installed for do."""
    digest = hashlib.sha256(python.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def install(*, development: bool = False) -> Path:
    """Make the virtual environment and install the pinned packages where that is needed. Return its python."""
    folder = venv_folder()
    python = folder / "bin" / "python"
    files = [PROJECT / "requirements.txt", *([PROJECT / "requirements-dev.txt"] if development else [])]
    stamp = folder / (".installed-dev" if development else ".installed")
    works = python.exists() and not subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode
    wanted = requirements_hash(files, str(sys.version_info[:2]))
    if works and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    if free_bytes(PROJECT) < ROOM_FOR_PACKAGES:
        raise CannotStart(f"Less than 300 MB of disk space is free in {PROJECT}; the packages need room.")
    if not works:
        say(f"Making a virtual environment in {folder}")
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", folder], capture_output=True, check=False)
        if made.returncode:
            raise CannotStart(
                "Python's venv module does not work here. On Debian or Ubuntu: sudo apt install python3-venv"
            )
    say(f"Installing the packages pinned in {files[-1].name} (a minute or two the first time)")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "-r", str(files[-1])]
    if subprocess.run(command, check=False).returncode:
        raise CannotStart("The packages could not be installed; the lines above say why. Is there a connection?")
    stamp.write_text(wanted, encoding="utf-8")
    return python


def site_environment(host: str, port: int, data: Path, *, settings: str) -> dict[str, str]:
    """Return the environment for a site served from this folder. What the caller has set stays."""
    shown = "127.0.0.1" if host in {"", "0.0.0.0", "::"} else host  # noqa: S104
    names = ["localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host, socket.gethostname()]
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        names.append("*")
    defaults = {
        "DJANGO_SETTINGS_MODULE": f"site_cms.settings.{settings}",
        "SITE_URL": f"http://{f'[{shown}]' if ':' in shown else shown}:{port}",
        "ALLOWED_HOSTS": ",".join(dict.fromkeys(names)),
        "LOG_FORMAT": "console",
    }
    if not os.environ.get("SITE_URL"):
        defaults["SITE_URL_ASSUMED"] = "true"
    fixed = {"DATA_DIR": str(data), "HOST": host, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return {**defaults, **os.environ, **fixed}


def prepare(python: Path, environment: dict[str, str], *options: str) -> None:
    """Bring the database, the starter content and the static files up to date."""
    command = [str(python), "manage.py", "prepare_site", *options]
    if subprocess.run(command, env=environment, cwd=PROJECT, check=False).returncode:
        raise CannotStart("The site could not be prepared; the lines above say why.")


def announce(environment: dict[str, str]) -> None:
    """Wait until the server answers, then say where the site is and how to log in."""
    host, port = environment["HOST"], int(environment["PORT"])
    target = "127.0.0.1" if host in {"", "0.0.0.0", "::"} else host  # noqa: S104
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(target, port, timeout=5)
        try:
            connection.request("GET", "/health/live", headers={"Host": "localhost"})
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
        else:
            url = environment["SITE_URL"].rstrip("/")
            admin = environment.get("ADMIN_PATH", "admin").strip("/")
            say(f"The site:   {url}/")
            say(f"The admin:  {url}/{admin}/   (make a login in another window: make admin)")
            say("Stop with Ctrl-C.")
            return
        finally:
            connection.close()


def data_folder() -> Path:
    """Return the folder that holds everything the running site writes: DATA_DIR, else var/."""
    return Path(os.environ.get("DATA_DIR") or PROJECT / "var").resolve()


def ready_folder() -> Path:
    """Return the data folder, writable and with its secrets."""
    folder = data_folder()
    check_writable(folder)
    if ensure_secrets(folder / FILE_NAME):
        say(f"Made new secret keys in {folder / FILE_NAME}; keep a copy in a safe place")
    return folder


def run(*, development: bool = False) -> int:
    """Serve the site until asked to stop. With `development`: DEBUG, and a reload after each change."""
    host = os.environ.get("HOST") or "127.0.0.1"
    port = parse_port(os.environ.get("PORT") or "8000")
    if running(data_folder()):
        raise CannotStart(f"The site in {data_folder()} is running already. To start it anew: make restart")
    listener = listen(host, port)
    data = ready_folder()
    python = str(install())
    environment = site_environment(host, port, data, settings="dev" if development else "production")
    os.chdir(PROJECT)
    os.environ.update(environment)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    prepare(Path(python), environment, *(["--no-static"] if development else []))
    if development:
        listener.close()  # Django's server opens the port itself
        programs = [
            Program("web server", [python, "manage.py", "runserver", address], essential=True),
            Program("worker", [python, "manage.py", "run_worker"]),
        ]
    else:
        serve = [python, "-m", "gunicorn", "-c", "gunicorn.conf.py", "site_cms.wsgi:application"]
        programs = [Program("web server", serve, essential=True, listener=listener, with_jobs=True)]
    say("Starting the web server and the worker")
    threading.Thread(target=announce, args=(environment,), daemon=True).start()
    return Supervisor(programs, prepare=prepare_again, run_file=RunFile.claim(data)).run()


def prepare_again() -> bool:
    """Do before a restart what `run` does before a start, with the code that is there now. False when it failed."""
    return subprocess.run([sys.executable, __file__, "prepare"], check=False).returncode == 0


def restart() -> int:
    """Start the running site anew, without refusing anybody, and wait until that is done."""
    folder = data_folder()
    note = running(folder)
    if note is None:
        raise CannotStart(f"No site is running in {folder}. To start it: make run")
    os.kill(note.pid, signal.SIGHUP)
    say("Asked the running site to start anew; its own window says more")
    deadline = time.monotonic() + RESTART_WITHIN
    while time.monotonic() < deadline:
        now = running(folder)
        if now is not None and now.restarts != note.restarts:
            if now.problem:
                raise CannotStart(f"Not restarted: {now.problem}. The site goes on as before.")
            say("Restarted")
            return 0
        time.sleep(0.2)
    raise CannotStart("The site has not said that it was restarted. Look at the window in which it runs.")


def admin() -> int:
    """Make a login for the admin, asking for name, e-mail and password."""
    data = ready_folder()
    python = install()
    environment = site_environment("127.0.0.1", 8000, data, settings="production")
    prepare(python, environment, "--no-static", "--keep-address")
    say("A login for the admin. The password needs 12 characters or more.")
    return subprocess.run(
        [python, "manage.py", "createsuperuser"], env=environment, cwd=PROJECT, check=False
    ).returncode


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["run", "dev", "restart", "prepare", "admin", "install", "install-dev"])
    command = parser.parse_args(arguments).command
    try:
        check_python()
        if command in {"run", "dev"}:
            return run(development=command == "dev")
        if command == "restart":
            return restart()
        if command == "prepare":
            prepare(install(), dict(os.environ))
            return 0
        if command == "admin":
            return admin()
        install(development=command == "install-dev")
    except CannotStart as problem:
        print(f"✗ {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

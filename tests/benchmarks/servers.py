"""What is measured: the site as `make run` starts it, the same gunicorn with constant bytes, bare Wagtail."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "for the benchmark only, never deployed, long enough to be taken: 0123456789 abcdefghij",
    "APPOINTMENTS_KEYS": "bench:Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4=",
    "APPOINTMENTS_INDEX_KEY": "Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4=",
}


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """The environment of a site in a folder of its own."""
    return {
        **os.environ,
        **SECRETS,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "site_cms.settings.production",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PYTHONPATH": str(ROOT),
        **changes,
    }


def manage(folder: Path, *arguments: str, **changes: str) -> str:
    """Run a management command and return what it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment(folder, **changes), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def prepare(folder: Path) -> None:
    """A filled site with its static files."""
    for command in (["migrate"], ["load_starter_content"], ["collectstatic", "--noinput"]):
        manage(folder, *command)


def start_project(folder: Path) -> tuple[Path, dict[str, str]]:
    """What `wagtail start` makes, in its production mode, with nothing added: its folder and environment."""
    project = folder / "start"
    project.mkdir()
    subprocess.run([Path(sys.executable).parent / "wagtail", "start", "bare", project], check=True, capture_output=True)
    local = f'SECRET_KEY = "{SECRETS["SECRET_KEY"]}"\nALLOWED_HOSTS = ["*"]\n'
    (project / "bare" / "settings" / "local.py").write_text(local)
    env = environment(folder, DJANGO_SETTINGS_MODULE="bare.settings.production", PYTHONPATH=f"{project}:{ROOT}")
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=project, env=env, check=True, capture_output=True)
    return project, env


@contextlib.contextmanager
def gunicorn(
    module: str, env: dict[str, str], path: str = "/", folder: Path = ROOT
) -> Iterator[tuple[str, int, float]]:
    """Two workers, as the site is started. Yields address, process id and seconds until the first answer."""
    port = free_port()
    log = Path(env["DATA_DIR"]) / f"bench-{port}.log"
    started = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), "--chdir", str(folder), module],
            cwd=folder, env={**env, "PORT": str(port), "WEB_WORKERS": "2"}, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        while True:
            try:
                urllib.request.urlopen(address + path, timeout=30).read()
                break
            except OSError as error:
                if process.poll() is not None or time.perf_counter() - started > 180:
                    raise RuntimeError(log.read_text()[-3000:]) from error
                time.sleep(0.02)
        yield address, process.pid, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(60)


def requests_per_second(url: str, seconds: float = 2, connections: int = 8, headers: tuple[str, ...] = ()) -> float:
    """Answers a second over kept-alive connections, by wrk; by a plain client of our own where wrk is missing."""
    if wrk := shutil.which("wrk"):
        flags = [flag for header in headers for flag in ("-H", header)]
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", *flags, url]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        if "Non-2xx" in done.stdout:
            raise RuntimeError(done.stdout)
        return float(done.stdout.partition("Requests/sec:")[2].split()[0])
    from tests.benchmarks.client import measure

    return measure(url, seconds, connections, headers)


def resident_megabytes(process: int) -> float:
    """What a process and its children hold in memory."""
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True).stdout
    total = 0.0
    for number in [str(process), *children.split()]:
        status = Path(f"/proc/{number}/status").read_text()
        total += int(status.partition("VmRSS:")[2].split()[0]) / 1024
    return total

"""Starts the site's programs as they run in production, for tests that need several of them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from site_cms.gunicorn_worker import JOBS_PROCESS
from site_cms.run_file import running

PROJECT = Path(__file__).resolve().parents[2]
SECRETS = {"SECRET_KEY": "x" * 60, "APPOINTMENTS_KEYS": f"k1:{'A' * 43}=", "APPOINTMENTS_INDEX_KEY": f"{'A' * 43}="}
UNLIMITED = {"APPOINTMENTS_LIMIT_PER_ADDRESS": "100000/3600", "APPOINTMENTS_LIMIT_PER_CONTACT": "100000/3600"}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def production_environment(data: Path, **extra: str) -> dict[str, str]:
    """Return the environment of a production process that writes to `data`, and nothing of the test run's own."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": "site_cms.settings.production", "DATA_DIR": str(data), "WEB_WORKERS": "1"}
    return {**keep, **SECRETS, **settings, **extra}


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command to its end and return what it printed. AssertionError when it fails."""
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def fetch(port: int, path: str, timeout: float = 15, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Return status and body of a GET; OSError or HTTPException when there is no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": "localhost", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def children(pid: int) -> dict[int, str]:
    """Return {pid: name} of the processes that a process has started."""
    listing = subprocess.run(
        ["ps", "-o", "pid=,comm=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return {int(number): name for number, name in (line.split(None, 1) for line in listing.splitlines())}


class WebServer:
    """One gunicorn on a port of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "site_cms.wsgi:application"],
            cwd=PROJECT,
            env={**environment, "HOST": "127.0.0.1", "PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "gunicorn ended"
            try:
                if fetch(self.port, "/health/live")[0] == 200:
                    return self
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)
        raise AssertionError("gunicorn did not answer")

    def __exit__(self, *error: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End the server and its workers at once, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def get(self, path: str, **options: float) -> tuple[int, str]:
        """Return status and body of a GET."""
        return fetch(self.port, path, **options)  # type: ignore[arg-type]


def inside(group: Path, command: list[str]) -> list[str]:
    """The command that runs another within a control group."""
    return ["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh", *command]


class Site:
    """The whole site as the container's `serve`, which is what `make run` runs: two web processes and the worker."""

    def __init__(self, environment: dict[str, str], group: Path | None = None) -> None:
        """`group` is a control group whose limits the whole site is to keep."""
        self.port = free_port()
        self.environment = {**environment, "HOST": "127.0.0.1", "PORT": str(self.port), "WEB_WORKERS": "2"}
        command = [sys.executable, "-m", "site_cms.container", "serve"]
        self.process = subprocess.Popen(
            inside(group, command) if group else command,
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        wait_until(self.answers, "the site did not start", 600)
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=300)

    def answers(self, path: str = "/health/live") -> bool:
        """Whether a page is answered with 200."""
        try:
            return fetch(self.port, path)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def programs(self) -> dict[str, int]:
        """Return {name: pid} of what serves visitors ("web", gunicorn's master) and what does the jobs ("worker")."""
        masters = list(children(self.process.pid))
        jobs = [pid for master in masters for pid, name in children(master).items() if name == JOBS_PROCESS]
        return dict(zip(("web", "worker"), (*masters, *jobs), strict=False))

    def restart(self) -> None:
        """Do what `make restart` and `docker kill --signal HUP` do, and wait until it is done."""
        folder = Path(self.environment["DATA_DIR"])
        before = running(folder)
        assert before is not None, "the site has left no note that it runs"
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: (running(folder) or before).restarts > before.restarts, "not restarted", 900)
        after = running(folder)
        assert after is not None
        assert after.problem == ""

    def memory(self) -> int:
        """Bytes of memory that the web server's processes hold."""
        web = self.programs()["web"]
        listing = subprocess.run(["ps", "-o", "rss=", "--ppid", str(web)], capture_output=True, text=True, check=True)
        return sum(map(int, listing.stdout.split())) * 1024


class Visitors:
    """People who read a page over and over, as behind a balancer: if one server does not answer, the next is asked."""

    def __init__(self, servers: list[WebServer], path: str = "/", count: int = 4) -> None:
        self.servers = servers
        self.path = path
        self.statuses: list[int] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self, turn: int) -> None:
        while not self._stop.is_set():
            turn += 1
            start = turn % len(self.servers)
            self.statuses.append(self._ask(self.servers[start:] + self.servers[:start]))

    def _ask(self, servers: list[WebServer]) -> int:
        """Return the status of the first answer; 0 when nobody answers."""
        for server in servers:
            try:
                return server.get(self.path)[0]
            except (OSError, http.client.HTTPException):
                continue
        return 0


def wait_until(question: Callable[[], bool], what: str, seconds: float = 300) -> None:
    """Ask until the answer is yes. AssertionError with `what` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)

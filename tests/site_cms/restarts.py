"""The restart drill: patients write while the site is restarted in the ways that docs/deployment.md names.

Each way holds the port, or has a front server that waits; so nobody may be refused, and nobody may get an answer that
is not the site's own.
"""

import http.client
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self
from urllib.parse import urlencode, urlsplit

from tests.site_cms.front_servers import DOMAIN, front_server
from tests.site_cms.restoring import counts
from tests.site_cms.servers import PROJECT, UNLIMITED, Site, fetch, free_port, wait_until

UNITS = PROJECT / "deploy" / "systemd"
# What systemd does for a service with a socket: the socket is file 3, and two variables say so (sd_listen_fds(3)).
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
Connect = Callable[[], http.client.HTTPConnection]


class Crowd:
    """Patients who ask for appointments, each until the confirmation is on the screen, until the block ends."""

    def __init__(self, connect: Connect, host: str, people: int = 4, pause: float = 0.15) -> None:
        """`pause` is the seconds between two requests of one person: a load that leaves the machine room."""
        self.connect = connect
        self.host = host
        self.pause = pause
        self.outcomes: list[str] = []
        self.longest = 0.0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(people)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, person: int) -> None:
        turn = 0
        while not self._stop.is_set():
            turn += 1
            started = time.monotonic()
            self.outcomes.append(self._ask_for_an_appointment(f"Pat {person} {turn}"))
            self.longest = max(self.longest, time.monotonic() - started)
            self._stop.wait(self.pause)

    def _ask_for_an_appointment(self, name: str) -> str:
        """Return "confirmed", or where it went wrong and how."""
        answers = {"full_name": name, "phone": "(904) 555-0123", "patient_type": "new", "location": "jacksonville"}
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        step = "form"
        try:
            status, address = self._send("POST", "/appointments/request/", urlencode(answers), headers)
            if status != 303:
                return f"form: {status}"
            step = "confirmation"
            parts = urlsplit(address)
            status, _ = self._send("GET", f"{parts.path}?{parts.query}")
            return "confirmed" if status == 200 else f"confirmation: {status}"
        except (OSError, http.client.HTTPException) as error:
            return f"{step}: {type(error).__name__}"

    def _send(
        self, method: str, target: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """Return status and Location. A new connection for each: half of a restart's dangers lie in connecting."""
        connection = self.connect()
        try:
            connection.request(method, target, body, {"Host": self.host, **(headers or {})})
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


class Unit:
    """clinic-web.socket and clinic-web.service, run as systemd runs them but for user, folders and sandbox."""

    def __init__(self, environment: dict[str, str]) -> None:
        address = self._read("clinic-web.socket")["Socket"]["ListenStream"]
        assert address == "127.0.0.1:8000", "the address that deploy/nginx.conf names"
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.port = int(self.listener.getsockname()[1])
        self.environment = environment
        self.service = self._read("clinic-web.service")["Service"]
        self._start()

    @staticmethod
    def _read(name: str) -> ConfigParser:
        unit = ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str  # type: ignore[method-assign,assignment]
        unit.read(UNITS / name)
        return unit

    def _command(self, line: str) -> list[str]:
        python, *words = shlex.split(line)
        assert python == "/srv/clinic/app/.venv/bin/python"
        return [sys.executable, *words]

    def _start(self) -> None:
        subprocess.run(
            self._command(self.service["ExecStartPre"]),
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        number = self.listener.fileno()
        self.process = subprocess.Popen(
            [sys.executable, "-c", HAND_OVER, str(number), *self._command(self.service["ExecStart"])],
            cwd=PROJECT,
            env=self.environment,
            pass_fds=[number],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def restart(self) -> None:
        """Do what `systemctl restart clinic-web` does."""
        self._stop()
        self._start()

    def reload(self) -> None:
        """Do what the last ExecReload of `systemctl reload clinic-web` does."""
        assert self.service["ExecReload"] == "/bin/kill -HUP $MAINPID"
        self.process.send_signal(signal.SIGHUP)

    def _stop(self) -> None:
        """KillMode=mixed: the main process is asked, and what it leaves behind is killed."""
        assert self.service["KillMode"] == "mixed"
        self.process.terminate()
        self.process.wait(timeout=float(self.service["TimeoutStopSec"]))
        kill_group(self.process.pid)

    def close(self) -> None:
        """End everything."""
        kill_group(self.process.pid)
        self.process.wait()
        self.listener.close()


class Container:
    """The image's `web` (compose.yaml) or `serve` (alone) without its container: in a restart, nothing listens."""

    def __init__(self, role: str, environment: dict[str, str]) -> None:
        self.role = role
        self.port = free_port()
        self.environment = {**environment, "HOST": "127.0.0.1", "PORT": str(self.port)}
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "site_cms.container", self.role],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def restart(self) -> None:
        """Do what `docker compose up -d` does with a new image."""
        self.close()
        self._start()

    def close(self) -> None:
        """Stop, as the container's engine does."""
        self.process.terminate()
        self.process.wait(timeout=300)


def kill_group(group: int) -> None:
    """Kill what is left of a process group."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


@contextmanager
def restartable(way: str, environment: dict[str, str]) -> Iterator[tuple[int, list[Callable[[], None]]]]:
    """Run the site; yield its port and the ways to restart it that are to be tried in turn.

    `way` is "supervisor" (`make restart`), "systemd", or the role of a container that is replaced: "web", "serve".
    """
    if way == "supervisor":
        with Site(environment) as site:
            yield site.port, [site.restart]
        return
    unit = Unit(environment) if way == "systemd" else Container(way, environment)
    try:
        wait_until(lambda: answers(unit.port), "the site did not start", 600)
        yield unit.port, [unit.restart, unit.reload] if isinstance(unit, Unit) else [unit.restart]
    finally:
        unit.close()


def answers(port: int) -> bool:
    """Whether the site is there."""
    try:
        return fetch(port, "/health/live")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def drill(way: str, front: str, environment: dict[str, str], folder: Path, *, restarts: int, posts: int) -> Crowd:
    """Restart the site under load; AssertionError when one of the patients did not get to the confirmation.

    `front` is "bare", "nginx" or "caddy"; the latter two run in `folder` with the configuration of deploy/.
    """
    environment = {**environment, **UNLIMITED, "WEB_WORKERS": "2"}
    if front != "bare":
        environment |= {"SITE_URL": f"https://{DOMAIN}", "TRUSTED_PROXIES": "127.0.0.1"}
    with restartable(way, environment) as (port, ways):
        if front == "bare":
            crowd = Crowd(lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=300), "localhost")
            _write_through(crowd, ways, restarts, posts)
        else:
            with front_server(front, port, folder) as server:
                crowd = Crowd(lambda: server.connection(timeout=300), DOMAIN)
                _write_through(crowd, ways, restarts, posts)
    found = Counter(crowd.outcomes)
    print(f"\n{way}, {front}: {restarts} restarts, {dict(found)}, longest wait {crowd.longest:.1f} s")
    assert set(found) == {"confirmed"}
    assert counts(environment)["requests"] == len(crowd.outcomes), "each one is stored, and once"
    return crowd


def _write_through(crowd: Crowd, ways: list[Callable[[], None]], restarts: int, posts: int) -> None:
    """Let the crowd write, restart so often among it, and go on until there are so many posts."""
    with crowd:
        for number in range(restarts):
            _more(crowd, posts // (restarts + 1))
            ways[number % len(ways)]()
        _more(crowd, max(posts - len(crowd.outcomes), 20))


def _more(crowd: Crowd, count: int) -> None:
    """Wait for so many further outcomes."""
    wanted = len(crowd.outcomes) + count
    wait_until(lambda: len(crowd.outcomes) >= wanted, "the patients are not answered", 600)

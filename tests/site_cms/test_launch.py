"""`make run` and its kin: each obstacle gets one clear line, and the site really starts, restarts and stops."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_cms import launch
from site_cms.gunicorn_worker import JOBS_PROCESS
from site_cms.run_file import Note, RunFile, running
from tests.site_cms.servers import children, wait_until
from tests.site_cms.small_disk import fill, mounted

PROJECT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@pytest.mark.parametrize("version", [(3, 10, 2), (3, 14, 0), (2, 7, 18), (4, 0, 0)])
def test_other_pythons_are_refused_with_their_number(version: tuple[int, ...]) -> None:
    with pytest.raises(launch.CannotStart, match=re.escape(f"this is Python {version[0]}.{version[1]}")):
        launch.check_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_supported_pythons_pass(version: tuple[int, ...]) -> None:
    launch.check_python(version)


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", "8000.0", "٨٠"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(launch.CannotStart, match="PORT must be a number"):
        launch.parse_port(text)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(launch.CannotStart, match=re.escape(f"Cannot write to {tmp_path}/file/var")):
        launch.check_writable(tmp_path / "file" / "var")


def test_a_full_disk_is_told_and_a_nearly_full_one_is_shouted(tmp_path: Path, capsys) -> None:
    with mounted(tmp_path / "disk", 20) as disk:
        launch.check_writable(disk)
        assert "MB OF DISK SPACE ARE LEFT" in capsys.readouterr().out
        fill(disk)
        with pytest.raises(launch.CannotStart, match=r"The disk is full: nothing can be written to .+ Make room there"):
            launch.check_writable(disk)


def test_packages_are_not_installed_where_there_is_no_room(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    monkeypatch.setattr(launch, "PROJECT", tmp_path)
    monkeypatch.setenv("VENV", "env")
    monkeypatch.setattr(launch, "free_bytes", lambda folder: 299 * 2**20)
    with pytest.raises(launch.CannotStart, match="Less than 300 MB of disk space is free"):
        launch.install()
    assert not (tmp_path / "env").exists()


def test_the_writable_trial_leaves_nothing(tmp_path: Path) -> None:
    launch.check_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_taken_port_is_one_clear_line() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with pytest.raises(launch.CannotStart, match=f"Cannot listen on 127.0.0.1:{port} .*make run PORT={port + 1}"):
            launch.listen("127.0.0.1", port)


def test_a_host_that_is_not_ours_is_refused() -> None:
    with pytest.raises(launch.CannotStart, match=r"Cannot listen on 192\.0\.2\.1"):
        launch.listen("192.0.2.1", free_port())


def test_who_comes_before_the_web_server_waits(tmp_path: Path) -> None:
    port = free_port()
    with launch.listen("127.0.0.1", port), socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
        assert visitor.getpeername() == ("127.0.0.1", port)


def test_a_restart_needs_a_running_site_and_a_second_start_is_refused(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert launch.main(["restart"]) == 1
    assert f"No site is running in {tmp_path}. To start it: make run" in capsys.readouterr().err
    mine = RunFile.claim(tmp_path)
    assert mine is not None
    assert RunFile.claim(tmp_path) is None, "one note for one site"
    monkeypatch.setenv("PORT", str(free_port()))
    assert launch.main(["run"]) == 1
    assert f"The site in {tmp_path} is running already. To start it anew: make restart" in capsys.readouterr().err
    mine.note_restart("a reason")
    assert running(tmp_path) == Note(os.getpid(), 1, "a reason")
    mine.file.close()
    assert running(tmp_path) is None, "a note without its process says nothing"


def test_the_environment_follows_host_and_port_and_keeps_what_was_set(tmp_path: Path, monkeypatch) -> None:
    for name in ("SITE_URL", "ALLOWED_HOSTS", "LOG_FORMAT", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)
    made = launch.site_environment("0.0.0.0", 9000, tmp_path, settings="production")
    assert made["SITE_URL"] == "http://127.0.0.1:9000"
    assert "*" in made["ALLOWED_HOSTS"]
    assert made["DJANGO_SETTINGS_MODULE"] == "site_cms.settings.production"
    monkeypatch.setenv("SITE_URL", "https://clinic.example")
    monkeypatch.setenv("ALLOWED_HOSTS", "clinic.example")
    kept = launch.site_environment("127.0.0.1", 9000, tmp_path, settings="production")
    assert (kept["SITE_URL"], kept["ALLOWED_HOSTS"]) == ("https://clinic.example", "clinic.example")
    assert "*" not in launch.site_environment("::1", 9000, tmp_path, settings="dev")["ALLOWED_HOSTS"]


def test_an_ipv6_host_makes_a_valid_address(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert launch.site_environment("::1", 80, tmp_path, settings="dev")["SITE_URL"] == "http://[::1]:80"


def test_packages_are_installed_again_only_when_pins_or_python_change(tmp_path: Path) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("Django==5.2.19\n")
    first = launch.requirements_hash([file], "(3, 11)")
    assert launch.requirements_hash([file], "(3, 11)") == first
    assert launch.requirements_hash([file], "(3, 12)") != first
    file.write_text("Django==5.2.20\n")
    assert launch.requirements_hash([file], "(3, 11)") != first


@pytest.mark.full
def test_install_makes_a_virtual_environment_once(tmp_path: Path, monkeypatch, capsys) -> None:
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    monkeypatch.setattr(launch, "PROJECT", tmp_path)
    monkeypatch.setenv("VENV", "env")
    python = launch.install()
    assert subprocess.run([python, "-c", "import pip"], check=False).returncode == 0
    assert "Making a virtual environment" in capsys.readouterr().out
    assert launch.install() == python
    assert capsys.readouterr().out == ""


@pytest.mark.full
def test_a_failed_install_is_tried_again_next_time(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "requirements.txt").write_text("not a requirement !!\n")
    monkeypatch.setattr(launch, "PROJECT", tmp_path)
    monkeypatch.setenv("VENV", "env")
    for _ in range(2):
        with pytest.raises(launch.CannotStart, match="could not be installed"):
            launch.install()


def test_the_command_line_prints_one_line_and_fails(monkeypatch, capsys) -> None:
    monkeypatch.setenv("PORT", "none")
    assert launch.main(["run"]) == 1
    assert capsys.readouterr().err == "✗ PORT must be a number from 1 to 65535, not 'none'.\n"


class RunningSite:
    """`make run` in a process of its own, in a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.data = data
        environment = {
            **{name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "SITE_URL"}},
            "PORT": str(self.port),
            "DATA_DIR": str(data),
            "LOG_FORMAT": "json",
        }
        self.output: str | None = None
        self.process = subprocess.Popen(
            [sys.executable, "site_cms/launch.py", "run"],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def wait(self, path: str = "/health/live", seconds: float = 600) -> None:
        """Wait for a 200."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                pytest.fail(f"The site ended: {self.process.stdout.read() if self.process.stdout else ''}")
            try:
                if self.get(path)[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)
        pytest.fail("The site did not answer")

    def children(self) -> dict[int, str]:
        """Return {pid: command} of the programs that the supervisor runs."""
        listing = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return {int(line.split(None, 1)[0]): line.split(None, 1)[1] for line in listing.stdout.splitlines()}

    def stop(self) -> tuple[int, str]:
        """Ask the site to stop; return exit code and everything it printed until then."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        if self.output is None:
            self.output, _ = self.process.communicate(timeout=300)
        return self.process.returncode, self.output


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], RunningSite]]:
    """Start the site on one folder, as often as a test likes; what still runs afterwards is stopped."""
    started: list[RunningSite] = []

    def again() -> RunningSite:
        started.append(RunningSite(tmp_path / "var"))
        return started[-1]

    yield again
    for site in started:
        site.stop()


@pytest.mark.full
@pytest.mark.xdist_group("launch")
def test_the_site_starts_survives_a_crash_stops_and_starts_again(start: Callable[[], RunningSite]) -> None:
    site = start()
    site.wait()
    assert site.get("/health/ready")[0] == 200
    status, headers, body = site.get("/")
    assert status == 200, body[:500]
    assert headers["server"] == "gunicorn"
    assert b"<h1" in body

    commands = site.children()
    gunicorn = next(pid for pid, command in commands.items() if "gunicorn" in command)
    assert JOBS_PROCESS in children(gunicorn).values()
    os.kill(gunicorn, signal.SIGKILL)
    wait_until(lambda: gunicorn not in site.children(), "the dead web server is still there")
    site.wait()

    # A restart: new processes, and nobody is refused.
    before = site.children()
    asked = subprocess.run(
        [sys.executable, "site_cms/launch.py", "restart"],
        cwd=PROJECT,
        env={**os.environ, "DATA_DIR": str(site.data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert "· Restarted" in asked.stdout
    assert site.get("/")[0] == 200
    assert len(site.children()) == 1
    assert not before.keys() & site.children().keys()

    code, output = site.stop()
    assert code == 0, output
    assert f"http://127.0.0.1:{site.port}/" in output
    assert "make admin" in output
    assert "The web server ended with code -9; it is started again" in output
    assert (site.data / "secrets.env").stat().st_mode & 0o777 == 0o600
    with pytest.raises(OSError, match="refused"):
        site.get("/health/live")

    # A second start has nothing to prepare: that is what makes it take seconds.
    again = start()
    again.wait()
    code, output = again.stop()
    assert code == 0, output
    assert "Made new" not in output
    assert "Bringing the database up to date" not in output
    assert "starter content" not in output
    assert "Static files" not in output

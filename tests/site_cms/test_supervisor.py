"""Programs are kept running, and stopped cleanly."""

import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_cms import supervisor
from site_cms.launch import listen
from site_cms.run_file import RunFile
from site_cms.supervisor import Program, Supervisor
from tests.site_cms.servers import free_port

PROJECT = Path(__file__).resolve().parents[2]


def sleeper() -> list[str]:
    return [sys.executable, "-c", "import time; time.sleep(60)"]


def test_pauses_double_up_to_a_minute() -> None:
    program = Program("worker", [])
    pauses = []
    for crashes in range(1, 9):
        program.crashes = crashes
        pauses.append(program.pause_before_restart())
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_earlier_crashes_are_forgotten_after_a_minute_of_health(capsys) -> None:
    program = Program("worker", [], crashes=5, started_at=time.monotonic() - 120)
    program.note_exit(1)
    assert program.crashes == 1
    assert "The worker ended with code 1; it is started again in 1 s." in capsys.readouterr().err


def test_an_essential_program_that_cannot_start_ends_the_site(capsys) -> None:
    broken = Program("web server", [sys.executable, "-c", "raise SystemExit(3)"], essential=True)
    other = Program("worker", sleeper())
    handlers = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        assert Supervisor([broken, other], poll=0.05).run() == 1
    finally:
        signal.signal(signal.SIGTERM, handlers[0])
        signal.signal(signal.SIGINT, handlers[1])
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    assert "The web server could not start (code 3)." in capsys.readouterr().err
    assert other.process is not None
    assert other.process.poll() == -signal.SIGTERM


def test_a_program_that_ignores_the_request_to_stop_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(supervisor, "STOP_WITHIN", 0.5)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    program = Program("stubborn", [], process=process)
    Supervisor([program]).stop()
    assert process.poll() == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_and_a_crashed_worker_comes_back(tmp_path: Path, number: signal.Signals) -> None:
    marks = tmp_path / "marks"
    worker = f"open({str(marks)!r}, 'a').write('x'); raise SystemExit(1)"
    script = textwrap.dedent(f"""
        import sys
        from site_cms import supervisor
        from site_cms.supervisor import Program, Supervisor
        supervisor.FIRST_PAUSE = 0.05
        programs = [
            Program("web server", [sys.executable, "-c", "import time; time.sleep(60)"], essential=True),
            Program("worker", [sys.executable, "-c", {worker!r}]),
        ]
        sys.exit(Supervisor(programs, poll=0.05).run())
    """)
    process = subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and (not marks.exists() or len(marks.read_text()) < 3):
        time.sleep(0.05)
    process.send_signal(number)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0
    assert len(marks.read_text()) >= 3
    assert "The worker ended with code 1" in errors


# A web server of a few lines: it says which process answers; what it is told by GOOD, it does.
SERVER = """
import os, socket, sys
listener = socket.socket(fileno=int(os.environ["SUPERVISOR_LISTEN_FD"]))
if not os.path.exists(sys.argv[1]):
    sys.exit(4)
if ready := os.environ.get("SUPERVISOR_READY_FD"):
    os.write(int(ready), b"!")
while True:
    visitor, _ = listener.accept()
    visitor.sendall(str(os.getpid()).encode())
    visitor.close()
"""


def who_answers(port: int) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as visitor:
        return int(visitor.recv(100))


@pytest.fixture
def web_server(tmp_path: Path) -> Iterator[tuple[Program, int, Path]]:
    """A started web server on a port of the supervisor's, its port, and the file without which it does not start."""
    good, port = tmp_path / "good", free_port()
    good.touch()
    program = Program("web server", [sys.executable, "-c", SERVER, str(good)], listener=listen("127.0.0.1", port))
    program.start()
    yield program, port, good
    Supervisor([program]).stop()


def test_the_former_web_server_answers_until_the_new_one_can(web_server: tuple[Program, int, Path]) -> None:
    program, port, _good = web_server
    former = who_answers(port)
    prepared: list[int] = []

    def prepare() -> bool:
        prepared.append(who_answers(port))
        return True

    Supervisor([program], prepare=prepare).restart()
    assert prepared == [former]
    assert program.process is not None
    assert who_answers(port) == program.process.pid != former


def test_what_cannot_be_restarted_goes_on_as_before(
    web_server: tuple[Program, int, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, port, good = web_server
    former = who_answers(port)
    good.unlink()
    note = RunFile.claim(tmp_path)
    worker = Program("worker", sleeper())
    Supervisor([program, worker], run_file=note).restart()
    assert "Not restarted: the new web server did not start" in capsys.readouterr().err
    assert who_answers(port) == former
    assert worker.process is None, "the worker is left alone"
    assert note is not None
    assert (note.note.restarts, note.note.problem) == (1, "the new web server did not start")
    Supervisor([program], prepare=lambda: False, run_file=note).restart()
    assert "the site could not be prepared" in capsys.readouterr().err
    assert who_answers(port) == former
    note.file.close()


def test_who_comes_after_a_crash_waits_for_the_next_start(web_server: tuple[Program, int, Path]) -> None:
    program, port, _good = web_server
    assert program.process is not None
    program.process.kill()
    program.process.wait()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as visitor:
        program.start()
        assert int(visitor.recv(100)) == program.process.pid


@pytest.mark.parametrize(("terminal_is_left", "asked"), [(True, "restart"), (False, "stop")])
def test_a_hangup_restarts_unless_the_window_is_closed(
    terminal_is_left: bool, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "has_terminal", lambda: True)
    site = Supervisor([])
    monkeypatch.setattr(supervisor, "has_terminal", lambda: terminal_is_left)
    site._ask_to_restart(signal.SIGHUP, None)
    assert (site.restart_asked, site.stopping) == (asked == "restart", asked == "stop")

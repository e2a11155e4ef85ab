"""Programs are kept running, and stopped cleanly."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from site_cms import supervisor
from site_cms.supervisor import Program, Supervisor

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

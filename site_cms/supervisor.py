"""Runs the web server and the worker side by side, restarts what crashes, stops both cleanly.

Standard library only. Used by `make run` and by the container when it runs alone; with several containers each role has
its own, and the engine does the restarting.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

FIRST_PAUSE = 1.0  # seconds before the first restart; doubled for each further crash
LONGEST_PAUSE = 60.0
HEALTHY_AFTER = 60.0  # seconds of running after which earlier crashes are forgotten
STOP_WITHIN = 35.0  # seconds; a little more than gunicorn's graceful_timeout


@dataclass
class Program:
    """One program to keep running. The site ends when an `essential` one cannot even start."""

    name: str
    command: list[str]
    essential: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    crashes: int = 0
    start_again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the program in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(self.command, start_new_session=True)
        self.started_at = time.monotonic()

    def pause_before_restart(self) -> float:
        """Return the seconds to wait before the next start: 1, 2, 4 ... 60."""
        return min(FIRST_PAUSE * 2 ** max(self.crashes - 1, 0), LONGEST_PAUSE)

    def note_exit(self, code: int) -> None:
        """Record that the program ended by itself and plan its restart."""
        if time.monotonic() - self.started_at > HEALTHY_AFTER:
            self.crashes = 0
        self.crashes += 1
        pause = self.pause_before_restart()
        self.process = None
        self.start_again_at = time.monotonic() + pause
        print(f"The {self.name} ended with code {code}; it is started again in {pause:.0f} s.", file=sys.stderr)


class Supervisor:
    """Keeps programs running until a signal asks to stop."""

    def __init__(self, programs: list[Program], poll: float = 0.2) -> None:
        """`poll` is the number of seconds between two looks at the programs."""
        self.programs = programs
        self.poll = poll
        self.stopping = False

    def run(self) -> int:
        """Start everything, watch it, and return an exit code: 0 after a clean stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        for program in self.programs:
            program.start()
        code = 0
        while not self.stopping:
            for program in self.programs:
                if self._look_after(program) is False:
                    code, self.stopping = 1, True
            time.sleep(self.poll)
        self.stop()
        return code

    def stop(self) -> None:
        """Ask every program to end, and end by force what has not done so in time."""
        running = [program.process for program in self.programs if program.process and program.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for process in running:
            try:
                process.wait(timeout=max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _look_after(self, program: Program) -> bool:
        """Restart a program whose time has come. False when an essential one cannot start at all."""
        if program.process is None:
            if time.monotonic() >= program.start_again_at:
                program.start()
            return True
        code = program.process.poll()
        if code is None or self.stopping:
            return True
        if program.essential and program.crashes == 0 and time.monotonic() - program.started_at < 5 and code > 0:
            print(f"The {program.name} could not start (code {code}).", file=sys.stderr)
            return False
        program.note_exit(code)
        return True

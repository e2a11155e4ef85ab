"""Runs the web server and the worker side by side, restarts what crashes, stops both cleanly.

The supervisor opens the site's port and hands it to the web server. So nobody is refused while the web server is
restarted, after a crash or because somebody asked (SIGHUP): who comes meanwhile waits in the port's queue.

Standard library only. Used by `make run` and by the container when it runs alone; with several containers each role has
its own, and the engine does the restarting.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from site_cms.run_file import RunFile

FIRST_PAUSE = 1.0  # seconds before the first restart; doubled for each further crash
LONGEST_PAUSE = 60.0
HEALTHY_AFTER = 60.0  # seconds of running after which earlier crashes are forgotten
STOP_WITHIN = 35.0  # seconds; a little more than gunicorn's graceful_timeout
READY_WITHIN = 600.0  # seconds that a new web server has until it can answer; the former one answers meanwhile

# What gunicorn.conf.py reads: the number of the listening socket, and of the pipe to write to when a worker can answer.
LISTEN_FD = "SUPERVISOR_LISTEN_FD"
READY_FD = "SUPERVISOR_READY_FD"
# And whether one of its processes does the worker's jobs.
WITH_JOBS = "SUPERVISOR_WITH_JOBS"
# One arena for all threads (glibc): the few that there are seldom meet, and each arena keeps what it once held.
DEFAULTS = {"MALLOC_ARENA_MAX": "1"}


@dataclass
class Program:
    """One program to keep running. The site ends when an `essential` one cannot even start.

    A program with a `listener` serves visitors on that socket. It is replaced without a gap: a second one is started
    and the first is stopped once the second writes to the pipe named by READY_FD. One `with_jobs` does the worker's
    jobs besides, in a process that shares its memory.
    """

    name: str
    command: list[str]
    essential: bool = False
    listener: socket.socket | None = None
    with_jobs: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    crashes: int = 0
    start_again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the program in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self._spawn({})

    def _spawn(self, given: dict[str, int]) -> None:
        """Start the program with the listener and the files `given` as {variable: number}."""
        if self.listener is not None:
            given = {**given, LISTEN_FD: self.listener.fileno()}
        asked = {WITH_JOBS: "1"} if self.with_jobs else {}
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            pass_fds=tuple(given.values()),
            env={**DEFAULTS, **os.environ, **asked, **{name: str(number) for name, number in given.items()}},
        )
        self.started_at = time.monotonic()

    def replace(self, given_up: Callable[[], bool]) -> bool:
        """Start the program anew and stop the former process; False when the former one had to stay.

        `given_up` is asked while waiting: True ends the wait, since the whole site is to stop.
        """
        former = self.process
        if self.listener is None or former is None:
            end([former] if former else [])
            self.start()
            return True
        reading, writing = os.pipe()
        try:
            self._spawn({READY_FD: writing})
            os.close(writing)
            came_up = self._is_ready(reading, given_up)
        finally:
            os.close(reading)
        new = self.process
        if came_up:
            end([former])
            self.crashes = 0
        elif new is not None:
            self.process = former
            end([new])
        return came_up

    def _is_ready(self, pipe: int, given_up: Callable[[], bool]) -> bool:
        """Wait until the process writes to `pipe`; False when it ends, takes too long, or the site is to stop."""
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline and not given_up():
            if select.select([pipe], [], [], 0.2)[0]:
                return bool(os.read(pipe, 1))
        return False

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


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask processes to end, and end by force those that have not done so in time."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for process in processes:
        try:
            process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Supervisor:
    """Keeps programs running until a signal asks to stop (SIGTERM, SIGINT) or to start them anew (SIGHUP)."""

    def __init__(
        self,
        programs: list[Program],
        poll: float = 0.2,
        prepare: Callable[[], bool] | None = None,
        run_file: RunFile | None = None,
    ) -> None:
        """`poll` is the number of seconds between two looks at the programs.

        `prepare` is called before a restart; False leaves everything as it is. `run_file` tells others what goes on.
        """
        self.programs = programs
        self.poll = poll
        self.prepare = prepare
        self.run_file = run_file
        self.stopping = False
        self.restart_asked = False
        self.had_terminal = has_terminal()

    def run(self) -> int:
        """Start everything, watch it, and return an exit code: 0 after a clean stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGHUP, self._ask_to_restart)
        for program in self.programs:
            program.start()
        code = 0
        while not self.stopping:
            for program in self.programs:
                if self._look_after(program) is False:
                    code, self.stopping = 1, True
            if self.restart_asked and not self.stopping:
                self.restart_asked = False
                self.restart()
            time.sleep(self.poll)
        self.stop()
        return code

    def restart(self) -> None:
        """Prepare, then start every program anew. What cannot be brought up leaves the former one at work."""
        print("· Restarting", flush=True)
        problem = "" if self.prepare is None or self.prepare() else "the site could not be prepared"
        for program in self.programs:
            if problem or self.stopping:
                break
            if not program.replace(lambda: self.stopping):
                problem = f"the new {program.name} did not start"
        if problem and not self.stopping:
            print(f"✗ Not restarted: {problem}; the lines above say why. The site goes on as before.", file=sys.stderr)
        elif not self.stopping:
            print("· Restarted", flush=True)
        if self.run_file is not None:
            self.run_file.note_restart(problem)

    def stop(self) -> None:
        """Close the port, ask every program to end, and end by force what has not done so in time."""
        for program in self.programs:
            if program.listener is not None:
                program.listener.close()
        end([program.process for program in self.programs if program.process and program.process.poll() is None])

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _ask_to_restart(self, number: int, frame: FrameType | None) -> None:
        """Restart, unless the signal says that the window is closed in which the site was started."""
        if self.had_terminal and not has_terminal():
            self.stopping = True
        else:
            self.restart_asked = True

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


def has_terminal() -> bool:
    """Whether this process belongs to a terminal that is still there."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True

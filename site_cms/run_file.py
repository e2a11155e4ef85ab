"""The note that a running site leaves in its data folder, so that `make restart` finds it. Standard library only."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

FILE_NAME = "running.json"
LENGTH = 200  # bytes


@dataclass
class Note:
    """Who runs the site, how often it was restarted, and what was wrong with the last restart ("": nothing)."""

    pid: int
    restarts: int = 0
    problem: str = ""


class RunFile:
    """The note of this process, locked for as long as it lives. Use `claim`."""

    def __init__(self, file: IO[str]) -> None:
        """`file` is open and locked."""
        self.file = file
        self.note = Note(os.getpid())
        self._write()

    @classmethod
    def claim(cls, folder: Path) -> RunFile | None:
        """Take the note of the site in `folder`; None where another process holds it, or nothing can be written."""
        try:
            number = os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            file = os.fdopen(number, "r+", encoding="utf-8")
        except OSError:
            return None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return cls(file)
        except OSError:
            file.close()
            return None

    def note_restart(self, problem: str) -> None:
        """Note the end of a restart."""
        self.note.restarts += 1
        self.note.problem = problem
        with contextlib.suppress(OSError):  # a broken disk keeps nobody from restarting
            self._write()

    def _write(self) -> None:
        """Write over what is there, always at the same length: that works on a full disk too."""
        self.file.seek(0)
        self.file.write(json.dumps(asdict(self.note)).ljust(LENGTH))
        self.file.flush()


def running(folder: Path) -> Note | None:
    """Return the note of the process that runs the site in `folder`; None when none does."""
    try:
        with (folder / FILE_NAME).open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return Note(**json.load(file))
    except (OSError, ValueError, TypeError):
        pass
    return None

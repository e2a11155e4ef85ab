"""The whole site as the container runs it: supervisor, web server and worker, of this tree or of a former one."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.servers import ROOT, environment, free_port

# The build that ratios "against the former build" are about: before the web processes shared their memory.
FORMER = "3afafbc"
_LINK = re.compile(r'href="(/[a-z0-9/-]*)"')


class RunningSite(NamedTuple):
    """A site that answers: where, the supervisor's process, and how many seconds the first answer took."""

    address: str
    process: int
    seconds: float
    data: Path

    def processes(self) -> list[int]:
        """The supervisor and all that it started, and those in turn."""
        return [self.process, *_below(self.process)]

    def proportional_megabytes(self) -> dict[str, float]:
        """Proportional set size of each process: shared memory is divided among those who share it."""
        return {f"{number} {_command(number)}": proportional_megabytes(number) for number in self.processes()}

    def paths(self) -> list[str]:
        """All pages that visitors reach by links from the home page."""
        known, waiting = ["/"], ["/"]
        while waiting:
            for path in _LINK.findall(read(self.address + waiting.pop()).decode()):
                if path not in known and path.endswith("/") and not path.startswith(("/static/", "/admin/")):
                    known.append(path)
                    waiting.append(path)
        return known


def read(url: str, encoding: str = "identity") -> bytes:
    """The body of an answer, over a connection of its own, so that each process has its turns; b"" where it is none."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers={"Accept-Encoding": encoding}), timeout=60
        ) as answer:
            return bytes(answer.read()) if "text/" in answer.headers["Content-Type"] else b""
    except urllib.error.HTTPError:
        return b""


def answers(url: str) -> bool:
    """Whether anything listens there and shows a page."""
    with contextlib.suppress(OSError):
        return bool(read(url))
    return False


def _below(process: int) -> list[int]:
    children = [
        int(number)
        for task in Path(f"/proc/{process}/task").iterdir()
        for number in (task / "children").read_text().split()
    ]
    return [number for child in children for number in (child, *_below(child))]


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()[-40:].strip()


def proportional_megabytes(process: int) -> float:
    """The proportional set size of one process (proc(5), smaps_rollup)."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(rollup.partition("\nPss:")[2].split()[0]) / 1024


@contextlib.contextmanager
def former_build() -> Iterator[Path | None]:
    """The project's files as they were at FORMER, in a folder of their own; None where git does not have them."""
    with tempfile.TemporaryDirectory(prefix="clinic-former-") as name:
        archive = Path(name) / "tree.tar"
        asked = ["git", "archive", "--format=tar", f"--output={archive}", FORMER]
        if shutil.which("git") is None or subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode:
            yield None
            return
        tree = Path(name) / "tree"
        shutil.unpack_archive(archive, tree, "tar", filter="data")
        yield tree


@contextlib.contextmanager
def whole_site(prepared: Path, tree: Path = ROOT, **changes: str) -> Iterator[RunningSite]:
    """Run the site of a `tree` on a copy of a `prepared` data folder."""
    with tempfile.TemporaryDirectory(prefix="clinic-whole-") as name:
        folder = Path(name) / "data"
        shutil.copytree(prepared, folder)
        port = free_port()
        env = environment(folder, PYTHONPATH=str(tree), PORT=str(port), HOST="127.0.0.1", **changes)
        env["SITE_URL"] = f"http://127.0.0.1:{port}"
        env.setdefault("WEB_WORKERS", "2")
        log = Path(name) / "log"
        started = time.perf_counter()
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "site_cms.container", "serve"],
                cwd=tree, env=env, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            while not answers(address + "/"):
                if process.poll() is not None:
                    raise RuntimeError(log.read_text()[-3000:])
                time.sleep(0.02)
            yield RunningSite(address, process.pid, time.perf_counter() - started, folder)
        finally:
            os.kill(process.pid, signal.SIGTERM)
            process.wait(90)

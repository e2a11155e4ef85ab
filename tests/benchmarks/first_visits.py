"""What the first visitor of each page waits for after a publish, against a cached page, while others read on."""

import contextlib
import itertools
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import ROOT, environment
from tests.benchmarks.whole_site import RunningSite, former_build, whole_site

VISITORS_A_SECOND = 50
PUBLISHES = 6
VISITS_A_PAGE = 4
WAIT_WITHIN = 120  # seconds, on the busiest machine
CODE = (
    "from home.models import ContentPage; import sys; p = ContentPage.objects.get(slug='privacy');\n"
    "for line in sys.stdin: p.introduction = line; p.save_revision().publish(); print('done', flush=True)"
)


class Crowd:
    """So many visitors a second, each of another page, over connections of their own; notes how long each waits."""

    def __init__(self, address: str, paths: list[str]) -> None:
        self.waits: list[tuple[float, str, str, float]] = []  # when, page, X-Cache, milliseconds
        self._address = address
        self._pages = itertools.cycle(paths)
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._visit, args=(number,)) for number in range(10)]

    def __enter__(self) -> Self:
        """Let them come."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Let them go."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, number: int) -> None:
        pause = len(self._threads) / VISITORS_A_SECOND
        time.sleep(pause * number / len(self._threads))
        while not self._stop.wait(pause):
            path = next(self._pages)
            asked = urllib.request.Request(self._address + path, headers={"Accept-Encoding": "br"})
            started = time.perf_counter()
            with urllib.request.urlopen(asked, timeout=60) as answer:
                answer.read()
                kept = answer.headers.get("X-Cache", "")
            self.waits.append((time.time(), path, kept, (time.perf_counter() - started) * 1000))


@contextlib.contextmanager
def publisher(tree: Path, data: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that publishes a page for each line that it is given."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", CODE],
        cwd=tree, env=environment(data, PYTHONPATH=str(tree)), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.stdin.close()  # type: ignore[union-attr]
        process.wait(60)


def _measure(site: RunningSite, tree: Path) -> tuple[list[float], list[float], float]:
    """Milliseconds of first visits after publishes, of later ones, and the part of first visits that rendered."""
    paths = [path for path in site.paths() if not path.startswith(("/search", "/appointments"))]
    first: list[tuple[str, float]] = []
    later: list[float] = []
    with publisher(tree, site.data) as editor, Crowd(site.address, paths) as crowd:
        time.sleep(5)
        for number in range(PUBLISHES):
            print(number, file=editor.stdin, flush=True)
            editor.stdout.readline()  # type: ignore[union-attr]
            published, begun = time.time(), len(crowd.waits)
            _wait_for(crowd, begun + VISITS_A_PAGE * len(paths))
            met = set()
            for when, path, kept, milliseconds in crowd.waits[begun:]:
                if when - milliseconds / 1000 < published:
                    continue
                if path in met:
                    later.append(milliseconds)
                else:
                    met.add(path)
                    first.append((kept, milliseconds))
    return [wait for _, wait in first], later, sum(kept != "HIT" for kept, _ in first) / len(first)


def _wait_for(crowd: Crowd, visits: int) -> None:
    deadline = time.monotonic() + WAIT_WITHIN
    while len(crowd.waits) < visits and time.monotonic() < deadline:
        time.sleep(0.1)


def _most(values: list[float], part: int) -> float:
    return statistics.quantiles(values, n=100)[part - 1]


def first_visits(prepared: Path) -> list[Figure]:
    """The former build and this one, one after the other: both at once would take each other's processors."""
    figures = []
    with former_build() as former:
        for name, tree in (("", None), ("former build: ", former)):
            if name and tree is None:
                continue
            with whole_site(prepared, tree) if tree else whole_site(prepared) as site:
                first, later, rendered = _measure(site, tree or ROOT)
            figures += [
                Figure(f"{name}p99 of first visits after a publish", _most(first, 99), "ms"),
                Figure(f"{name}p99 of visits to a cached page", _most(later, 99), "ms"),
                Figure(
                    f"{name}first visits / cached, p99", _most(first, 99) / _most(later, 99), "x", None if name else 2
                ),
                Figure(
                    f"{name}first visits / cached, median", statistics.median(first) / statistics.median(later), "x"
                ),
                Figure(f"{name}first visits that wait for a render", rendered * 100, "%"),
            ]
    return figures

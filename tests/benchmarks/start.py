"""How soon the whole site answers after a start with nothing to prepare, against the former build, by turns."""

import statistics
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.whole_site import former_build, whole_site

ROUNDS = 3


def start(prepared: Path) -> list[Figure]:
    """Seconds from the command to the first page, preparation included."""
    with former_build() as former:
        trees = {"": None, "former build: ": former} if former else {"": None}
        seconds: dict[str, list[float]] = {name: [] for name in trees}
        for _ in range(ROUNDS):
            for name, tree in trees.items():
                with whole_site(prepared, tree) if tree else whole_site(prepared) as site:
                    seconds[name].append(site.seconds)
    figures = [Figure(f"{name}start to the first page", statistics.median(each), "s") for name, each in seconds.items()]
    if former:
        ours, theirs = seconds.values()
        ratio = statistics.median(one / other for one, other in zip(theirs, ours, strict=True))
        figures.append(Figure("so many times as fast as the former build", ratio, "x", 1.5, at_most=False))
    return figures

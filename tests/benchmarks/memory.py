"""What the whole site holds in memory, warm, against the former build; both run at once and are asked in turns."""

import contextlib
import statistics
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import requests_per_second
from tests.benchmarks.whole_site import RunningSite, former_build, read, whole_site

# How often each page is read over a connection of its own: each of two processes then has had it twice, or nearly so.
READINGS = 12
ROUNDS = 7
PAGE = "/conditions/crps/"


def _warm(sites: list[RunningSite], paths: list[str]) -> None:
    for _ in range(READINGS):
        for path in paths:
            for site in sites:
                read(site.address + path, "br")
    time.sleep(5)


def memory(prepared: Path) -> list[Figure]:
    """Proportional set size of supervisor, web and worker, every page read; then answers a second."""
    with contextlib.ExitStack() as stack:
        tree = stack.enter_context(former_build())
        sites = [stack.enter_context(whole_site(prepared))]
        if tree is not None:
            sites.append(stack.enter_context(whole_site(prepared, tree)))
        _warm(sites, sites[0].paths())
        held = [sum(site.proportional_megabytes().values()) for site in sites]
        speeds = [
            [requests_per_second(site.address + PAGE, headers=("Accept-Encoding: br",)) for site in sites]
            for _ in range(ROUNDS)
        ]
    figures = [Figure("whole site, warm: proportional set size", held[0], "MB")]
    if tree is not None:
        figures += [
            Figure("the former build, the same", held[1], "MB"),
            Figure("whole site / former build", held[0] / held[1], "x", 0.6),
            Figure(
                "cached page / former build",
                statistics.median(ours / former for ours, former in speeds),
                "x",
                0.95,
                at_most=False,
            ),
        ]
    return figures

"""What counting visits costs: of cached throughput, of the disk, and of the time of who reads the report."""

import json
import os
import statistics
import subprocess
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import environment, gunicorn, manage, requests_per_second

ROUNDS = 9
SECONDS = 2
BROWSER = (
    "Accept-Encoding: br",
    "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    "Referer: https://www.google.com/",
    "Sec-Fetch-Dest: document",
)
RUN = "from tests.benchmarks import visits_month; visits_month.run()"


def processor_seconds(parent: int) -> float:
    """What the children of a process have used of the processor (proc(5), stat, fields 14 and 15)."""
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True).stdout
    fields = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children.split()]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def microseconds(site: str, parent: int) -> tuple[float, float]:
    """Answers a second, and what one answer costs of the processor, which no other process disturbs."""
    before = processor_seconds(parent)
    speed = requests_per_second(f"{site}/conditions/crps/", SECONDS, headers=BROWSER)
    return speed, (processor_seconds(parent) - before) / (speed * SECONDS) * 1e6


def counting(folder: Path) -> list[Figure]:
    """Cached pages with counting and without, in turns, so that a busy machine disturbs both alike."""
    off = environment(folder, COUNT_VISITS="off", DATA_DIR=str(folder))
    with (
        gunicorn("site_cms.wsgi", environment(folder), "/conditions/crps/") as (counted, with_it, _),
        gunicorn("site_cms.wsgi", off, "/conditions/crps/") as (plain, without, _),
    ):
        sites = {counted: with_it, plain: without}
        for site in sites:
            requests_per_second(f"{site}/conditions/crps/", 1, headers=BROWSER)
        rounds: dict[str, list[tuple[float, float]]] = {site: [] for site in sites}
        for number in range(ROUNDS):
            for site in sorted(sites, reverse=bool(number % 2)):
                rounds[site].append(microseconds(site, sites[site]))
    speeds = {site: statistics.median(speed for speed, _ in found) for site, found in rounds.items()}
    costs = {site: statistics.median(cost for _, cost in found) for site, found in rounds.items()}
    return [
        Figure("cached page, counted", speeds[counted], "requests/s"),
        Figure("cached page, not counted", speeds[plain], "requests/s"),
        Figure("processor for a cached page, counted", costs[counted], "us"),
        Figure("processor for a cached page, not counted", costs[plain], "us"),
        Figure(
            "throughput counted / not counted, by processor", costs[plain] / costs[counted], "x", 0.97, at_most=False
        ),
    ]


def month(folder: Path) -> list[Figure]:
    """The report over a month of 500,000 views, on SQLite, and on PostgreSQL where there is one."""
    figures = []
    databases = {"SQLite": ""}
    if url := os.environ.get("BENCH_POSTGRES_URL"):
        databases["PostgreSQL"] = url
    for name, url in databases.items():
        place = folder / f"visits-{name}"
        place.mkdir()
        changes = {"STATIC_ROOT": str(folder / "static"), **({"DATABASE_URL": url} if url else {})}
        manage(place, "migrate", **changes)
        found = json.loads(manage(place, "shell", "-v", "0", "-c", RUN, **changes).splitlines()[-1])
        figures += [
            Figure(f"report of 500,000 views, {name}: processor", found["report"] * 1000, "ms", 300),
            Figure(f"report of 500,000 views, {name}: best time", found["time"] * 1000, "ms"),
            Figure(f"all 10,000 pages as CSV, {name}: processor", found["export"] * 1000, "ms"),
            Figure(f"growth by a month of them, {name}", found["grown"] / 1e6, "MB"),
            Figure(f"rows of pages in a month, {name}", found["rows"][0], "rows"),
            Figure(f"rows of origins in a month, {name}", found["rows"][1], "rows"),
        ]
    return figures


def visits(folder: Path) -> list[Figure]:
    """All of it."""
    return counting(folder) + month(folder)

"""What counting visits costs: of cached throughput, of the disk, and of the time of who reads the report."""

import json
import os
import statistics
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import environment, gunicorn, manage, requests_per_second

ROUNDS = 9
BROWSER = (
    "Accept-Encoding: br",
    "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    "Referer: https://www.google.com/",
    "Sec-Fetch-Dest: document",
)
RUN = "from tests.benchmarks import visits_month; visits_month.run()"


def counting(folder: Path) -> list[Figure]:
    """Cached pages with counting and without, in turns, so that a busy machine disturbs both alike."""
    off = environment(folder, COUNT_VISITS="off", DATA_DIR=str(folder))
    with (
        gunicorn("site_cms.wsgi", environment(folder), "/conditions/crps/") as (counted, _, _),
        gunicorn("site_cms.wsgi", off, "/conditions/crps/") as (plain, _, _),
    ):
        for site in (counted, plain):
            requests_per_second(f"{site}/conditions/crps/", 1, headers=BROWSER)
        pairs = []
        for number in range(ROUNDS):
            first, second = (counted, plain) if number % 2 else (plain, counted)
            speed = {site: requests_per_second(f"{site}/conditions/crps/", headers=BROWSER) for site in (first, second)}
            pairs.append((speed[counted], speed[plain]))
    return [
        Figure("cached page, counted", statistics.median(one for one, _ in pairs), "requests/s"),
        Figure("cached page, not counted", statistics.median(other for _, other in pairs), "requests/s"),
        Figure("counted / not counted", statistics.median(a / b for a, b in pairs), "x", 0.97, at_most=False),
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
            Figure(f"report of 500,000 views, {name}", found["report"] * 1000, "ms", 300),
            Figure(f"all 10,000 pages as CSV, {name}", found["export"] * 1000, "ms"),
            Figure(f"growth by a month of them, {name}", found["grown"] / 1e6, "MB"),
            Figure(f"rows of pages in a month, {name}", found["rows"][0], "rows"),
            Figure(f"rows of origins in a month, {name}", found["rows"][1], "rows"),
        ]
    return figures


def visits(folder: Path) -> list[Figure]:
    """All of it."""
    return counting(folder) + month(folder)

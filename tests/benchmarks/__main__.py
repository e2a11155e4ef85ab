"""`make bench`: measures, prints a table, writes var/bench.json, and ends with 1 where a figure misses its target."""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from core.web.page_cache.encodings import FIRST_ROUND_TRIP
from tests.benchmarks.edge import edge
from tests.benchmarks.figures import Figure
from tests.benchmarks.first_visits import first_visits
from tests.benchmarks.growth import growth
from tests.benchmarks.memory import memory
from tests.benchmarks.render import render
from tests.benchmarks.servers import (
    ROOT,
    environment,
    gunicorn,
    manage,
    prepare,
    requests_per_second,
    resident_megabytes,
    start_project,
)
from tests.benchmarks.start import start
from tests.benchmarks.visits import visits

ROUNDS = 5
PAGES = (
    *("/", "/therapy/", "/conditions/", "/conditions/crps/", "/news/", "/locations/", "/locations/jacksonville/"),
    *("/about/", "/about/dr-tilak/", "/privacy/", "/request-an-appointment/"),
)
BROTLI = "Accept-Encoding: br"


def fetch(url: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    """A body as it is sent, and its headers."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
        return answer.read(), dict(answer.headers)


def cached_page(folder: Path) -> list[Figure]:
    """A page from the cache against constant bytes; rounds alternate, so that a busy machine disturbs both alike."""
    figures = []
    with gunicorn("site_cms.wsgi", environment(folder), "/conditions/crps/") as (site, process, seconds):
        page = f"{site}/conditions/crps/"
        for _ in range(30):
            body, headers = fetch(page, **{"Accept-Encoding": "br"})
        time.sleep(2)
        body, headers = fetch(page, **{"Accept-Encoding": "br"})
        (folder / "body").write_bytes(body)
        skipped = {"server", "date", "connection"}
        lines = [f"{name}: {value}" for name, value in headers.items() if name.lower() not in skipped]
        (folder / "headers").write_text("\n".join(lines))
        constant = environment(folder, BENCH_BODY=str(folder / "body"), BENCH_HEADERS=str(folder / "headers"))
        with gunicorn("tests.benchmarks.constant:application", constant) as (floor, _, _):
            rounds = [
                (
                    requests_per_second(page, headers=(BROTLI,)),
                    requests_per_second(f"{floor}/all"),
                    requests_per_second(f"{floor}/"),
                )
                for _ in range(ROUNDS)
            ]
        ours, same, few = (statistics.median(values) for values in zip(*rounds, strict=True))
        ratio = statistics.median(one / two for one, two, _ in rounds)
        figures += [
            Figure("cached page", ours, "requests/s"),
            Figure("floor: constant bytes, same headers", same, "requests/s"),
            Figure("floor: constant bytes, two headers", few, "requests/s"),
            Figure("cached page / floor", ratio, "x", 0.8, at_most=False),
            Figure("cached page / floor with two headers", statistics.median(o / f for o, _, f in rounds), "x"),
            Figure("start-up to the first answer", seconds, "s"),
        ]
        held = []
        for _ in range(3):
            sent = 0.0
            while sent < 10_000:
                sent += sum(requests_per_second(f"{site}{path}", seconds=1) for path in PAGES)
            held.append(resident_megabytes(process))
        figures += [
            Figure("memory of gunicorn and two workers", held[1], "MB"),
            Figure("growth over 10,000 further requests", held[2] - held[1], "MB", 5),
        ]
    return figures


def uncached_page(folder: Path) -> list[Figure]:
    """A page rendered each time against the page of a project that `wagtail start` has just made, and against less.

    The floor that counts is what Wagtail gives everybody on the first day: its page, its middleware, its template. The
    other is a title in an empty template, which no site serves.
    """
    manage(folder, "migrate", DJANGO_SETTINGS_MODULE="tests.benchmarks.bare")
    project, start_env = start_project(folder)
    bare_env = environment(folder, DJANGO_SETTINGS_MODULE="tests.benchmarks.bare")
    ours_env = environment(folder, PAGE_CACHE_ENABLED="0")
    with (
        gunicorn("site_cms.wsgi", ours_env, "/privacy/") as (site, _, _),
        gunicorn("bare.wsgi", start_env, folder=project) as (start, _, _),
        gunicorn("tests.benchmarks.bare:application", bare_env) as (bare, _, _),
    ):
        urls = (f"{site}/privacy/", f"{site}/conditions/crps/", f"{site}/therapy/", f"{start}/", f"{bare}/")
        rounds = [[requests_per_second(url, connections=2) for url in urls] for _ in range(ROUNDS)]

    def ratio(one: int, other: int) -> float:
        return statistics.median(each[one] / each[other] for each in rounds)

    plain, condition, therapy, floor, less = (statistics.median(values) for values in zip(*rounds, strict=True))
    return [
        Figure("uncached text page", plain, "requests/s"),
        Figure("uncached condition page", condition, "requests/s"),
        Figure("uncached therapy page", therapy, "requests/s"),
        Figure("floor: the page of `wagtail start`", floor, "requests/s"),
        Figure("floor: a title in an empty template", less, "requests/s"),
        Figure("uncached text page / `wagtail start`", ratio(0, 3), "x", 0.5, at_most=False),
        Figure("uncached condition page / `wagtail start`", ratio(1, 3), "x"),
        Figure("uncached therapy page / `wagtail start`", ratio(2, 3), "x"),
        Figure("uncached text page / a title", ratio(0, 4), "x"),
    ]


def publish(folder: Path) -> list[Figure]:
    """From the end of publishing in another process to the new page in both workers."""
    code = (
        "from home.models import ContentPage; import time; p = ContentPage.objects.get(slug='privacy');"
        "p.title = 'Changed {0}'; p.save_revision().publish(); print('done', time.time(), flush=True)"
    )
    times = []
    with gunicorn("site_cms.wsgi", environment(folder), "/privacy/") as (site, _, _):
        for number in range(3):
            for _ in range(10):
                fetch(f"{site}/privacy/")
            command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code.format(number)]
            editor = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, text=True)
            assert editor.stdout
            published = float(editor.stdout.readline().split()[1])
            # Eight fresh connections in a row: both workers have answered.
            seen = 0
            while seen < 8:
                body, _ = fetch(f"{site}/privacy/")
                seen = seen + 1 if f"Changed {number}".encode() in body else 0
            times.append(time.time() - published)
            editor.wait(60)
    return [Figure("publish to visible in every worker", max(times), "s", 1)]


def bytes_of_pages(folder: Path) -> list[Figure]:
    """What the first response of each page type weighs, packed."""
    figures = []
    with gunicorn("site_cms.wsgi", environment(folder), "/privacy/") as (site, _, _):
        for path in PAGES:
            body, _ = fetch(f"{site}{path}", **{"Accept-Encoding": "br"})
            figures.append(Figure(f"first render {path}", len(body), "bytes", FIRST_ROUND_TRIP))
    return figures


def main() -> int:
    """Measure all, or the parts named on the command line."""
    parts: dict[str, Callable[[Path], list[Figure]]] = {
        "cached": cached_page, "uncached": uncached_page, "publish": publish, "bytes": bytes_of_pages, "growth": growth,
        "memory": memory, "first": first_visits, "edge": edge, "start": start, "render": render, "visits": visits,
    }  # fmt: skip
    chosen = sys.argv[1:] or list(parts)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="clinic-bench-") as name:
        folder = Path(name)
        print("Preparing a site of its own ...", flush=True)
        prepare(folder)
        for part in chosen:
            print(f"Measuring: {part} ...", flush=True)
            figures += parts[part](folder)
    for figure in figures:
        bound = "" if figure.target is None else f"{'<=' if figure.at_most else '>='} {figure.target:g}"
        verdict = "" if figure.target is None else ("met" if figure.met else "MISSED")
        print(f"{figure.name:68} {figure.value:12.2f} {figure.unit:11} {bound:10} {verdict}")
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "machine": platform.platform(), "processors": os.cpu_count()}
    found = {"when": time.strftime("%F %T"), "load": os.getloadavg(), **machine}
    target.write_text(json.dumps({**found, "figures": [{**f._asdict(), "met": f.met} for f in figures]}, indent=1))
    print(f"Written to {target.relative_to(ROOT)}. Load of the machine: {os.getloadavg()[0]:.1f}.")
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Runs inside a site that is measured and does as it is told, so that two sites can take turns.

A line of input is the name of a function below and its argument; a line of output is its answer as JSON. Pages come
without the page cache, and with what a process keeps until something changes, as in production.
"""

import json
import logging
import resource
import sys
import time
import tracemalloc

import django

django.setup()
logging.disable(logging.CRITICAL)

from django.test import Client  # noqa: E402

from core.site.models import ClinicSettings  # noqa: E402
from home.models import ContentPage  # noqa: E402
from tests.work import read, work_of  # noqa: E402

client = Client(headers={"host": "localhost"})


def count(path: str) -> dict[str, int]:
    """The work of a page that was shown before."""
    read(client, path)
    return {**work_of(client, path)._asdict(), "bytes": len(read(client, path))}


def spend(path: str) -> float:
    """Processor time of a page."""
    started = time.process_time()
    read(client, path)
    return time.process_time() - started


def publish(path: str) -> list[float]:
    """Processor time to publish some page, and of the first look at `path` after that."""
    target = ContentPage.objects.get(slug="privacy")
    target.introduction = f"Changed at {time.time()}"
    started = time.process_time()
    target.save_revision().publish()
    return [time.process_time() - started, spend(path)]


def sitemap(_argument: str) -> dict[str, float]:
    """How many addresses all files of the sitemap list, and the most memory and time that one of them takes, in MB."""
    whole = read(client, "/sitemap.xml")
    parts = whole.count(b"<sitemap>")
    files = [f"/sitemap-{number}.xml" for number in range(1, parts + 1)] or ["/sitemap.xml"]
    peak = 0.0
    tracemalloc.start()
    for path in files[-3:]:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        read(client, path)
        peak = max(peak, (tracemalloc.get_traced_memory()[1] - before) / 1024 / 1024)
    tracemalloc.stop()
    addresses = 0
    slowest = 0.0
    for path in files:
        started = time.process_time()
        addresses += read(client, path).count(b"<url>")
        slowest = max(slowest, time.process_time() - started)
    return {"files": len(files), "addresses": addresses, "peak": peak, "slowest": slowest}


def memory(_argument: str) -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Do what the lines of input say."""
    # Before the launch the sitemap is empty.
    ClinicSettings.objects.update(launched=True)
    known = {function.__name__: function for function in (count, spend, publish, sitemap, memory)}
    for line in sys.stdin:
        name, _, argument = line.strip().partition(" ")
        print(json.dumps(known[name](argument)), flush=True)


if __name__ == "__main__":
    main()

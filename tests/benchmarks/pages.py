"""Runs inside the site that is measured: queries and time of pages without the page cache, publishing, the sitemap."""

import json
import logging
import statistics
import time
import tracemalloc

import django

django.setup()
logging.disable(logging.CRITICAL)

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from home.models import ContentPage  # noqa: E402

PATHS = ("/", "/privacy/", "/conditions/", "/conditions/crps/", "/news/", "/locations/", "/locations/jacksonville/")
REPEATS = 7


def page(client: Client, path: str) -> dict[str, float]:
    """Queries of one render, and the middle of several times."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    # Counted at once: later requests begin the log anew.
    count = len(queries)
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        client.get(path)
        times.append(time.process_time() - started)
    return {"queries": count, "seconds": statistics.median(times)}


def publishing() -> float:
    """The middle of several times to publish a page."""
    times = []
    for number in range(5):
        target = ContentPage.objects.get(slug="privacy")
        target.introduction = f"Number {number}"
        started = time.process_time()
        target.save_revision().publish()
        times.append(time.process_time() - started)
    return statistics.median(times)


def sitemap(client: Client) -> float:
    """The most memory that making the sitemap takes, in MB."""
    tracemalloc.start()
    response = client.get("/sitemap.xml")
    b"".join(response.streaming_content if response.streaming else [response.content])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1024 / 1024


def main() -> None:
    """Print the figures as JSON."""
    client = Client(headers={"host": "localhost"})
    found = {"pages": {path: page(client, path) for path in PATHS}, "publish": publishing(), "sitemap": sitemap(client)}
    print("JSON" + json.dumps(found))


if __name__ == "__main__":
    main()

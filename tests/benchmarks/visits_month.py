"""A month of 500,000 views over 10,000 pages, written as the site writes them: how much it grows, how fast it is read.

Run inside a site by `manage.py shell` (see `visits.py`); prints one line of JSON.
"""

import json
import os
import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.analytics.models import WHOLE_SITE, OriginCount, OriginKind, PageCount
from core.analytics.writing import Found, Sums, add, bounded

VIEWS, PAGES, DAYS = 500_000, 10_000, 30
ROUNDS = 7


def database_bytes() -> int:
    """How large the database is on the disk."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(settings.DATABASES["default"]["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_total_relation_size('analytics_pagecount') + pg_total_relation_size('analytics_origincount')"
        )
        return int(cursor.fetchone()[0])


def processor_seconds() -> float:
    """What this process, and PostgreSQL for it, have used of the processor: no other process disturbs that."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity "
                "WHERE datname = current_database() AND backend_type = 'client backend'"
            )
            for (process,) in cursor.fetchall():
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def fill() -> None:
    """A few pages are read by most, most by a few; as are the sites that readers come from."""
    chance = random.Random(19)
    pages = range(100_000, 100_000 + PAGES)
    weights = [1 / (rank + 20) for rank in range(PAGES)]
    sites = [f"site-{number}.example" for number in range(400)]
    site_weights = [1 / (rank + 1) for rank in range(len(sites))]
    today = timezone.localdate()
    for back in range(DAYS):
        sums = Sums(today - timedelta(days=back))
        views = Counter(chance.choices(pages, weights, k=VIEWS // DAYS))
        for page_id, times in views.items():
            page = Found(page_id, "en", has_form=False)
            sums.count(page, "views", times)
            sums.count(page, "phone_views", times // 2)
            if entries := times - times // 2:
                sums.count(page, "entries", entries)
                for site in chance.choices(sites, site_weights, k=entries):
                    sums.come_from(page, OriginKind.SOURCE, site, 1)
            if not page_id % 10:
                sums.count(page, "form_visits", 1)
        add(PageCount, ("day", "page_id", "language"), sums.pages)
        add(
            OriginCount,
            ("day", "kind", "page_id", "label"),
            {key: {"entries": times} for key, times in bounded(sums.origins).items()},
        )


def run() -> None:
    """Fill, then read the report as staff do."""
    before = database_bytes()
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    grown = database_bytes() - before
    user = get_user_model().objects.create_superuser("bench", "bench@example.org", "a long enough password")
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECOND_STEP_FOR_SUPERUSERS = False
    client = Client()
    client.force_login(user)
    client.get(f"/{settings.ADMIN_PATH}/reports/visits/?weeks=4")  # compiles the templates
    times = []
    used = processor_seconds()
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answer = client.get(f"/{settings.ADMIN_PATH}/reports/visits/?weeks=4")
        times.append(time.perf_counter() - started)
        assert answer.status_code == 200, answer.status_code
    report = (processor_seconds() - used) / ROUNDS
    used = processor_seconds()
    client.get(f"/{settings.ADMIN_PATH}/reports/visits/pages/?weeks=4&export=csv")
    export = processor_seconds() - used
    rows = PageCount.objects.exclude(page_id=WHOLE_SITE).count(), OriginCount.objects.count()
    print(json.dumps({"grown": grown, "report": report, "time": min(times), "export": export, "rows": rows}))

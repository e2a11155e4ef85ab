"""`make dev`: Django's own server, with what gunicorn's processes begin."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.site_cms.servers import PROJECT, fetch, free_port, wait_until

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.slow
def test_visits_are_counted_while_developing_too(prepared_site: Callable[..., dict[str, str]]) -> None:
    environment = prepared_site(DJANGO_SETTINGS_MODULE="site_cms.settings.dev")
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:

        def answers() -> bool:
            try:
                return fetch(port, "/privacy/", headers={"User-Agent": BROWSER})[0] == 200
            except OSError:
                return False

        def counted() -> int:
            with closing(sqlite3.connect(Path(environment["DATA_DIR"]) / "db.sqlite3")) as database:
                return database.execute(
                    "SELECT coalesce(sum(views), 0) FROM analytics_pagecount WHERE page_id > 0"
                ).fetchone()[0]

        try:
            before = counted()
            wait_until(answers, "Django's server did not start", 300)
            wait_until(lambda: counted() > before, "the visit was never written", 60)
            assert counted() == before + 1
        finally:
            server.kill()

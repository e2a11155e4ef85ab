"""The full-disk drill: what visitors and staff meet when there is no room, and when programs end in the midst of it."""

import contextlib
import http.client
import json
import os
import signal
import sqlite3
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.site_cms.restoring import counts
from tests.site_cms.servers import UNLIMITED, Site, fetch, manage, production_environment, wait_until

PHONE = "tel:"
LOGIN = """
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
user = get_user_model().objects.create_superuser("watcher", "watcher@clinic.example", "a long enough password")
client = Client(HTTP_HOST="localhost")
client.force_login(user)
print("COOKIE", settings.SESSION_COOKIE_NAME + "=" + client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


def json_of(port: int, path: str) -> tuple[int, dict[str, Any]]:
    """Return status and JSON of a GET."""
    status, body = fetch(port, path)
    return status, json.loads(body)


def post(port: int, name: str) -> tuple[int, str]:
    """Return status and body of a request for an appointment."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    answers = {"full_name": name, "phone": "9045550123", "patient_type": "new", "location": "jacksonville"}
    headers = {
        "Host": "localhost",
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", "/appointments/request/", urlencode(answers), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def site_on(disk: Path, prepared_folder: Path, **extra: str) -> dict[str, str]:
    """Copy the prepared site to the small disk and return its environment."""
    data = disk / "site"
    subprocess.run(["cp", "-r", str(prepared_folder), str(data)], check=True)
    for name in ("static", "page-cache"):
        subprocess.run(["rm", "-rf", str(data / name)], check=True)
    static = str(prepared_folder / "static")
    return production_environment(data, STATIC_ROOT=static, SECOND_STEP_REQUIRED="false", **UNLIMITED, **extra)


class Watcher:
    """Looks at a site on a full disk as a visitor, a patient and one of the staff do, and counts what was promised."""

    def __init__(self, environment: dict[str, str]) -> None:
        printed = manage(environment, "shell", "-v0", "-c", LOGIN)
        self.cookie = next(line for line in printed.splitlines() if line.startswith("COOKIE ")).split()[1]
        self.environment = environment
        self.acknowledged = 0
        self.posted = 0

    def ask(self, port: int) -> int:
        """Ask for an appointment: it is acknowledged, or refused with the phone number and no trace of the code."""
        self.posted += 1
        status, body = post(port, f"Canary {self.posted}")
        if status == 303:
            self.acknowledged += 1
        else:
            assert status == 503
            assert PHONE in body
            assert "Traceback" not in body
        return status

    def fill_until_refused(self, port: int) -> Counter[int]:
        """Ask until there is no room for a request; return how often each status came."""
        seen: Counter[int] = Counter()
        while seen[503] < 3:
            seen[self.ask(port)] += 1
            assert sum(seen.values()) < 2000, "the disk is not full"
        return seen

    def look(self, port: int, *, full: bool) -> None:
        """Pages come, kept or not; health and the staff's page tell how the disk is."""
        for path in ("/", "/conditions/", "/locations/", "/search/?q=pain", f"/not-there-{self.posted}/"):
            status, _ = fetch(port, path, timeout=300)
            assert status == (404 if "not-there" in path else 200), f"{path}: {status}"
        assert fetch(port, "/health/live")[0] == 200
        status, health = json_of(port, "/health/ready")
        assert health["checks"]["disk"]["ok"] is not full
        status, page = fetch(port, "/admin/reports/site-health/", timeout=300, headers={"Cookie": self.cookie})
        assert status == 200, f"the staff's page: {status}"
        assert ("MB of disk space are left" in page) is full

    def settle(self) -> None:
        """What was acknowledged is there, whole, and nothing else. Call it when there is room again."""
        found = counts(self.environment)
        assert found["requests"] == found["received"] == self.acknowledged, "nothing lost, nothing half-written"
        database = Path(self.environment["DATA_DIR"]) / "db.sqlite3"
        with contextlib.closing(sqlite3.connect(database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def kill(site: Site, name: str) -> None:
    """Kill one of the site's programs, and wait until another has taken its place."""
    killed = site.programs()[name]
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(killed)], capture_output=True, text=True, check=False)
    for pid in (killed, *map(int, children.stdout.split())):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: site.programs().get(name, killed) != killed, f"no new {name}", 600)
    wait_until(site.answers, "the site does not answer", 600)

"""Drills against real processes: servers killed under load, mail servers down, the same post many times at once."""

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import pytest

from tests.appointments.site_process import SiteProcess
from tests.appointments.smtp_server import FaultySmtpServer
from tests.site_cms.servers import wait_until

pytestmark = pytest.mark.full

ACKNOWLEDGED = 200
KILLS = 4
STORED = """
import json
from appointments.models import AppointmentRequest, AuditEvent, OutboxMessage

requests = AppointmentRequest.objects.all()
print(json.dumps({
    "names": [request.full_name for request in requests],
    "receipts": [request.receipt for request in requests],
    "events": AuditEvent.objects.filter(action="received").count(),
    "notices": OutboxMessage.objects.filter(kind="staff_new").count(),
}))
"""


def person(number: int) -> dict[str, str]:
    return {
        "full_name": f"Person {number}",
        "phone": f"904-{200 + number // 10000:03d}-{number % 10000:04d}",
        "location": "jacksonville",
        "patient_type": "new",
        "token": f"{number:032x}",
    }


def stored(site: SiteProcess) -> dict[str, Any]:
    return json.loads(site.manage("shell", "-v0", "-c", STORED).strip().splitlines()[-1])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SiteProcess]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    site = SiteProcess(tmp_path, url)
    yield site
    site.stop()


class Load:
    """Visitors who post without pause and, like people, try again until they are answered."""

    def __init__(self, site: SiteProcess, visitors: int = 6) -> None:
        self.site = site
        self.numbers = iter(range(1, 10**6))
        self.lock = threading.Lock()
        self.enough = threading.Event()
        self.acknowledged: dict[int, str] = {}
        self.retried: set[int] = set()
        self.threads = [threading.Thread(target=self.visit) for _visitor in range(visitors)]

    def visit(self) -> None:
        while not self.enough.is_set():
            with self.lock:
                number = next(self.numbers)
            receipt = self.site.post(person(number))
            while receipt is None:
                self.retried.add(number)
                time.sleep(0.2)
                receipt = self.site.post(person(number))
            self.acknowledged[number] = receipt

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join()


def check_all_stored_once(site: SiteProcess, load: Load) -> None:
    found = stored(site)
    receipts = {receipt.rstrip("/").rpartition("/")[2] for receipt in load.acknowledged.values()}
    lost = receipts - set(found["receipts"])
    assert not lost, f"{len(lost)} of {len(load.acknowledged)} acknowledged requests are lost"
    assert sorted(found["names"]) == sorted(f"Person {number}" for number in load.acknowledged), (
        "stored twice, or extra"
    )
    assert found["events"] == found["notices"] == len(found["names"]), "half written"


def test_a_killed_server_loses_no_acknowledged_request_and_stores_none_twice(site):
    seed = int(os.environ.get("DRILL_SEED", time.time_ns() % 10**6))
    chance = random.Random(seed)
    server = site.serve()
    with Load(site) as load:
        kills = 0
        while kills < KILLS or len(load.acknowledged) < ACKNOWLEDGED or not load.retried:
            time.sleep(chance.uniform(0.3, 2.5))
            if kills < KILLS or not load.retried:  # until a kill has hit a request, or the drill shows nothing
                site.kill(server, signal.SIGKILL)
                kills += 1
                server = site.serve()
    print(f"seed {seed}: {len(load.acknowledged)} acknowledged, {len(load.retried)} retried, {kills} kills")
    assert len(load.acknowledged) >= ACKNOWLEDGED
    check_all_stored_once(site, load)
    # A double click, on the same site: with the token that script makes, and without script.
    check_many_at_once_are_stored_once(site, {**person(90_001), "token": "f" * 32})
    check_many_at_once_are_stored_once(site, {**person(90_002), "token": ""})


def test_a_server_told_to_stop_answers_everybody_it_has_let_in(tmp_path):
    site = SiteProcess(tmp_path)
    try:
        for _round in range(3):
            server = site.serve()
            results: list[object] = []

            def post(number: int, results: list[object] = results, base: int = _round * 1000) -> None:
                try:
                    results.append(site.request("POST", "/appointments/request/", urlencode(person(base + number)))[0])
                except ConnectionRefusedError:
                    results.append("not let in")
                except Exception as error:  # noqa: BLE001
                    results.append(f"cut off: {error!r}")

            with ThreadPoolExecutor(12) as visitors:
                for number in range(36):
                    visitors.submit(post, number)
                wait_until(lambda results=results: 303 in results, "nobody was answered")
                site.kill(server, signal.SIGTERM)
            assert results.count(303) >= 1
            assert set(results) <= {303, "not let in"}, results
    finally:
        site.stop()


def check_many_at_once_are_stored_once(site: SiteProcess, answers: dict[str, str]) -> None:
    before = len(stored(site)["names"])
    with ThreadPoolExecutor(8) as visitors:
        receipts = list(visitors.map(lambda _time: site.post(answers), range(16)))
    receipts.append(site.post(answers))
    assert len(set(receipts)) == 1
    assert receipts[0] is not None
    assert len(stored(site)["names"]) == before + 1


def test_mail_goes_out_once_the_server_is_back_and_when_the_worker_was_killed(tmp_path):
    site, smtp = SiteProcess(tmp_path), FaultySmtpServer()
    try:
        site.serve()
        worker = site.work(smtp.port)
        for number, mode in enumerate(("stall", "reset", "busy", "refuse", "drop_after_data")):
            smtp.mode = mode
            # A server that stalls does so for a minute, and `post` waits for half of one: nobody waits for the mail.
            assert site.post({**person(number), "email": f"p{number}@example.com"})
            wait_until(lambda mode=mode: mode in smtp.asked, f"the worker tried nothing while the server would {mode}")
            if mode == "busy":
                site.kill(worker, signal.SIGKILL)
                worker = site.work(smtp.port)
        smtp.mode = "ok"
        wanted = {f"p{number}@example.com" for number in range(5)} | {"desk@example.com"}
        wait_until(lambda: wanted <= {str(mail["To"]) for mail in smtp.received}, "mail is missing", 600)
        text = "".join(str(mail) for mail in smtp.received)
        assert "Person" not in text
        site.kill(worker, signal.SIGTERM)
    finally:
        site.stop()
        smtp.close()

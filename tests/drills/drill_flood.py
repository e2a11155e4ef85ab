"""A flood of posts to the form, from one address and from thousands: `make drills`.

Nobody sees a 500, what is refused says when to come back, and whatever was acknowledged is stored, once.
"""

import http.client
import random
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.appointments.site_process import SiteProcess
from tests.appointments.test_drills import person, stored

POSTS = 10_000
VISITORS = 32
LIMIT = 10


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SiteProcess]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    site = SiteProcess(tmp_path, url, TRUSTED_PROXIES="127.0.0.1", APPOINTMENTS_LIMIT_PER_ADDRESS=f"{LIMIT}/86400")
    site.serve()
    yield site
    site.stop()


def post(site: SiteProcess, number: int, sender: str) -> tuple[int, str, str]:
    """Return status, Retry-After and where the answer leads."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        connection.request(
            "POST",
            "/appointments/request/",
            urlencode(person(number)),
            {
                "Host": "localhost",
                "Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin",
                "X-Forwarded-For": sender,
            },
        )
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Retry-After", ""), answer.headers.get("Location", "")
    finally:
        connection.close()


def test_ten_thousand_posts_are_taken_or_told_to_come_back(site: SiteProcess) -> None:
    # Nine of ten come from one address, the others from a thousand.
    chance = random.Random(20261126)
    senders = [
        "203.0.113.7" if chance.random() < 0.9 else str(socket.inet_ntoa((0x0A000000 + number).to_bytes(4, "big")))
        for number in range(POSTS)
    ]
    with ThreadPoolExecutor(VISITORS) as crowd:
        answers = list(crowd.map(lambda number: post(site, number, senders[number]), range(POSTS)))
    counts = Counter(status for status, _after, _to in answers)
    print(f"\n{POSTS} posts: {dict(counts)}")
    assert set(counts) <= {303, 429}
    assert all(after.isdecimal() for status, after, _to in answers if status == 429)
    taken = [number for number, (status, _after, _to) in enumerate(answers) if status == 303]
    assert sum(senders[number] == "203.0.113.7" for number in taken) == LIMIT
    assert len(taken) == LIMIT + sum(sender != "203.0.113.7" for sender in senders)
    assert sorted(stored(site)["names"]) == sorted(f"Person {number}" for number in taken)

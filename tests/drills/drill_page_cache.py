"""A flood of made-up ports, page numbers, parameters and spellings on every page: `make drills`.

Strangers can have nothing kept but the pages there are: the disk holds no more than before, and real pages go on being
answered from memory, in every process.
"""

import http.client
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from tests.site_cms.servers import WebServer, fetch

REQUESTS = 3_000
VISITORS = 16
CHOICES = random.Random(20261129)


def bytes_on_disk(folder: Path) -> int:
    """What the page cache has left there."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def ask(port: int, path: str, host: str) -> tuple[int, str]:
    """Return status and X-Cache of a GET."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("X-Cache", "")
    finally:
        connection.close()


def pages_of(port: int) -> list[str]:
    """Every page that the home page links to, and what is no page but kept like one."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(fetch(port, "/")[1], "html.parser")
    links = {urlsplit(str(link["href"])).path for link in soup.find_all("a", href=True)}
    skipped = ("/admin", "/documents", "/media", "/search", "/appointments")
    own = {path for path in links if path.startswith("/") and path.endswith("/") and not path.startswith(skipped)}
    return sorted(own | {"/", "/robots.txt", "/llms.txt", "/news/feed/"})


def made_up(path: str, number: int) -> tuple[str, str]:
    """Return a path and a Host header that nobody but a flood would send."""
    kind = number % 6
    if kind == 0:
        return path, f"localhost:{1024 + number}"
    if kind == 1:
        return f"{path}?page={number + 2}", "localhost"
    if kind == 2:
        return f"{path}?page={'0' * (number % 20 + 1)}1", "localhost"
    if kind == 3:
        return f"{path}?x{number}={number}", "localhost"
    if kind == 4:
        return path, f"LocalHost.:{'0' * (number % 50)}{number + 9000}"
    return f"{path}?page={CHOICES.choice(['', 'a', '%0A1', '1&page=2', '1e3'])}&utm_source={number}", "localhost"


def test_a_flood_of_made_up_addresses_fills_nothing(prepared_site: Callable[..., dict[str, str]]) -> None:
    environment = prepared_site(WEB_WORKERS="2")
    folder = Path(environment["DATA_DIR"]) / "page-cache"
    with WebServer(environment) as site:
        pages = pages_of(site.port)
        for _round in range(8):  # both workers know every page
            for path in pages:
                assert ask(site.port, path, "localhost")[0] == 200, path
        before = bytes_on_disk(folder)
        flood = [made_up(CHOICES.choice(pages), number) for number in range(REQUESTS)]
        with ThreadPoolExecutor(VISITORS) as crowd:
            answers = list(crowd.map(lambda one: ask(site.port, *one), flood))
        counts = Counter(answers)
        after = bytes_on_disk(folder)
        print(f"\n{REQUESTS} made-up addresses of {len(pages)} pages: {dict(counts)}; disk {before} to {after} bytes")
        assert {status for status, _outcome in answers} <= {200, 301, 400, 404}
        # Only what advertising adds to an address, and the first page by its number, are answered: from memory.
        assert {outcome for status, outcome in answers if status == 200} <= {"HIT"}
        assert after <= before
        for _round in range(8):
            assert {ask(site.port, path, "localhost") for path in pages} == {(200, "HIT")}

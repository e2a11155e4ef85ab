"""nginx keeps pages, and things go wrong: no origin, changes faster than renders. `make drills`."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from core.web.page_cache.edge import LONGEST_SECONDS
from tests.site_cms.edge import EdgeSite, edge_site

pytestmark = pytest.mark.nginx
PAGE = "/privacy/"
CHANGES = 30
READERS = 8
_VERSION = re.compile(rb"<h1[^>]*>[^<]*version (\d+)")


def version(edge: EdgeSite) -> int:
    """Which version of the page nginx shows."""
    answer = edge.get(PAGE)
    assert answer.status == 200
    found = _VERSION.search(answer.body)
    return int(found[1]) if found else -1


def test_no_reader_sees_a_version_that_was_replaced_before_it_asked(
    prepared_site: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    with edge_site(prepared_site, tmp_path / "front") as edge:
        committed = -1
        stop = threading.Event()
        seen: Counter[str] = Counter()

        def read() -> None:
            while not stop.is_set():
                asked_at = committed
                shown = version(edge)
                seen["old" if shown < asked_at else "right"] += 1

        readers = [threading.Thread(target=read) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(CHANGES):
            edge.publish(f"Privacy, version {number}")
            committed = number
        stop.set()
        for reader in readers:
            reader.join()
        print(f"\n{CHANGES} changes under {READERS} readers: {dict(seen)}")
        assert seen["right"] > CHANGES
        assert seen["old"] == 0


def test_without_the_origin_the_last_copy_is_shown(
    prepared_site: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    with edge_site(prepared_site, tmp_path / "front") as edge:
        before = edge.get(PAGE)
        edge.site.process.terminate()
        edge.site.process.wait(300)
        time.sleep(LONGEST_SECONDS + 1)  # so that nginx asks again, and finds nobody
        answer = edge.get(PAGE)
        assert (answer.status, answer.body) == (200, before.body)
        assert edge.get("/search/?query=pain").status == 502

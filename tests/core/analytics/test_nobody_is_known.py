"""Of a known visit nothing but sums is anywhere: no table, log, cache or backup holds its address, browser or query."""

import gzip
import signal
import sqlite3
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from core.analytics.counter import SECONDS_BETWEEN_WRITES
from tests.appointments.site_process import SiteProcess
from tests.site_cms.servers import wait_until

ADDRESS = "198.51.100.77"
AGENT = "Zanzibar-Browser/7.7 (Mobile; quetzalcoatl)"
QUERY = "gclid=xylophone-click-id&fbclid=marmalade&utm_source=leaflet&utm_campaign=jane%40doe.example"
REFERRER = "https://webmail.example/inbox/telescope?who=jane+doe"
SPELLINGS = (
    *("198.51.100.77", "c633644d", "Zanzibar", "quetzalcoatl", "xylophone", "marmalade", "jane", "telescope"),
    *(quote(text) for text in (AGENT, QUERY, REFERRER)),
)
BACKUP_KEY = "Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4="


def found_in(data: bytes) -> list[str]:
    """What of the visit is in some bytes, packed or not."""
    texts = [data.decode("utf-8", "replace"), data.decode("utf-16-le", "replace")]
    if data[:2] == b"\x1f\x8b":
        texts.append(gzip.decompress(data).decode("utf-8", "replace"))
    return [word for word in SPELLINGS if any(word.lower() in text.lower() for text in texts)]


def visit(site: SiteProcess, path: str, method: str = "GET", body: str = "", referrer: str = REFERRER) -> int:
    """One request of the visitor, through a proxy that says where it comes from."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    headers = {"Host": "localhost", "User-Agent": AGENT, "X-Forwarded-For": ADDRESS, "Referer": referrer}
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def counted(database: Path) -> dict[str, int]:
    """The sums of the whole site."""
    names = ("views", "entries", "phone_views", "phone_taps", "crawler_views")
    with closing(sqlite3.connect(database)) as rows:
        total = ", ".join(f"coalesce(sum({name}), 0)" for name in names)
        values = rows.execute(f"SELECT {total} FROM analytics_pagecount WHERE page_id = 0").fetchone()
    return dict(zip(names, values, strict=True))


@pytest.mark.full
def test_a_known_visit_is_a_sum_and_nothing_else(tmp_path: Path) -> None:
    site = SiteProcess(tmp_path, TRUSTED_PROXIES="127.0.0.1", GUNICORN_LOG_LEVEL="debug", COUNT_VISITS="server")
    try:
        server = site.serve()
        own = "http://localhost/request-an-appointment/?" + QUERY
        assert visit(site, f"/?{QUERY}") == 200
        assert visit(site, f"/request-an-appointment/?{QUERY}", referrer=own) == 200
        assert visit(site, "/count/tel:", "POST", referrer=own) == 204
        visit(site, f"/nothing/?{QUERY}")
        visit(site, f"/go/nobody?{QUERY}")
        # A clean stop writes what no clock had written yet.
        site.kill(server, signal.SIGTERM)
        wanted = {"views": 2, "entries": 1, "phone_views": 2, "phone_taps": 1, "crawler_views": 0}
        assert counted(tmp_path / "db.sqlite3") == wanted
        environment = {
            "settings": "site_cms.settings.production",
            "DATABASE_URL": site.database_url,
            "SECRET_KEY": "for drills only " * 4,
            "APPOINTMENTS_KEYS": f"test:{BACKUP_KEY}",
            "APPOINTMENTS_INDEX_KEY": BACKUP_KEY,
            "BACKUP_KEY": BACKUP_KEY,
        }
        site.manage("backup", **environment)
        (backup,) = (tmp_path / "backups").iterdir()
        restored = tmp_path / "restored"
        url = f"sqlite:///{restored / 'db.sqlite3'}"
        site.manage("restore", str(backup), **{**environment, "DATABASE_URL": url, "DATA_DIR": str(restored)})
        assert counted(restored / "db.sqlite3") == wanted, "the backup was read, and it holds the sums"
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {"db.sqlite3", "site.log"} <= {path.name for path in files}
        leaks = {str(path.relative_to(tmp_path)): found_in(path.read_bytes()) for path in files}
        assert {name: words for name, words in leaks.items() if words} == {}
        assert "leaflet / other / (ad)" in (restored / "db.sqlite3").read_bytes().decode("utf-8", "replace")
    finally:
        site.stop()


@pytest.mark.full
def test_a_kill_costs_ten_seconds_of_sums_at_most(tmp_path: Path) -> None:
    site = SiteProcess(tmp_path)
    database = tmp_path / "db.sqlite3"
    try:
        server = site.serve()
        for _ in range(40):
            assert visit(site, "/") == 200
        wait_until(lambda: counted(database)["views"] == 40, "the sums were not written")
        for _ in range(3):
            visit(site, "/")
        site.kill(server, signal.SIGKILL)
        assert 40 <= counted(database)["views"] <= 43, "nothing twice, and what was written stays"
        assert SECONDS_BETWEEN_WRITES <= 5, "the time between two writes, and as much again for the write itself"
    finally:
        site.stop()

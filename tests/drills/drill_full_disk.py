"""The disk is full, and then programs end: killed, restarted, started anew. Nothing of it may take the site away."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.site_cms.full_disk import Watcher, json_of, kill, site_on
from tests.site_cms.servers import PROJECT, Site, WebServer, wait_until
from tests.site_cms.small_disk import empty, fill, mounted

KINDS = ["tmpfs", "ext4"]
SIZE = 420  # MB


@pytest.mark.parametrize("kind", KINDS)
def test_a_disk_that_fills_up(kind: str, tmp_path: Path, prepared_folder: Path) -> None:
    with mounted(tmp_path / "disk", SIZE, kind) as disk:
        environment = site_on(disk, prepared_folder, BACKUP_KEY=f"{'B' * 43}=")
        watcher = Watcher(environment)
        with WebServer(environment) as server:
            for path in ("/", "/conditions/") * 3:  # the first visit makes a page's pictures
                assert server.get(path)[0] == 200
            assert server.get("/health/ready")[0] == 200
            assert watcher.ask(server.port) == 303

            fill(disk, 100 * 2**20)
            status, health = json_of(server.port, "/health/ready")
            assert status == 503
            assert health["needs_a_person"][0] == "disk"
            assert watcher.ask(server.port) == 303, "red before it is full: forms still work"

            fill(disk)
            seen: Counter[int] = watcher.fill_until_refused(server.port)
            print(f"\nfull disk ({kind}): the form answered {dict(seen)}")
            watcher.look(server.port, full=True)
            refused = subprocess.run(
                [sys.executable, "manage.py", "backup"],
                cwd=PROJECT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert "MB free; a backup needs" in refused.stderr

            empty(disk)
            wait_until(lambda: server.get("/health/ready")[0] == 200, "not ready again", 600)
            assert watcher.ask(server.port) == 303
        watcher.settle()


@pytest.mark.parametrize("kind", KINDS)
def test_programs_that_end_on_a_full_disk_come_back(kind: str, tmp_path: Path, prepared_folder: Path) -> None:
    with mounted(tmp_path / "disk", SIZE, kind) as disk:
        environment = site_on(disk, prepared_folder)
        watcher = Watcher(environment)
        seen: Counter[int] = Counter()

        def full(site: Site) -> None:
            fill(disk)
            seen.update(watcher.fill_until_refused(site.port))
            watcher.look(site.port, full=True)

        with Site(environment) as site:
            wait_until(lambda: set(site.programs()) == {"web", "worker"}, "not both programs run")
            watcher.look(site.port, full=False)
            assert watcher.ask(site.port) == 303
            full(site)
            for name in ("worker", "web", "worker", "web"):
                kill(site, name)
                watcher.look(site.port, full=True)
                full(site)
            site.restart()
            watcher.look(site.port, full=True)
            full(site)
        for _ in range(3):  # stopped, and started on a disk that is full
            with Site(environment) as site:
                watcher.look(site.port, full=True)
                full(site)
        with Site(environment) as site:
            empty(disk)
            wait_until(
                lambda: json_of(site.port, "/health/ready")[1]["checks"]["disk"]["ok"], "not all right again", 60
            )
            assert watcher.ask(site.port) == 303
            wait_until((disk / "site" / "disk-reserve").exists, "no reserve", 600)
        print(f"\nprograms end on a full disk ({kind}): the form answered {dict(seen)}")
        watcher.settle()

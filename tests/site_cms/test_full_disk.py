"""Programs that end on a full disk come back: the shorter kind of tests/drills/drill_full_disk.py."""

from pathlib import Path

import pytest

from tests.site_cms.full_disk import Watcher, kill, site_on
from tests.site_cms.servers import Site, wait_until
from tests.site_cms.small_disk import empty, fill, mounted

pytestmark = [pytest.mark.full, pytest.mark.xdist_group("launch")]


def test_a_full_disk_and_then_everything_ends(tmp_path: Path, prepared_folder: Path) -> None:
    with mounted(tmp_path / "disk", 420, "ext4") as disk:
        environment = site_on(disk, prepared_folder)
        watcher = Watcher(environment)
        with Site(environment) as site:
            wait_until(lambda: set(site.programs()) == {"web", "worker"}, "not both programs run")
            fill(disk)
            watcher.fill_until_refused(site.port)
            for name in ("worker", "web"):
                kill(site, name)
            watcher.look(site.port, full=True)
            fill(disk)
        with Site(environment) as site:
            watcher.look(site.port, full=True)
            fill(disk)
            watcher.fill_until_refused(site.port)
            empty(disk)
            assert watcher.ask(site.port) == 303
        watcher.settle()

"""The web processes and the one that does the jobs share the memory of what was loaded once."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site_cms.servers import Site, children, fetch, wait_until

pytestmark = [pytest.mark.full, pytest.mark.xdist_group("launch")]


def kilobytes(pid: int, *names: str) -> int:
    """What proc(5) says of a process's memory."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    values = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return sum(values[name] for name in names)


def open_files(pid: int) -> set[str]:
    """The names of the files that a process has open."""
    return {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir()}


def test_the_site_is_loaded_once_and_each_process_opens_its_own_database(
    prepared_site: Callable[..., dict[str, str]],
) -> None:
    with Site(prepared_site()) as site:
        wait_until(lambda: set(site.programs()) == {"web", "worker"}, "not both programs run")
        master, jobs = site.programs()["web"], site.programs()["worker"]
        wait_until(lambda: len(children(master)) == 3, "not two for visitors and one for jobs")
        processes = children(master)
        assert not any(name.startswith("db.sqlite3") for name in open_files(master)), "a child would inherit it"
        wait_until(lambda: all("db.sqlite3" in open_files(pid) for pid in processes), "a process has no database")
        for pid in processes:
            shared, own = kilobytes(pid, "Shared_Dirty"), kilobytes(pid, "Private_Dirty")
            assert shared > own, (pid, shared, own)

        os.kill(jobs, signal.SIGKILL)
        # Sooner than gunicorn's `timeout`, by which it would notice even where it has not heard of the end.
        wait_until(lambda: site.programs().get("worker", jobs) != jobs, "nobody does the jobs any more", 45)
        assert master == site.programs()["web"]
        assert fetch(site.port, "/")[0] == 200

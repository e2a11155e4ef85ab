"""The whole site in 400 MB: a backup, a phone's picture and 200 visitors at once; nothing is killed (`make drills`).

Needs root and the system's memory controller (cgroup v1, or v2 where it may be handed down).
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.drills.drill_page_cache import pages_of
from tests.site_cms.servers import Site, children, fetch, manage, wait_until

MEGABYTES = 400
VISITORS = 200
VISITS = 4000
GROUPS = Path("/sys/fs/cgroup")
UPLOAD = """
from io import BytesIO
from django.core.files.base import ContentFile
from PIL import Image, ImageFilter
from core.pictures.models import ClinicImage
from home.models import ContentPage
file = BytesIO()
Image.effect_noise((4000, 3000), 60).convert("RGB").filter(ImageFilter.GaussianBlur(2)).save(file, "JPEG", quality=92)
print(ClinicImage.objects.create(title="Room", description="A room", file=ContentFile(file.getvalue(), "room.jpg")).pk)
"""


@contextmanager
def limited(megabytes: int) -> Iterator[Path]:
    """A group of processes that may hold so much memory together; skips where there can be none."""
    old = (GROUPS / "memory").is_dir()
    group = (GROUPS / "memory" if old else GROUPS) / f"clinic-{os.getpid()}"
    limit = group / ("memory.limit_in_bytes" if old else "memory.max")
    try:
        group.mkdir()
        limit.write_text(str(megabytes * 2**20))
    except OSError as error:
        pytest.skip(f"A SMALL SERVER IS NOT TRIED: no limit of memory can be set here ({error.strerror})")
    try:
        yield group
    finally:
        wait_until(lambda: not (group / "cgroup.procs").read_text().split(), "a process is left", 120)
        group.rmdir()


def killed(group: Path) -> int:
    """How many processes the system has killed for want of memory."""
    for name in ("memory.oom_control", "memory.events"):
        if (group / name).exists():
            words = (group / name).read_text().split()
            return int(words[words.index("oom_kill") + 1])
    raise AssertionError("the group does not say")


def most_held(group: Path) -> str:
    """The most that was held, where the system says so; in part files that it would have let go of."""
    file = next(
        (group / name for name in ("memory.max_usage_in_bytes", "memory.peak") if (group / name).exists()), None
    )
    return f"{int(file.read_text()) / 2**20:.0f} MB" if file else "unknown"


def test_the_whole_site_lives_in_400_megabytes(prepared_site: Callable[..., dict[str, str]]) -> None:
    key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="  # pragma: allowlist secret
    with limited(MEGABYTES) as group:
        environment = prepared_site(BACKUP_KEY=key, BACKUP_EVERY_HOURS="1", WEB_WORKERS="2")
        with Site(environment, group=group) as site:
            wait_until(lambda: set(site.programs()) == {"web", "worker"}, "not both programs run")
            before = set(children(site.programs()["web"]))
            paths = pages_of(site.port)
            manage(environment, "shell", "-v0", "-c", UPLOAD)  # outside: a browser's upload takes no second program
            with ThreadPoolExecutor(VISITORS) as visitors:
                asked = [visitors.submit(fetch, site.port, paths[number % len(paths)], 120) for number in range(VISITS)]
                statuses = Counter(answer.result()[0] for answer in asked)
            print(f"\n{VISITS} visits: {dict(statuses)}; most held: {most_held(group)}; killed: {killed(group)}")
            assert set(statuses) == {200}
            wait_until(lambda: list(Path(environment["DATA_DIR"]).glob("backups/*")), "no backup was made")
            wait_until(lambda: list(Path(environment["DATA_DIR"]).glob("media/images/*")), "no copy of the picture")
            assert killed(group) == 0
            assert set(children(site.programs()["web"])) == before, "a process was started anew"

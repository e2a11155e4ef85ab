"""Two web servers, a worker, PostgreSQL and Redis: what is published on one is read on the other; one may be lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.site_cms.servers import PROJECT, Visitors, WebServer, manage, production_environment, wait_until

CHANGE = """
from django.contrib.auth import get_user_model
from wagtail.models import Site
from home.models import HomePage
page = HomePage.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
page.hero_title = "{0}"
page.save_revision().publish()
"""


def health(environment: dict[str, str]) -> str:
    """Return what check_health prints, whether all is well or not."""
    command = [sys.executable, "manage.py", "check_health"]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False).stdout


@pytest.mark.full
@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.xdist_group("launch")
def test_publish_on_one_read_on_the_other_lose_one(
    tmp_path: Path, static_root: str, postgres_url: str, redis_url: str
) -> None:
    def machine(name: str) -> dict[str, str]:
        (tmp_path / name).mkdir()
        shared = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url, "STATIC_ROOT": static_root}
        return production_environment(tmp_path / name, **shared)

    first, second = machine("first"), machine("second")
    manage(first, "prepare_site", "--no-static")
    worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=PROJECT, env=first)
    try:
        with WebServer(first) as one, WebServer(second) as two:
            assert one.get("/")[0] == two.get("/")[0] == 200
            two.get("/")
            manage(first, "shell", "-c", CHANGE.format("Published on the first machine"))
            wait_until(
                lambda: "Published on the first machine" in two.get("/")[1], "the second machine shows the old page", 30
            )
            with Visitors([one, two]) as visitors:
                wait_until(lambda: len(visitors.statuses) > 50, "nobody is answered")
                one.kill()
                wait_until(lambda: len(visitors.statuses) > 150, "nobody is answered without the first machine")
            assert set(visitors.statuses) == {200}
            wait_until(lambda: "worker: ok" in health(second), "the worker gives no sign of life")
            assert worker.poll() is None
    finally:
        worker.terminate()
        assert worker.wait(timeout=300) == 0

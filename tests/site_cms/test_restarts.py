"""A restart refuses nobody: the shorter kind of tests/drills/drill_restarts.py, and what happens around it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site_cms.restarts import drill

pytestmark = [pytest.mark.full, pytest.mark.xdist_group("launch")]


@pytest.mark.parametrize(
    ("way", "front"),
    [
        ("supervisor", "bare"),
        pytest.param("systemd", "nginx", marks=pytest.mark.nginx),
        pytest.param("web", "caddy", marks=pytest.mark.caddy),
    ],
)
def test_a_restart_refuses_nobody_who_writes(
    way: str, front: str, prepared_site: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    drill(way, front, prepared_site(), tmp_path / "front", restarts=1, posts=40)

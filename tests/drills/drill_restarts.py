"""Three restarts while patients write: none of 500 is refused, or gets an answer that is not the site's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site_cms.restarts import drill


@pytest.mark.parametrize(
    ("way", "front"),
    [
        ("supervisor", "bare"),
        ("systemd", "bare"),
        pytest.param("systemd", "nginx", marks=pytest.mark.nginx),
        pytest.param("web", "caddy", marks=pytest.mark.caddy),
        pytest.param("supervisor", "nginx", marks=pytest.mark.nginx),
        pytest.param("supervisor", "caddy", marks=pytest.mark.caddy),
        pytest.param("serve", "caddy", marks=pytest.mark.caddy),
    ],
)
def test_three_restarts_refuse_nobody(
    way: str, front: str, prepared_site: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    crowd = drill(way, front, prepared_site(), tmp_path / "front", restarts=3, posts=500)
    assert len(crowd.outcomes) >= 500

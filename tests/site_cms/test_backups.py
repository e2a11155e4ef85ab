"""A backup of the running site comes back on another machine, whole, or is refused; with embedded SQLite.

PostgreSQL: tests/drills/drill_backup.py, and in containers `make image-check`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site_cms.restoring import drill


@pytest.mark.full
@pytest.mark.xdist_group("launch")
def test_a_backup_made_under_writes_comes_back(prepared_site: Callable[..., dict[str, str]], tmp_path: Path) -> None:
    drill(prepared_site(), tmp_path)

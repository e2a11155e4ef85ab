"""A site that was prepared once for every test that starts real servers."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kept_folders import kept_folder
from tests.migrated import copy_path
from tests.site_cms.servers import manage, production_environment


@pytest.fixture(scope="session")
def prepared_folder() -> Path:
    """A data folder with the starter content on SQLite and collected static files. Copy it, do not serve it."""
    return kept_folder("prepared", prepare)


def prepare(folder: Path) -> None:
    """Prepare the site as for its first start, but for migrations that the test database has had already."""
    if copy_path().is_file():
        shutil.copy(copy_path(), folder / "db.sqlite3")
    manage(production_environment(folder), "prepare_site")


@pytest.fixture
def static_root(prepared_folder: Path) -> str:
    """The collected static files, for a site with a database of its own."""
    return str(prepared_folder / "static")


@pytest.fixture
def prepared_site(prepared_folder: Path, tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Return a function that gives the environment of a fresh copy of the prepared site, with more variables."""

    def copy(**extra: str) -> dict[str, str]:
        data = tmp_path / "site"
        shutil.copytree(prepared_folder, data, ignore=shutil.ignore_patterns("static", "page-cache"))
        return production_environment(data, STATIC_ROOT=str(prepared_folder / "static"), **extra)

    return copy

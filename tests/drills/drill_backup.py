"""A backup of the running site comes back on another machine: with PostgreSQL, into an empty database."""

import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.site_cms.restoring import drill
from tests.site_cms.servers import manage, production_environment


@pytest.mark.postgres
def test_postgresql_comes_back(tmp_path: Path, static_root: str, postgres_url: str) -> None:
    name = f"{urlsplit(postgres_url).path.strip('/')}_new"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        environment = production_environment(tmp_path / "site", DATABASE_URL=postgres_url, STATIC_ROOT=static_root)
        manage(environment, "prepare_site", "--no-static")
        started = time.monotonic()
        archive = drill(environment, tmp_path, urlsplit(postgres_url)._replace(path=f"/{name}").geturl())
        seconds = time.monotonic() - started
        print(f"\nPostgreSQL: {archive.stat().st_size} bytes; backed up, verified, restored in {seconds:.0f} s")
        with psycopg.connect(postgres_url) as server:
            left = server.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'verify%'").fetchone()
        assert left == (0,), "verifying leaves no database behind"
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")

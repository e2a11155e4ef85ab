"""wagtail-localize, installed by the setting: a site decides on its apps when it starts, so in a process of its own."""

import os
import subprocess
import sys

import pytest

from tests.i18n.catalogue import PROJECT


@pytest.mark.full
def test_a_site_that_offers_spanish_has_screens_to_translate_with() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    environment.pop("TEST_DATABASE_URL", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist"]
    done = subprocess.run(
        [*command, "--no-cov", "--ds=tests.i18n.settings", "tests/i18n/inner_screens.py"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "17 passed" in done.stdout, done.stdout[-500:]

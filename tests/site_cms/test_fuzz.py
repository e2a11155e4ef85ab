"""Whatever is sent to whatever public address, no answer is an error of ours. `make drills` sends 20,000 requests."""

from typing import Any

import pytest

from tests.browser.pages import load_site
from tests.fuzzing import fuzz, public_routes


@pytest.fixture
def unlimited(db: None, settings: Any) -> None:
    """The starter site, which nobody is too fast for."""
    settings.SEARCH_LIMITS = {"results": 0, "suggestions": 0}
    settings.APPOINTMENTS_LIMIT_PER_ADDRESS = settings.APPOINTMENTS_LIMIT_PER_CONTACT = "100000/3600"
    settings.LOGIN_LIMIT_PER_ADDRESS = "100000/900"
    load_site()


@pytest.mark.full
def test_no_request_breaks_the_site(unlimited: None) -> None:
    statuses = fuzz(400, repeatable=True)
    assert sum(statuses.values()) >= 400
    assert {200, 400, 404} <= set(statuses), "requests reach pages, and are refused too"
    assert len(public_routes()) > 20

"""20,000 wild requests to every public address and parameter: `make drills`. FUZZ_REQUESTS names another number."""

import logging
import os
from typing import Any

import pytest

from tests.browser.pages import load_site
from tests.fuzzing import fuzz, public_routes

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_no_request_breaks_the_site(settings: Any) -> None:
    settings.SEARCH_LIMITS = {"results": 0, "suggestions": 0}
    settings.APPOINTMENTS_LIMIT_PER_ADDRESS = settings.APPOINTMENTS_LIMIT_PER_CONTACT = "100000/3600"
    settings.LOGIN_LIMIT_PER_ADDRESS = "100000/900"
    load_site()
    logging.disable(logging.CRITICAL)
    try:
        statuses = fuzz(int(os.environ.get("FUZZ_REQUESTS", "20000")), repeatable=False)
    finally:
        logging.disable(logging.NOTSET)
    print(f"\n{sum(statuses.values())} requests to {len(public_routes())} routes: {dict(sorted(statuses.items()))}")

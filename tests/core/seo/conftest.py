"""What the tests of findability share."""

import pytest
from django.conf import settings
from django.core.cache import caches


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Start with empty caches: Wagtail keeps renditions by the key of an image, and keys come again in each test."""
    for alias in settings.CACHES:
        caches[alias].clear()

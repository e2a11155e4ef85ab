"""The cache server that machines share, which may be gone at any time."""

from typing import Any

from django.core.cache import caches


class CacheServerDown(Exception):
    """The cache server did not answer, or not in time."""


def ask(alias: str, operation: str, *args: Any, **kwargs: Any) -> Any:
    """Call an operation ("get", "set", "add", "delete") of a Django cache.

    Raises:
        CacheServerDown: for whatever its backend raises; each has its own family of errors.
    """
    try:
        return getattr(caches[alias], operation)(*args, **kwargs)
    except Exception as error:
        raise CacheServerDown(str(error)) from error

"""Django's Redis cache for things that may be forgotten: while Redis is away it has nothing, and nobody gets an error.

Wagtail asks the default cache on every page; without this, a Redis that is away would be a site that is away. The page
cache has a connection of its own and must see failures: what it keeps depends on them.
"""

import logging
import time
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger("clinic.cache")


# A server that did not answer is left alone this long: a page asks dozens of times, and each would wait anew.
SECONDS_LEFT_ALONE = 5.0


class ResilientRedisCache(RedisCache):
    """Answers as an empty cache does while the server cannot be reached."""

    # Shared by all threads of the process: Django makes a cache object for each.
    _away_until = 0.0

    def _ask(self, name: str, fallback: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < ResilientRedisCache._away_until:
            return fallback
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            ResilientRedisCache._away_until = time.monotonic() + SECONDS_LEFT_ALONE
            logger.warning("cache does not answer", extra={"details": {"exception": type(error).__name__}})
            return fallback

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or `default`."""
        return self._ask("get", default, key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        """Return what is known of `keys`."""
        return self._ask("get_many", {}, keys, version)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep a value, if possible."""
        self._ask("set", None, key, value, *args, **kwargs)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep several values; return the keys that could not be kept."""
        return self._ask("set_many", list(data), data, *args, **kwargs)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep a value that is not there yet. Whoever asks during an outage is told that it was not."""
        return bool(self._ask("add", True, key, value, *args, **kwargs))

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep a value for longer."""
        return bool(self._ask("touch", False, key, *args, **kwargs))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value."""
        return bool(self._ask("delete", False, key, version))

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Forget several values."""
        self._ask("delete_many", None, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether a value is known."""
        return bool(self._ask("has_key", False, key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up; during an outage every count begins anew. ValueError when there is no such count."""
        return int(self._ask("incr", delta, key, delta, version))

"""The page cache: ready bytes for anonymous visitors, outermost, in front of Django.

How it stays correct:

- Only what Django marked is stored: a live Wagtail page past every view restriction (`marking.py`), or a view under
  `@cache_publicly`. What may be stored was rendered from a request that carried nothing of the visitor: no cookie, no
  header beyond the host and the proxy's own (`requests.py`). So the bytes hold nothing personal by construction, and
  responses with a cookie, a CSRF token, `private` or an unusual `Vary` are refused on top of that.
- Every entry carries the generation (`generation.py`) read before its render began, and is served only while that is
  still the current one. A render that began before a change is therefore never served after it.
- Every write to a table that public pages may show starts a new generation when its transaction commits
  (`writes.py`), in every process and on every machine.
- An entry lives at most `SECONDS`, so that even a lost invalidation heals.

`docs/performance.md` has the picture and the numbers.
"""

from core.web.page_cache.freshness import allow_page_cache, cache_publicly, expire_page_cache_at
from core.web.page_cache.generation import invalidate

__all__ = ["allow_page_cache", "cache_publicly", "expire_page_cache_at", "invalidate"]

"""System checks: the page cache is put together right."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from core.web.page_cache.config import get_config

MIDDLEWARE = "core.web.page_cache.marking.PageCacheMarkingMiddleware"
PER_PROCESS_BACKENDS = ("locmem.LocMemCache", "dummy.DummyCache")


@register()
def check_page_cache(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The marking middleware comes first; the settings are understood; a shared cache is really shared."""
    found: list[CheckMessage] = []
    if not settings.MIDDLEWARE or settings.MIDDLEWARE[0] != MIDDLEWARE:
        found.append(
            Error(
                f"{MIDDLEWARE} must be the first of MIDDLEWARE.",
                hint="It judges the response after every other middleware has had its say.",
                id="page_cache.E001",
            )
        )
    try:
        config = get_config()
    except (ImproperlyConfigured, TypeError) as error:
        return [*found, Error(str(error), id="page_cache.E002")]
    if config.enabled and config.cache_alias is not None:
        backend = settings.CACHES.get(config.cache_alias, {}).get("BACKEND", "")
        if not backend or backend.endswith(PER_PROCESS_BACKENDS):
            found.append(
                Error(
                    f"The cache {config.cache_alias!r} is not shared between processes ({backend or 'missing'}).",
                    hint="Set PAGE_CACHE['CACHE_ALIAS'] to a Redis cache, or to None for one machine.",
                    id="page_cache.E003",
                )
            )
    if config.cdn_seconds > 3600 and not getattr(settings, "WAGTAILFRONTENDCACHE", None):
        found.append(
            checks.Warning(
                "A CDN may keep pages for more than an hour, and nothing purges it.",
                hint="Name the CDN in WAGTAILFRONTENDCACHE, or lower PAGE_CACHE['CDN_SECONDS'].",
                id="page_cache.W001",
            )
        )
    return found

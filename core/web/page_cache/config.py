"""The page cache's settings, with their defaults, read from `settings.PAGE_CACHE`."""

from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

MEBIBYTE = 1024 * 1024

# Parameters that advertising and mail tools add to links. They change nothing on the page, so they are taken off before
# the page is looked up or rendered: one copy serves every campaign, and no page ever sees them.
TRACKING_PARAMETERS = frozenset(
    {
        *("_ga", "_gac", "_gl", "_hsenc", "_hsmi", "_ke", "_kx", "dclid", "fbclid", "gad_campaignid", "gad_source"),
        *("gbraid", "gclid", "gclsrc", "hsctatracking", "igshid", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok"),
        *("msclkid", "rdt_cid", "s_kwcid", "sccid", "srsltid", "ttclid", "twclid", "vero_id", "wbraid", "yclid"),
        *("ymclid", "epik", "oly_anon_id", "oly_enc_id", "irclickid", "wickedid"),
    }
)
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "hsa_")


@dataclass(frozen=True)
class PageCacheConfig:
    """What `settings.PAGE_CACHE` may hold (upper-case keys there)."""

    # Off: every request goes to Django. Development turns it off, so that an edited template shows at once.
    enabled: bool = True
    # How long an entry lives without an invalidation, in seconds.
    seconds: float = 600
    # How long a "not found" answer lives, in seconds. Short: it only takes the edge off a flood.
    not_found_seconds: float = 5
    # How long a CDN may keep a page (s-maxage), and show it while it fetches a newer one, in seconds.
    cdn_seconds: int = 60
    # Memory per process for pages, and for "not found" answers.
    max_bytes: int = 64 * MEBIBYTE
    not_found_max_bytes: int = 2 * MEBIBYTE
    # Disk for what the processes of one machine share, in bytes; beyond it each has only its memory.
    disk_max_bytes: int = 256 * MEBIBYTE
    # Larger responses are not worth keeping.
    max_entry_bytes: int = 2 * MEBIBYTE
    # Query parameters that may name a different public page (paging), where the page knows them (`query_parameters`).
    # Any other parameter bypasses the cache.
    query_parameters: frozenset[str] = field(default_factory=lambda: frozenset({"page"}))
    # Whether the site is reached at ports that it cannot know (`middleware.own_port`): then none is in the key.
    any_port: bool = False
    # Paths that never are pages: they go straight to Django.
    excluded_prefixes: tuple[str, ...] = ()
    # Where processes of one machine share the generation and rendered pages.
    directory: Path | None = None
    # The folder in which nginx sees the generation, where it keeps pages itself (`edge.py`).
    edge_directory: Path | None = None
    # The Django cache that processes of many machines share instead; None: the directory above.
    cache_alias: str | None = None
    # How old the shared generation may be when it is read from that cache, in seconds.
    poll_seconds: float = 0.2
    # While that cache is down: how long a page is kept, in seconds.
    outage_seconds: float = 5
    # How long one request waits for another that renders the same page, in seconds.
    wait_seconds: float = 10
    # How far a read replica may lag, in seconds: pages rendered that soon after a change live no longer.
    replica_lag_seconds: float = 0
    # A change purges the CDN of every page up to this many; beyond, of the changed page, and the rest ages out.
    purge_limit: int = 1000


@cache
def get_config() -> PageCacheConfig:
    """The configuration in force.

    Raises:
        ImproperlyConfigured: when `settings.PAGE_CACHE` has a key that does not exist, or no place to share.
    """
    values: dict[str, Any] = getattr(settings, "PAGE_CACHE", {})
    known = {item.name for item in fields(PageCacheConfig)}
    unknown = sorted(key for key in values if key.lower() not in known)
    if unknown:
        raise ImproperlyConfigured(f"settings.PAGE_CACHE has unknown keys: {', '.join(unknown)}")
    options = {key.lower(): value for key, value in values.items()}
    for name, kind in (("query_parameters", frozenset), ("excluded_prefixes", tuple)):
        if name in options:
            options[name] = kind(options[name])
    for name in ("directory", "edge_directory"):
        if options.get(name) is not None:
            options[name] = Path(options[name])
    config = PageCacheConfig(**options)
    if config.enabled and config.cache_alias is None and config.directory is None:
        raise ImproperlyConfigured("settings.PAGE_CACHE needs DIRECTORY (one machine) or CACHE_ALIAS (a shared cache).")
    return config


def _forget(*, setting: str, **kwargs: Any) -> None:
    """Read again after a test changed the setting."""
    if setting == "PAGE_CACHE":
        get_config.cache_clear()


setting_changed.connect(_forget, dispatch_uid="page_cache.config")

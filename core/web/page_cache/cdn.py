"""Purges the CDN in front of the site, where settings name one (`WAGTAILFRONTENDCACHE`).

Wagtail purges the page that was published. But a title is also in menus, lists and the sitemap, and a setting is on
every page: so each change purges every page of a site of ordinary size. Changes of one request purge once, after it.
"""

import logging
from contextvars import ContextVar

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page, Site

from core.web.page_cache.config import get_config

logger = logging.getLogger("core.web.page_cache")

# Public addresses that are not pages, below the site's root.
OTHER_PATHS = ("/sitemap.xml", "/robots.txt", "/llms.txt")

_changed: ContextVar[bool] = ContextVar("page_cache_changed", default=False)


def note_change() -> None:
    """Remember that public pages changed; the purge follows after the request."""
    if getattr(settings, "WAGTAILFRONTENDCACHE", None):
        _changed.set(True)


def purge_what_changed() -> None:
    """Purge once, if anything changed. A CDN that does not answer is logged: its copies age out by s-maxage."""
    if not _changed.get():
        return
    _changed.set(False)
    pages = Page.objects.live().public()
    limit = get_config().purge_limit
    if pages.count() > limit:
        logger.info("More than %s pages: the CDN keeps its copies until they age out.", limit)
        return
    batch = PurgeBatch()
    try:
        batch.add_pages(pages.iterator())
        batch.add_urls(f"{site.root_url}{path}" for site in Site.objects.all() for path in OTHER_PATHS)
        batch.purge()
    except Exception:
        logger.exception("The CDN could not be purged.")

"""What pages add to the Wagtail admin: where the live panels of their editor ask, and the style guide."""

from django.urls import URLPattern
from wagtail import hooks

import core.pages.style_guide  # noqa: F401 - registers its hooks
from core.pages.panels import findings, sharing
from core.pages.panels.live_views import live_urls


@hooks.register("register_admin_urls")
def findings_urls() -> list[URLPattern]:
    """Where the panel of findings asks."""
    return live_urls("page_findings_now", findings.FRAGMENT, findings.findings_of)


@hooks.register("register_admin_urls")
def sharing_preview_urls() -> list[URLPattern]:
    """Where the panel of previews asks."""
    return live_urls("sharing_preview", sharing.FRAGMENT, lambda page: {"preview": sharing.preview_of(page)})

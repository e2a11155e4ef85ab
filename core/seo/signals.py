"""What happens by itself when pages are published, moved or deleted. Connected once, when the app is ready."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.signals import page_published
from wagtailseo.models import SeoSettings

from core.seo import card_views, indexnow
from core.seo.models import ContentRecord
from core.seo.redirects import rules


def note_content(sender: type, instance: Page, **kwargs: Any) -> None:
    """Record whether what readers see has changed with this publication."""
    ContentRecord.note(instance)


def trim_seo_settings() -> None:
    """Show only the switches of wagtail-seo's settings that this site reads.

    Name, address, hours and further JSON belong to the clinic settings and the location pages: entered twice they would
    contradict each other, and wagtail-seo takes broken JSON.
    """
    switches = ["og_meta", "twitter_meta", "twitter_site", "struct_meta"]
    SeoSettings.panels = [MultiFieldPanel([FieldPanel(name) for name in switches], heading=_("Sharing and data"))]


def connect() -> None:
    """Connect every receiver of this package."""
    page_published.connect(note_content, dispatch_uid="core.seo.note_content")
    card_views.connect()
    indexnow.connect()
    rules.connect()
    trim_seo_settings()

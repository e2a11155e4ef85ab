"""What the move from WordPress registers once models are loaded."""

from datetime import timedelta

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.operations.worker import register_job, register_queue
from core.pages.findings import Finding, register_page_check
from core.seo.redirects.old_addresses import register_old_addresses
from home.wordpress.addresses import find
from home.wordpress.models import ImportedItem
from home.wordpress.review import hand_in_more
from home.wordpress.running import forget_old_files, work_off


def came_from(page: Page) -> list[Finding]:
    """Where a draft came from, and what is to be looked at before it is published (one query)."""
    item = ImportedItem.objects.filter(page_id=page.pk).first() if page.pk and not page.live else None
    if item is None:
        return []
    source = _("Moved in from %(url)s. Compare the two before you publish.") % {"url": item.source_url}
    return [Finding("wordpress", words) for words in (source, *item.notes)]


def register() -> None:
    """Answer old addresses, run imports in the worker, hand drafts in, and say where a draft came from."""
    register_old_addresses(find)
    register_queue(work_off)
    register_job("wordpress_review", timedelta(hours=1), hand_in_more)
    register_job("wordpress_forget_files", timedelta(days=1), forget_old_files)
    register_page_check(came_from)

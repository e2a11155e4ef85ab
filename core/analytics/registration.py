"""What counting registers once models are loaded."""

from datetime import timedelta

from django.conf import settings

from core.analytics import months
from core.analytics.counter import counter
from core.analytics.monthly import send_due
from core.analytics.panels import VisitsPanel
from core.operations.worker import register_job, register_queue
from core.pages.panels.registered import register_editor_panel
from core.web.page_views import register_page_view
from core.web.serving import register_serving_start


def register() -> None:
    """Count pages as they are answered, show each page's figures, and tell the worker what to send and to forget."""
    if settings.COUNT_VISITS == "server":
        register_page_view(counter.view)
    register_serving_start(counter.keep_writing)
    register_editor_panel(VisitsPanel)
    register_queue(send_due)
    register_job("fold_old_visits", timedelta(days=1), months.fold_oldest_month)

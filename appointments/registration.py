"""What the appointments room registers once models are loaded."""

from datetime import timedelta

from appointments import checks, outbox, retention  # noqa: F401 - checks registers the room's system checks
from appointments.crypto.keys import key_fingerprints
from appointments.mail_health import MAIL
from core.analytics.forms import register_form_page
from core.operations.backup.keys import register_key_fingerprints
from core.operations.health.checks import register_check
from core.operations.worker import register_job, register_queue


def register() -> None:
    """Tell what the worker does for the room, its keys, a look at its mail, and which pages have the form."""
    register_queue(outbox.send_due)
    register_job(retention.JOB, timedelta(days=1), retention.purge_daily)
    register_key_fingerprints(key_fingerprints)
    register_check(MAIL)
    register_form_page("appointments.AppointmentPage")

"""What the machinery registers with itself once models are loaded."""

from datetime import timedelta

from core.operations.backup.making import make_backup_when_due
from core.operations.health.checks import register_check
from core.operations.health.topics import ADDRESS, BACKUP, CERTIFICATE, MAIL_SERVER, WORKER
from core.operations.worker import register_job


def register() -> None:
    """Make backups, and tell staff about worker, backups, certificate, address and mail server."""
    # Looked at hourly, so that one that failed is tried again.
    register_job("backup", timedelta(hours=1), make_backup_when_due)
    for check in (WORKER, BACKUP, CERTIFICATE, ADDRESS, MAIL_SERVER):
        register_check(check)

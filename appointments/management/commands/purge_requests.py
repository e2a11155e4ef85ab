"""Delete requests whose time is over, now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from appointments import retention
from appointments.models import AppointmentRequest


class Command(BaseCommand):
    """`manage.py purge_requests`: what the worker does daily."""

    help = "Deletes requests whose time is over, as set in the admin. Each leaves a record in the audit log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a trial."""
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete or count."""
        if options["dry_run"]:
            count = AppointmentRequest.objects.filter(retention.overdue()).count()
            self.stdout.write(f"{count} requests would be deleted.")
            return
        self.stdout.write(f"{retention.purge()} requests deleted.")

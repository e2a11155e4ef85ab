"""Encrypt every appointment request anew with the newest key."""

import base64
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from appointments.rotation import rotate


class Command(BaseCommand):
    """`manage.py rotate_appointment_keys`, with the site running."""

    help = "Encrypts every value with the first key of APPOINTMENTS_KEYS; docs/appointments.md tells the steps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a fresh key."""
        parser.add_argument("--new-key", action="store_true", help="only print a fresh key")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, and fail loudly when a row could not be read."""
        if options["new_key"]:
            self.stdout.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
            return
        rotated, unreadable = rotate()
        self.stdout.write(f"{rotated} rows encrypted anew.")
        if unreadable:
            raise CommandError(
                "\n".join([f"{len(unreadable)} rows could not be read; keep the old keys:", *unreadable])
            )

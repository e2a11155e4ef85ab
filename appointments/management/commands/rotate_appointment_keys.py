"""Encrypt every appointment request anew with the newest key."""

import base64
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from appointments.rotation import hash_again, rotate


class Command(BaseCommand):
    """`manage.py rotate_appointment_keys`, with the site running."""

    help = "Encrypts every value with the first key of APPOINTMENTS_KEYS; docs/appointments.md tells the steps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a fresh key, and the hashes instead of the encryption."""
        parser.add_argument("--new-key", action="store_true", help="only print a fresh key")
        parser.add_argument(
            "--index-key", action="store_true", help="APPOINTMENTS_INDEX_KEY has changed: make the look-up hashes anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, and fail loudly when a row could not be read."""
        if options["new_key"]:
            self.stdout.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
            return
        changed, unreadable = hash_again() if options["index_key"] else rotate()
        self.stdout.write(f"{changed} rows {'hashed' if options['index_key'] else 'encrypted'} anew.")
        if unreadable:
            raise CommandError(
                "\n".join([f"{len(unreadable)} rows could not be read; keep the old keys:", *unreadable])
            )

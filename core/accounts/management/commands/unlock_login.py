"""Let somebody try again who has typed a wrong password or code too often."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.accounts import limits, names


class Command(BaseCommand):
    """`manage.py unlock_login anna`, or `manage.py unlock_login --address 192.0.2.7`."""

    help = "Forgets wrong passwords and codes of a user, or failed logins from an address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the user's name, an address, or both."""
        parser.add_argument("username", nargs="?")
        parser.add_argument("--address", help="the network address that tried too many logins")

    def handle(self, *args: Any, **options: Any) -> None:
        """Unlock."""
        if not options["username"] and not options["address"]:
            raise CommandError("Name a user, or an address with --address.")
        if options["username"]:
            user = names.find(options["username"])
            if user is None:
                raise CommandError(f"There is no user {options['username']}.")
            limits.unlock(user)
            self.stdout.write(f"{user.get_username()} may try again.")
        if options["address"]:
            limits.counter_of_address(limits.sender(options["address"]) or "").forget()
            self.stdout.write(f"Logins from {options['address']} may be tried again.")

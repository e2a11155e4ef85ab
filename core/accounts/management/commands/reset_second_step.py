"""Take the second step from somebody who has lost phone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.accounts import factors, limits, names


class Command(BaseCommand):
    """`manage.py reset_second_step anna`: make sure first that it is Anna who asks."""

    help = "Removes a user's apps, passkeys and recovery codes; a new one is set up at the next login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the user's name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset."""
        user = names.find(options["username"])
        if user is None:
            raise CommandError(f"There is no user {options['username']}.")
        factors.reset(user)
        limits.unlock(user)
        self.stdout.write(f"{user.get_username()} has no second step any more and may set up a new one.")

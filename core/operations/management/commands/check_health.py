"""`manage.py check_health [NAME ...]`: ask what /health/ready asks, where there is no web server to ask."""

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from core.operations.health.checks import run_checks


class Command(BaseCommand):
    """Print each answer; fail when one of those asked for is no."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the names of the checks that matter; all of them without any."""
        parser.add_argument("names", nargs="*", help="database, migrations, cache, storage, disk, worker ...")

    def handle(self, *names: object, **options: object) -> None:
        """Ask."""
        wanted = options["names"]
        results = run_checks()
        known = {result.name for result in results}
        if isinstance(wanted, list) and (unknown := sorted(set(wanted) - known)):
            raise CommandError(f"No check is called {', '.join(unknown)}. There are: {', '.join(sorted(known))}.")
        asked = [result for result in results if not wanted or result.name in wanted]  # type: ignore[operator]
        for result in asked:
            self.stdout.write(f"{result.name}: {'ok' if result.ok else result.why}")
        if not all(result.ok for result in asked):
            raise CommandError("Not everything is all right.")

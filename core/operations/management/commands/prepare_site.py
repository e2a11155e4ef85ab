"""`manage.py prepare_site`: everything between an installed project and a serving one, each step only when needed."""

import time
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db.utils import DatabaseError

from core.operations.deployment.database import (
    DatabaseUnreachable,
    NotMigrated,
    SchemaTooNew,
    be_patient,
    refuse_newer_schema,
    unapplied_migrations,
    wait_for_database,
    wait_for_migrations,
)
from core.operations.deployment.locks import LockTimeout, preparation_lock
from core.operations.deployment.sqlite_file import make_room
from core.operations.deployment.static_files import collect_static_when_changed
from core.web.site_address import carry_through


class Command(BaseCommand):
    """Wait for the database, migrate under a lock, fill an empty site, follow SITE_URL, collect static files."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--wait", type=float, default=60, help="seconds to wait for the database (60)")
        parser.add_argument(
            "--lock-wait", type=float, default=600, help="seconds to wait for another preparation (600)"
        )
        parser.add_argument(
            "--wait-for-migrations", action="store_true", help="change nothing; wait until another process has migrated"
        )
        parser.add_argument("--no-content", action="store_true", help="leave an empty site empty")
        parser.add_argument("--keep-address", action="store_true", help="leave the site's address as it is")
        parser.add_argument("--no-static", action="store_true", help="do not collect static files")

    def handle(self, **options: object) -> None:
        """Run the steps; one clear line and a non-zero exit where one cannot be done."""
        wait, lock_wait = float(str(options["wait"])), float(str(options["lock_wait"]))
        make_room()
        try:
            wait_for_database(wait, self.say)
            if options["wait_for_migrations"]:
                refuse_newer_schema()
                wait_for_migrations(lock_wait, self.say)
                return
            with preparation_lock(lock_wait, self.say):
                refuse_newer_schema()
                be_patient()
                self.migrate()
                if not options["no_content"]:
                    call_command("load_starter_content", if_empty=True, stdout=self.stdout)
                if not options["keep_address"]:
                    carry_through(self.say)
                if not options["no_static"]:
                    self.collect()
        except (DatabaseUnreachable, SchemaTooNew, NotMigrated, LockTimeout) as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError as error:
            raise CommandError(f"The database refused: {str(error).strip()}") from error

    def say(self, text: str) -> None:
        """Tell what is being done."""
        self.stdout.write(f"· {text}")

    def migrate(self) -> None:
        """Apply the migrations that are missing."""
        if count := unapplied_migrations():
            self.say(f"Bringing the database up to date ({count} migrations)")
            call_command("migrate", interactive=False, verbosity=0)

    def collect(self) -> None:
        """Collect static files when their sources changed."""
        started = time.monotonic()
        if collect_static_when_changed(Path(settings.DATA_DIR) / ".static-stamp"):
            self.say(f"Static files collected and compressed ({time.monotonic() - started:.0f} s)")

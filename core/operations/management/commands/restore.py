"""`manage.py restore FILE`: bring a backup back into an empty place; anything else is refused."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from core.operations.backup.errors import BackupError
from core.operations.backup.restoring import restore
from core.operations.deployment.database import DatabaseUnreachable, wait_for_database
from core.operations.deployment.locks import LockTimeout


class Command(BaseCommand):
    """Read the whole archive, check that it fits, load it, compare it to the byte."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which archive."""
        parser.add_argument("file", type=Path, help="an archive that manage.py backup has made")
        parser.add_argument(
            "--accept-missing-keys",
            action="store_true",
            help="go on although appointment requests in it cannot be read with the present keys",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore."""
        try:
            Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
            wait_for_database(60, self.say)
            manifest = restore(options["file"], self.say, accept_missing_keys=options["accept_missing_keys"])
        except (BackupError, DatabaseUnreachable, LockTimeout) as problem:
            raise CommandError(str(problem)) from problem
        except (DatabaseError, OSError) as error:
            raise CommandError(f"The restore failed, nothing was kept: {str(error).strip()}") from error
        self.say(
            f"Restored and compared: {manifest.rows} rows in {len(manifest.tables)} tables, {manifest.files} files"
        )
        if not manifest.media:
            self.say("The uploads are not in this backup: they are in the bucket")
        self.say("Start the site; it brings an older database up to date and follows SITE_URL by itself")

    def say(self, text: str) -> None:
        """Tell what is being done."""
        self.stdout.write(f"· {text}")

"""`manage.py backup`: write the database and the uploads into one encrypted archive, while the site runs."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from core.operations.backup.errors import BackupError
from core.operations.backup.making import make_backup


class Command(BaseCommand):
    """Make a backup now; the worker makes one daily by itself."""

    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, read it back, forget those that are too old."""
        try:
            made = make_backup()
        except BackupError as problem:
            raise CommandError(str(problem)) from problem
        manifest = made.manifest
        self.stdout.write(f"{made.path}: {made.size} bytes, {manifest.rows} rows, {manifest.files} files")
        if not manifest.media:
            self.stdout.write("The uploads are in the bucket and not in the backup: switch its versioning on.")

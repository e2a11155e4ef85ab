"""`manage.py verify_backup [FILE]`: restore a backup elsewhere, compare rows and checksums, throw it away."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from core.operations.backup import keeping
from core.operations.backup.errors import BackupError
from core.operations.backup.verifying import verify


class Command(BaseCommand):
    """The newest backup unless one is named."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which archive, and where to."""
        parser.add_argument("file", type=Path, nargs="?", help="an archive (the newest in BACKUP_DIR)")
        parser.add_argument("--database-url", default="", help="an empty PostgreSQL database to restore into")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify."""
        backups = keeping.kept()
        path = options["file"] or (backups[-1].path if backups else None)
        if path is None:
            raise CommandError(f"There is no backup in {keeping.folder()}.")
        try:
            manifest = verify(path, options["database_url"])
        except BackupError as problem:
            raise CommandError(f"{path}: {problem}") from problem
        self.stdout.write(
            f"{path}: restored elsewhere and compared: {manifest.rows} rows in {len(manifest.tables)} tables, "
            f"{manifest.files} files"
        )

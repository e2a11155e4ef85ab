"""`manage.py import_wordpress FILE ...`: moves a WordPress site in from its export, as drafts."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.wordpress.choices import old_site_of
from home.wordpress.importing import Importer, finish
from home.wordpress.media import NotTaken, open_media
from home.wordpress.models import Choice, ImportRun
from home.wordpress.reader import NotReadable
from home.wordpress.review import hand_in_more
from home.wordpress.survey import Survey, survey


class Command(BaseCommand):
    """Moves a WordPress site in."""

    help = "Moves a WordPress site in from its export file (Tools, Export, All content). Nothing is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, where the pictures are, and what becomes of a kind of content."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="all files of one export")
        parser.add_argument("--media", type=Path, help="the folder wp-content/uploads, or a zip file of it")
        parser.add_argument("--dry-run", action="store_true", help="write nothing but the report")
        parser.add_argument("--no-review", action="store_true", help="leave the drafts with their editors")
        parser.add_argument(
            "--kind",
            action="append",
            default=[],
            metavar="KIND=TARGET",
            help="what posts of a kind become: news, page or leave; kept for the next run (--kind post=page)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write, and print the report.

        Raises:
            CommandError: when a file cannot be taken; nothing is written then.
        """
        try:
            media = open_media(options["media"])
            found = self._survey(options["files"])
            run = self._run_for(found, options)
            importer = Importer(run, [partial(path.open, "rb") for path in options["files"]], media)
            for number, _step in enumerate(importer.work()):
                if options["verbosity"] > 0 and number % 500 == 0 and run.total:
                    self.stderr.write(f"{run.done} of {run.total}")
        except (NotReadable, NotTaken, OSError) as error:
            raise CommandError(str(error)) from error
        finish(run)
        if not run.dry_run and run.hand_in:
            hand_in_more()
        self._print(run, options["verbosity"])

    def _survey(self, paths: list[Path]) -> Survey:
        files = [path.open("rb") for path in paths]
        try:
            return survey(files)
        finally:
            for file in files:
                file.close()

    def _run_for(self, found: Survey, options: dict[str, Any]) -> ImportRun:
        old_site = old_site_of(found)
        for choice in options["kind"]:
            kind, _mark, target = choice.partition("=")
            if target not in Choice.Target.values:
                raise CommandError(f"--kind {choice}: give {', '.join(Choice.Target.values)} after the “=”.")
            if not old_site.choices.filter(subject=Choice.Subject.KIND, key=kind).update(target=target):
                raise CommandError(f"--kind {choice}: the export holds {', '.join(found.offered) or 'nothing'}.")
        return ImportRun.objects.create(
            old_site=old_site,
            dry_run=options["dry_run"],
            hand_in=not options["no_review"],
            state=ImportRun.State.RUNNING,
        )

    def _print(self, run: ImportRun, verbosity: int) -> None:
        if verbosity > 0:
            for row in run.rows.iterator():
                what = f"{row.get_outcome_display()}: {row.kind} “{row.title}”"
                self.stdout.write(f"{what} -> {row.became}" if row.became else what)
                for reason in filter(None, row.why.split("\n")):
                    self.stdout.write(f"    {reason}")
        counts = {outcome.label: run.rows.filter(outcome=outcome).count() for outcome in run.rows.model.Outcome}
        self.stdout.write(", ".join(f"{label}: {count}" for label, count in counts.items() if count))
        if run.dry_run:
            self.stdout.write("Nothing was written: this was a look.")

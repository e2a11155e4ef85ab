"""Fill an empty site with the clinic's starter content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.starter.load import SiteNotEmpty, StarterSite
from home.starter.spanish.drafts import load_spanish_drafts


class Command(BaseCommand):
    """Create the starter site once. A site that has a home page is never touched."""

    help = (
        "Fill an empty site with the clinic's pages, pictures and settings. A site with a home page is never changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option for scripts that run at every start."""
        parser.add_argument(
            "--if-empty", action="store_true", help="Say nothing and succeed when the site already has a home page."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the content.

        Raises:
            CommandError: when the site is not empty and --if-empty was not given.
        """
        try:
            pages = StarterSite().load()
        except SiteNotEmpty:
            if not options["if_empty"]:
                raise CommandError("This site already has a home page. Nothing was changed.") from None
        else:
            self.stdout.write(self.style.SUCCESS(f"Created {len(pages)} pages of starter content."))
        if added := load_spanish_drafts():
            self.stdout.write(self.style.SUCCESS(f"Added {added} Spanish drafts for somebody to review."))

"""`manage.py check_old_addresses FILE`: which old addresses would be lost if the old site went today."""

import csv
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from core.editorial.spreadsheets import safe_cell
from core.seo.redirects.old_addresses import Outcome
from home.wordpress.checking import NoAddresses, addresses_in, check

WORDS = {
    Outcome.ANSWERED: "is there",
    Outcome.REDIRECTED: "leads on",
    Outcome.WAITING: "waits for a page to be published",
    Outcome.GONE: "gone (410)",
    Outcome.LOST: "LOST",
}


class Command(BaseCommand):
    """Checks old addresses against the site as it is now."""

    help = "Says which addresses of a sitemap, or of an export of Search Console or a crawler, would be lost today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, and what to write."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--all", action="store_true", help="name every address, not only those that need a look")
        parser.add_argument("--csv", type=Path, help="write all of them into this file, too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what would be lost; ends with status 1 when anything would.

        Raises:
            CommandError: when a file holds no addresses, or addresses would be lost.
        """
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            raise CommandError("There is no site yet.")
        try:
            urls = [url for path in options["files"] for url in addresses_in(path)]
        except NoAddresses as error:
            raise CommandError(str(error)) from error
        rows = list(check(list(dict.fromkeys(urls)), site))
        for row in rows:
            if options["all"] or row.outcome in {Outcome.LOST, Outcome.WAITING}:
                self.stdout.write(f"{WORDS[row.outcome]}: {row.url} {row.location}".rstrip())
        if options["csv"]:
            with options["csv"].open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(["address", "today", "leads to"])
                writer.writerows([safe_cell(row.url), WORDS[row.outcome], safe_cell(row.location)] for row in rows)
        counts = Counter(row.outcome for row in rows)
        self.stdout.write(", ".join(f"{words}: {counts[each]}" for each, words in WORDS.items() if counts[each]))
        if counts[Outcome.LOST]:
            raise CommandError(f"{counts[Outcome.LOST]} would be lost. Make redirects, or decide under Old addresses.")

"""See which links to other websites still work: `manage.py check_links`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.editorial.links.checking import check_due
from core.editorial.links.collect import refresh_links
from core.editorial.models.links import LinkState


class Command(BaseCommand):
    """Collects the links of all live pages and sources, then asks those that were not seen for a week."""

    help = "Ask other websites whether the pages that this site links to are still there. Sends requests to them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long, and which."""
        parser.add_argument("--seconds", type=float, default=600, help="stop after this time (default: 600)")
        parser.add_argument("--all", action="store_true", help="also ask those that were seen this week")

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect, ask, print what does not answer."""
        count = refresh_links()
        checked = check_due(seconds=options["seconds"], everything=options["all"])
        for link in checked:
            if link.state in {LinkState.DEAD, LinkState.UNSURE, LinkState.REFUSED}:
                self.stdout.write(f"{link.url}: {link.get_state_display()} ({link.status or '-'})")
        self.stdout.write(f"{count} links, {len(checked)} looked at now.")

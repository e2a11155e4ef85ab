"""``manage.py rebuild_search``: write the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from search.indexing import rebuild


class Command(BaseCommand):
    """Writes the index of every findable page anew. Saving a page does that by itself: this is for after an import."""

    help = "Write the search index of every public page anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many pages can be found."""
        self.stdout.write(f"{rebuild()} pages can be found.")

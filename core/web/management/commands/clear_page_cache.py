"""`manage.py clear_page_cache`: every page is rendered afresh from now on."""

from typing import Any

from django.core.management.base import BaseCommand

from core.web.page_cache import invalidate


class Command(BaseCommand):
    """For changes made past Django, such as SQL typed by hand. Ordinary changes need no command."""

    help = "Make every cached page old, in every process. Needed only after changes made past Django."

    def handle(self, *args: Any, **options: Any) -> None:
        """Start a new generation."""
        invalidate()
        self.stdout.write("Every page will be rendered afresh.")

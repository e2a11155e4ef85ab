"""`manage.py build_sample_pages 1000 --locations 500`: many made-up pages, to see how a large site behaves.

`--delete` takes them away again. Never for a site that is open to the public: one marked as launched is refused.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from core.models import ClinicSettings

# Below which page each kind stands, by string label: the ground knows no room.
ARTICLE = ("news.NewsArticlePage", "news.NewsIndexPage")
LOCATION = ("locations.LocationPage", "locations.LocationIndexPage")
PREFIX = "sample-"
BATCH = 500


class Command(BaseCommand):
    """Build or delete sample articles and locations."""

    help = "Build many made-up pages below the news and the locations, or delete them again."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many of each, or --delete."""
        parser.add_argument("articles", type=int, nargs="?", default=0, help="how many news articles")
        parser.add_argument("--locations", type=int, default=0, help="how many locations")
        parser.add_argument("--delete", action="store_true", help="delete all sample pages")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it.

        Raises:
            CommandError: on a launched site, or where the pages to stand below are missing.
        """
        if ClinicSettings.objects.filter(launched=True).exists():
            raise CommandError("This site is launched: it gets no sample pages.")
        if options["delete"]:
            self.stdout.write(f"Deleted {self._delete()} sample pages.")
            return
        with transaction.atomic():
            self._build(ARTICLE, options["articles"])
            self._build(LOCATION, options["locations"])
        self.stdout.write(f"Built {options['articles']} articles and {options['locations']} locations.")

    def _delete(self) -> int:
        """Rows of the pages' own tables go with their rows of the tree."""
        count = 0
        for label, parent_label in (ARTICLE, LOCATION):
            pages = apps.get_model(label)._default_manager.filter(slug__startswith=PREFIX)
            count += pages.count()
            with transaction.atomic():
                keys = list(pages.values_list("pk", flat=True))
                for start in range(0, len(keys), BATCH):
                    Page.objects.filter(pk__in=keys[start : start + BATCH]).delete()
                for parent in apps.get_model(parent_label)._default_manager.all():
                    Page.objects.filter(pk=parent.pk).update(numchild=parent.get_children().count())
        return count

    def _build(self, labels: tuple[str, str], number: int) -> None:
        """Rows of the tree in bulk, then each page's own row: the tree's own way would take an hour."""
        if not number:
            return
        model, parent_model = (apps.get_model(label) for label in labels)
        parent = parent_model._default_manager.first()
        if parent is None:
            raise CommandError(f"There is no {parent_model._meta.verbose_name} yet: load the starter content first.")
        kind = ContentType.objects.get_for_model(model)
        last = parent.get_last_child()
        first = int(last.path[-Page.steplen :], 36) + 1 if last else 1
        pages = [self._page(parent, kind, first + offset, offset) for offset in range(number)]
        made = Page.objects.bulk_create(pages, batch_size=BATCH)
        for page in made:
            own = model(page_ptr_id=page.pk, introduction="Made up, to see how the site behaves when it is large.")
            own.__dict__.update({field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields})
            own.save_base(raw=True, force_insert=True)
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)

    def _page(self, parent: Page, kind: ContentType, step: int, number: int) -> Page:
        now = timezone.now()
        title = f"Sample {number + 1}"
        return Page(
            path=parent._get_path(parent.path, parent.depth + 1, step),
            depth=parent.depth + 1,
            title=title,
            draft_title=title,
            slug=f"{PREFIX}{number + 1}",
            url_path=f"{parent.url_path}{PREFIX}{number + 1}/",
            content_type=kind,
            locale_id=parent.locale_id,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )

"""`manage.py build_sample_pages 1000 --locations 500`: many made-up pages, to see how a large site behaves.

`--delete` takes them away again. Never for a site that is open to the public: one marked as launched is refused.
"""

import datetime
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page

from core.site.models import ClinicSettings

PREFIX = "sample-"
BATCH = 500
NEWEST = datetime.date(2026, 6, 30)


def _article(number: int) -> dict[str, Any]:
    """Three reports a day, of several kinds; one in fifty has no date."""
    return {
        "kind": ("study", "press", "television", "regulator")[number % 4],
        "outlet": f"Sample Times {number % 30}",
        "source_url": f"https://example.com/{number}",
        "published_on": None if number % 50 == 49 else NEWEST - datetime.timedelta(days=number // 3),
    }


def _topics(articles: list[int]) -> Iterable[models.Model]:
    """A topic for each article, of those that the site has."""
    topics = apps.get_model("news.Topic")._default_manager.values_list("pk", flat=True)
    through = apps.get_model("news.NewsArticlePage").topics.through
    for number, key in enumerate(articles if topics else ()):
        yield through(newsarticlepage_id=key, topic_id=topics[number % len(topics)])


def _location(number: int) -> dict[str, Any]:
    """Places in a grid over Florida, with numbers that are kept for made-up ones."""
    return {
        "street_address": f"{number + 1} Sample Street",
        "city": "Jacksonville",
        "postal_code": "32256",
        "latitude": round(27 + number % 25 / 8, 6),
        "longitude": round(-82 + number // 25 / 40, 6),
        "phone": f"+1904555{100 + number % 100:04}",
    }


def _hours(locations: list[int]) -> Iterable[models.Model]:
    """Every place is open on workdays."""
    for key in locations:
        yield apps.get_model("locations.OpeningPeriod")(
            page_id=key, weekday=7, opens=datetime.time(9), closes=datetime.time(17)
        )


class Kind(NamedTuple):
    """What is built, by string label, since the ground knows no room."""

    page: str
    parent: str
    # The fields of the page with a number, and what belongs to the pages with these keys.
    fields: Callable[[int], dict[str, Any]]
    rows: Callable[[list[int]], Iterable[models.Model]]


ARTICLE = Kind("news.NewsArticlePage", "news.NewsIndexPage", _article, _topics)
LOCATION = Kind("locations.LocationPage", "locations.LocationIndexPage", _location, _hours)


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
        for kind in (ARTICLE, LOCATION):
            pages = apps.get_model(kind.page)._default_manager.filter(slug__startswith=PREFIX)
            count += pages.count()
            with transaction.atomic():
                keys = list(pages.values_list("pk", flat=True))
                for start in range(0, len(keys), BATCH):
                    Page.objects.filter(pk__in=keys[start : start + BATCH]).delete()
                for parent in apps.get_model(kind.parent)._default_manager.all():
                    Page.objects.filter(pk=parent.pk).update(numchild=parent.get_children().count())
        return count

    def _build(self, kind: Kind, number: int) -> None:
        """Rows of the tree in bulk, then each page's own row: the tree's own way would take an hour."""
        if not number:
            return
        model, parent_model = (apps.get_model(label) for label in (kind.page, kind.parent))
        parent = parent_model._default_manager.first()
        if parent is None:
            raise CommandError(f"There is no {parent_model._meta.verbose_name} yet: load the starter content first.")
        content_type = ContentType.objects.get_for_model(model)
        last = parent.get_last_child()
        first = int(last.path[-Page.steplen :], 36) + 1 if last else 1
        pages = [self._page(parent, content_type, first + offset, offset) for offset in range(number)]
        made = Page.objects.bulk_create(pages, batch_size=BATCH)
        for offset, page in enumerate(made):
            words = f"Made up, to see how the site behaves when it is large: number {offset + 1}."
            own = model(page_ptr_id=page.pk, introduction=words, **kind.fields(offset))
            own.__dict__.update({field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields})
            own.save_base(raw=True, force_insert=True)
        rows = list(kind.rows([page.pk for page in made]))
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)

    def _page(self, parent: Page, content_type: ContentType, step: int, number: int) -> Page:
        now = timezone.now()
        title = f"Sample {content_type.name} {number + 1}"
        return Page(
            path=parent._get_path(parent.path, parent.depth + 1, step),
            depth=parent.depth + 1,
            title=title,
            draft_title=title,
            slug=f"{PREFIX}{number + 1}",
            url_path=f"{parent.url_path}{PREFIX}{number + 1}/",
            content_type=content_type,
            locale_id=parent.locale_id,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )

"""The news as an Atom feed (RFC 4287)."""

import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from wagtail.models import Page

from core.site.querysets import few

ENTRIES = 30


class NewsFeed(Feed):
    """The newest articles of one news index."""

    feed_type = Atom1Feed

    def __init__(self, index: Page) -> None:
        self.index = index
        self.language = index.language.tag

    def get_object(self, request: HttpRequest) -> Page:
        return self.index

    def title(self, index: Page) -> str:
        return index.seo_pagetitle

    def link(self, index: Page) -> str:
        return index.get_full_url() or ""

    def feed_url(self, index: Page) -> str:
        return f"{index.get_full_url()}feed/"

    def subtitle(self, index: Page) -> str:
        return index.introduction

    def author_name(self, index: Page) -> str:
        return index.seo_sitename

    def items(self, index: Page) -> list[Page]:
        return list(few(index.articles(), 0, ENTRIES))

    def item_title(self, item: Page) -> str:
        return item.title

    def item_link(self, item: Page) -> str:
        return item.get_full_url() or ""

    def item_description(self, item: Page) -> str:
        return item.get_listing_summary()

    def item_pubdate(self, item: Page) -> datetime.datetime | None:
        if item.published_day is None:
            return item.first_published_at
        return make_aware(datetime.datetime.combine(item.published_day, datetime.time(12)))

    def item_updateddate(self, item: Page) -> datetime.datetime | None:
        return item.last_published_at

    def item_categories(self, item: Page) -> list[str]:
        return [str(item.get_kind_display())]

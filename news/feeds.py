"""The news as an Atom feed (RFC 4287)."""

import datetime
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware

from core.querysets import few

if TYPE_CHECKING:
    from .models import NewsArticlePage, NewsIndexPage

ENTRIES = 30


class NewsFeed(Feed):
    """The newest articles of one news index."""

    feed_type = Atom1Feed

    def __init__(self, index: "NewsIndexPage") -> None:
        self.index = index
        self.language = index.language.tag

    def get_object(self, request: HttpRequest) -> "NewsIndexPage":
        return self.index

    def title(self, index: "NewsIndexPage") -> str:
        return index.seo_pagetitle

    def link(self, index: "NewsIndexPage") -> str:
        return index.get_full_url() or ""

    def feed_url(self, index: "NewsIndexPage") -> str:
        return f"{index.get_full_url()}feed/"

    def subtitle(self, index: "NewsIndexPage") -> str:
        return index.introduction

    def author_name(self, index: "NewsIndexPage") -> str:
        return index.seo_sitename

    def items(self, index: "NewsIndexPage") -> "list[NewsArticlePage]":
        return list(few(index.articles(), 0, ENTRIES))

    def item_title(self, item: "NewsArticlePage") -> str:
        return item.title

    def item_link(self, item: "NewsArticlePage") -> str:
        return item.get_full_url() or ""

    def item_description(self, item: "NewsArticlePage") -> str:
        return item.get_listing_summary()

    def item_pubdate(self, item: "NewsArticlePage") -> datetime.datetime | None:
        if item.published_day is None:
            return item.first_published_at
        return make_aware(datetime.datetime.combine(item.published_day, datetime.time(12)))

    def item_updateddate(self, item: "NewsArticlePage") -> datetime.datetime | None:
        return item.last_published_at

    def item_categories(self, item: "NewsArticlePage") -> list[str]:
        return [str(item.get_kind_display())]

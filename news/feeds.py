"""The news as an Atom feed (RFC 4287)."""

import datetime
import uuid
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from core.site.querysets import few
from core.web.characters import xml_text

ENTRIES = 30


def lasting_id(page: Page) -> str:
    """A name for a page that stays when its address, its title or the site's domain changes (RFC 4287, 4.2.6).

    A copy in another language has the key of its original, so the language is part of the name.
    """
    return uuid.uuid5(page.translation_key, page.language.code).urn


class WritableAtomFeed(Atom1Feed):
    """Leaves out what XML cannot hold, wherever it stands: Django's would break off the whole feed."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Clean what every element is written from, the feed's own first."""
        self.feed = _writable(self.feed)
        self.items = [_writable(item) for item in self.items]
        super().add_root_elements(handler)


def _writable(values: Any) -> Any:
    if isinstance(values, dict):
        return {name: _writable(value) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return [_writable(value) for value in values]
    return xml_text(values) if isinstance(values, str) else values


class NewsFeed(Feed):
    """The newest articles of one news index."""

    feed_type = WritableAtomFeed

    def __init__(self, index: Page) -> None:
        self.index = index
        self.language = index.language.tag

    def get_object(self, request: HttpRequest) -> Page:
        return self.index

    def title(self, index: Page) -> str:
        return index.seo_pagetitle

    def link(self, index: Page) -> str:
        return index.get_full_url() or ""

    def feed_guid(self, index: Page) -> str:
        return lasting_id(index)

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

    def item_guid(self, item: Page) -> str:
        return lasting_id(item)

    def item_description(self, item: Page) -> str:
        return item.get_listing_summary()

    def item_pubdate(self, item: Page) -> datetime.datetime | None:
        if item.published_day is None:
            return item.first_published_at
        return make_aware(datetime.datetime.combine(item.published_day, datetime.time(12)))

    def item_updateddate(self, item: Page) -> datetime.datetime | None:
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item: Page) -> list[str]:
        return [str(item.get_kind_display())]

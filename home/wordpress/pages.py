"""Writes drafts: new ones, and over those that nobody has touched since the import wrote them."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from urllib.parse import unquote

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.pages.findings import find_all
from core.pages.models import BasePage
from home.models import ContentPage
from home.wordpress.models import ImportedItem
from news.models import CoverageKind, NewsArticlePage, Topic

LOG_ACTION = "wordpress.import"
LONGEST_SLUG = 200
LONGEST_INTRODUCTION = 400


@dataclass
class Draft:
    """A page as it is to be written."""

    model: type[BasePage]
    title: str
    slug: str
    body: list[dict[str, Any]]
    introduction: str = ""
    seo_title: str = ""
    search_description: str = ""
    listed: bool = True
    canonical_url: str = ""
    author: str = ""
    outlet: str = ""
    published_on: datetime.date | None = None
    published_at: datetime.datetime | None = None
    go_live_at: datetime.datetime | None = None
    main_image: int | None = None
    sharing_image: int | None = None
    topics: list[int] = field(default_factory=list)
    private: bool = False

    @property
    def fingerprint(self) -> str:
        """A SHA-256 over everything that is written, links still as the old site had them."""
        values = {**self.__dict__, "model": self.model._meta.label}
        text = json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_untouched(imported: ImportedItem, page: Page) -> bool:
    """Whether a page is as the import left it: a draft, whose newest version is the one that was written."""
    return not page.live and page.latest_revision_id == imported.revision_id


def slug_for(name: str, title: str, parent: Page) -> str:
    """A free address below `parent`: the old one, with a number where a page has it already."""
    base = (
        slugify(unquote(name), allow_unicode=True)[:LONGEST_SLUG].strip("-_") or slugify(title)[:LONGEST_SLUG] or "page"
    )
    if Page._slug_is_available(base, parent):
        return base
    taken = set(parent.get_children().filter(slug__startswith=f"{base}-").values_list("slug", flat=True))
    return next(slug for number in count(2) if (slug := f"{base}-{number}") not in taken)


def fill(page: BasePage, draft: Draft, body: list[dict[str, Any]]) -> None:
    """Put a draft's values into a page; `body` has its links made."""
    page.title = draft.title
    page.introduction = Truncator(draft.introduction).chars(LONGEST_INTRODUCTION)
    page.seo_title, page.search_description = draft.seo_title, draft.search_description
    page.show_in_search_engines, page.canonical_url = draft.listed, draft.canonical_url
    page.main_image_id, page.og_image_id = draft.main_image, draft.sharing_image
    page.first_published_at, page.go_live_at = draft.published_at, draft.go_live_at
    set_body(page, body)
    if isinstance(page, NewsArticlePage):
        page.kind, page.outlet, page.coverage_author = CoverageKind.CLINIC, draft.outlet, draft.author
        page.published_on = draft.published_on
        page.topics = list(Topic.objects.filter(pk__in=draft.topics))
    elif isinstance(page, ContentPage):
        page.written_by = draft.author


def set_body(page: Any, body: list[dict[str, Any]]) -> None:
    """Give a page's stream its stored value, every block made whole, so that items of lists have ids."""
    block = page._meta.get_field("body").stream_block
    value = block.to_python(body)
    for child in value:
        child.block.get_prep_value(child.value)
    page.body = value


def write_new(
    draft: Draft, body: list[dict[str, Any]], parent: Page, user: AbstractUser | None, source: str
) -> BasePage:
    """Add a draft below `parent`, its history beginning with where it came from.

    Raises:
        ValidationError: when the page would not be valid.
    """
    page = draft.model(
        slug=slug_for(draft.slug, draft.title, parent), live=False, has_unpublished_changes=True, owner=user
    )
    fill(page, draft, body)
    parent.add_child(instance=page)
    if draft.private:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    _save(page, user, source)
    return page


def write_over(
    page: BasePage, draft: Draft, body: list[dict[str, Any]], user: AbstractUser | None, source: str
) -> None:
    """Write a newer version of a draft that nobody has touched.

    Raises:
        ValidationError: when the page would not be valid.
    """
    fill(page, draft, body)
    page.full_clean()
    page.save()
    _save(page, user, source)


def _save(page: BasePage, user: AbstractUser | None, source: str) -> None:
    # The page itself was saved just before, and its links to other things were kept then.
    with disable_reference_index_auto_update():
        revision = page.save_revision(user=user, clean=False)
    log(instance=page, action=LOG_ACTION, user=user, data={"source": source}, revision=revision, content_changed=True)


def claims_on(page: BasePage) -> list[str]:
    """What the checks say of words that promise too much."""
    return [_("Claim: %(claim)s") % {"claim": found.message} for found in find_all(page) if found.code == "claim"]


def claims_in(draft: Draft) -> list[str]:
    """The same of a draft that is only looked at; its pictures may not be there."""
    page = draft.model(slug="draft")
    fill(page, replace(draft, main_image=None, sharing_image=None), draft.body)
    return claims_on(page)


def said_of(error: ValidationError) -> str:
    """What is wrong with a page, in one line."""
    return " ".join(error.messages)


def is_future(when: datetime.datetime | None) -> bool:
    """Whether a post was to go live later than now."""
    return when is not None and when > timezone.now()

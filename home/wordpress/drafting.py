"""One item of an export becomes a draft: its words, its dates, its topics, and what search plugins kept of it."""

import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from core.pictures.models import SHARING_SIZE
from core.web.characters import clean_text
from home.models import ContentPage
from home.wordpress.choices import Mapping
from home.wordpress.dates import day, moment
from home.wordpress.links import inside
from home.wordpress.markup import Converter
from home.wordpress.markup.composing import Picture
from home.wordpress.models import Choice
from home.wordpress.pages import Draft, is_future
from home.wordpress.reader import Item, number_in
from home.wordpress.seo import Metadata, Variables, metadata
from home.wordpress.survey import Attachment, Survey
from home.wordpress.words import line
from news.models import NewsArticlePage

# Handed in for review; the others are drafts that nobody had finished.
FINISHED = {"publish", "pending", "future", "private"}


class Drafted(NamedTuple):
    """A draft, and what staff should know about it."""

    draft: Draft
    notes: list[str]


class Drafter:
    """Makes drafts of the items of one export, with the pictures that it was offered."""

    def __init__(self, survey: Survey, mapping: Mapping, outlet: str) -> None:
        self._survey = survey
        self._mapping = mapping
        self._outlet = outlet
        self._pictures: dict[int, Picture] = {}
        self._sizes: dict[int, tuple[int, int]] = {}
        self._converter = Converter(survey.reusable, self.picture)

    def offer(self, number: int, attachment: Attachment, image: Any) -> None:
        """Let texts use a picture; in a rehearsal there is no `image` yet."""
        description = image.default_alt_text if image else line(attachment.alt)
        self._pictures[number] = Picture(image.pk if image else 0, description, line(attachment.caption))
        if image:
            self._sizes[number] = (image.width, image.height)

    def picture(self, number: int, url: str) -> Picture | None:
        """Our picture for one of the old site's, by its number or by any of its addresses."""
        return self._pictures.get(number) or self._pictures.get(self._survey.attachment_at(url))

    def draft(self, item: Item) -> Drafted:
        """The draft of one item."""
        title = line(item.title) or _("Without a title (%(number)d)") % {"number": item.old_id}
        converted = self._converter.convert(
            clean_text(item.content), item.meta, url=item.link or self._survey.address, title=title
        )
        notes = [*item.faults, *converted.notes]
        is_news = self._mapping.targets.get(item.kind) == Choice.Target.NEWS
        draft = Draft(
            model=NewsArticlePage if is_news else ContentPage,
            title=title,
            slug=item.slug,
            body=converted.body,
            introduction=line(item.excerpt, 2000),
            author=self._survey.author(item.author),
            outlet=self._outlet,
            private=item.status == "private" or bool(item.password),
        )
        if draft.private:
            notes.append(_("It was private, or had a password. Here only people with a login will see it."))
        self._date(draft, item, notes)
        self._topics(draft, item, notes)
        self._search(draft, item, notes)
        self._main_image(draft, item, notes)
        return Drafted(draft, list(dict.fromkeys(notes)))

    def _date(self, draft: Draft, item: Item, notes: list[str]) -> None:
        when = moment(item.date, item.date_gmt, timezone.get_default_timezone())
        draft.published_on = day(item.date, item.date_gmt)
        if item.status == "future" and is_future(when):
            draft.go_live_at = when
            notes.append(_("It was to go live later: once somebody approves it, it waits for that day."))
        elif item.status in {"publish", "private"}:
            draft.published_at = when

    def _topics(self, draft: Draft, item: Item, notes: list[str]) -> None:
        terms = [term for term in item.terms if term.domain in {"category", "post_tag"}]
        found = {self._mapping.topics.get(f"{term.domain}:{term.slug}") for term in terms}
        draft.topics = sorted(topic for topic in found if topic)
        if draft.model is ContentPage and draft.topics:
            draft.topics = []
            notes.append(_("Plain pages have no topics."))

    def _search(self, draft: Draft, item: Item, notes: list[str]) -> None:
        terms = {
            domain: next((each.name for each in item.terms if each.domain == domain), "")
            for domain in ("category", "post_tag")
        }
        variables = Variables(
            title=draft.title,
            site=line(self._survey.channel.title),
            excerpt=draft.introduction,
            category=terms["category"],
            tag=terms["post_tag"],
            author=draft.author,
            year=str(datetime.datetime.now(tz=datetime.UTC).year),
        )
        found = metadata(item.meta, variables)
        draft.seo_title, draft.search_description = found.title, found.description
        draft.listed = not found.noindex
        if found.noindex:
            notes.append(_("Search engines were asked not to list it, and still are."))
        if found.focus:
            notes.append(_("Focus keyword in %(plugin)s: %(words)s") % {"plugin": found.plugin, "words": found.focus})
        self._canonical(draft, item, found, notes)
        picture = self.picture(found.picture, found.picture_url)
        if picture and self._is_large(found.picture or self._survey.attachment_at(found.picture_url)):
            draft.sharing_image = picture.pk
        elif picture or found.picture or found.picture_url:
            notes.append(_("Its sharing picture did not come along, or is smaller than 1200 by 630 pixels."))

    def _canonical(self, draft: Draft, item: Item, found: Metadata, notes: list[str]) -> None:
        if not found.canonical or inside(found.canonical, self._survey.address) == inside(
            item.link, self._survey.address
        ):
            return
        if inside(found.canonical, self._survey.address) or not found.canonical.startswith(("http://", "https://")):
            notes.append(_("It named another page as its original: %(url)s") % {"url": found.canonical})
        else:
            draft.canonical_url = found.canonical

    def _is_large(self, number: int) -> bool:
        width, height = self._sizes.get(number, (0, 0))
        return width >= SHARING_SIZE[0] and height >= SHARING_SIZE[1]

    def _main_image(self, draft: Draft, item: Item, notes: list[str]) -> None:
        """The featured picture stands at the top, where it is large enough; else it begins the text."""
        number = number_in(item.meta.get("_thumbnail_id", ""))
        if not number:
            return
        picture = self._pictures.get(number)
        if picture is None:
            attachment = self._survey.attachments.get(number)
            notes.append(_("A picture did not come along: %(url)s") % {"url": attachment.url if attachment else number})
        elif self._is_large(number):
            draft.main_image = picture.pk
        elif not any(
            block["type"] == "image" and block["value"]["image"]["image"] == picture.pk for block in draft.body
        ):
            image = {"image": picture.pk, "alt_text": picture.description, "decorative": not picture.description}
            draft.body.insert(0, {"type": "image", "value": {"image": image, "caption": picture.caption}})


def wants_review(item: Item) -> bool:
    """Whether an item was finished on the old site, so that a reviewer should see it."""
    return item.status in FINISHED

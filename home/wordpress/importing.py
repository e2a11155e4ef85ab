"""Runs an import from the first reading to the last address, one item after another.

`Importer.work` is a generator, so that the worker can do other things between two items. Each item is written in one
transaction: a run that ends early has written whole items, and the next one goes on.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from core.site.models import ClinicSettings
from core.site.search_index import index_later, index_pages, unindexed
from home.models import ContentPage, HomePage
from home.wordpress import addresses, pages
from home.wordpress.choices import mapping_of
from home.wordpress.drafting import Drafted, Drafter, wants_review
from home.wordpress.inner_links import Lookup, Target, link_up
from home.wordpress.library import Library
from home.wordpress.links import inside
from home.wordpress.media import Media, NotTaken
from home.wordpress.models import LONGEST_ADDRESS, Choice, ImportedItem, ImportRun, OldAddress
from home.wordpress.reader import Channel, Item, NotReadable, read
from home.wordpress.remainder import tell_the_rest
from home.wordpress.report import Outcome, Report, Subject
from home.wordpress.survey import BOOKKEEPING, NEVER_SEEN, Attachment, Survey, survey
from home.wordpress.words import line
from news.models import NewsArticlePage, NewsIndexPage

logger = logging.getLogger(__name__)

# Opens one file of an export for reading; each is read several times.
Opener = Callable[[], AbstractContextManager[IO[bytes]]]
DEEPEST_PAGE = 8
BATCH = 200


class Importer:
    """One run over the files of one export."""

    def __init__(self, run: ImportRun, files: Sequence[Opener], media: Media) -> None:
        self._run = run
        self._files = files
        self._media = media
        self._report = Report(run)
        self._known: dict[int, ImportedItem] = {}
        self._pages_by_address: dict[str, int] = {}
        self._years: set[str] = set()
        self._to_index: set[int] = set()

    # -- The run -------------------------------------------------------------------------------------------------------

    def work(self) -> Iterator[None]:
        """Do the import, a step for each item.

        Raises:
            NotReadable: when a file cannot be taken; nothing was written then.
        """
        try:
            yield from self._work()
        except (Exception, KeyboardInterrupt):
            with suppress(DatabaseError):  # while the database is away; the next run indexes what this one has not
                self._index()
            raise

    def _work(self) -> Iterator[None]:
        self._survey = self._read_through()
        yield
        self._prepare()
        yield from self._take_files()
        for depth in self._depths():
            yield from self._write_pages(depth)
        if not self._run.dry_run:
            yield from self._link_up()
            self._index()
            yield from self._keep_addresses()
        pages_by_item = {number: item.page_id for number, item in self._known.items() if item.page_id}
        tell_the_rest(self._report, self._survey, self._run.old_site, pages_by_item)
        self._report.flush()

    def _read_through(self) -> Survey:
        opened = [opener() for opener in self._files]
        try:
            found = survey([each.__enter__() for each in opened])
        finally:
            for each in opened:
                each.__exit__(None, None, None)
        if found.address != self._run.old_site.address:
            raise NotReadable(_("The files come from two different sites. Move them in one after the other."))
        return found

    def _prepare(self) -> None:
        run = self._run
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        home = site.root_page.specific if site else None
        if site is None or not isinstance(home, HomePage):
            raise NotReadable(_("This site has no home page yet. Make one first."))
        self._home, self._news = home, NewsIndexPage.objects.descendant_of(home).first()
        self._mapping = mapping_of(run)
        outlet = ClinicSettings.for_site(site).name or line(self._survey.channel.title) or site.hostname
        self._drafter = Drafter(self._survey, self._mapping, outlet[:120])
        self._library = Library(self._media, run.user, dry_run=run.dry_run)
        self._known = {item.old_id: item for item in run.old_site.items.select_related("image")}
        for item in self._known.values():
            item.old_site = run.old_site
        for number, item in self._known.items():
            self._note_page(number, item.page_id)
        if not run.dry_run:
            # A run whose process was ended had not indexed the pages that it wrote last.
            ours = Page.objects.filter(pk__in=run.old_site.items.filter(page__isnull=False).values("page_id"))
            newest = unindexed(ours).order_by("-latest_revision_created_at")
            self._to_index.update(newest.values_list("pk", flat=True)[:BATCH])
        run.total = len(self._survey.attachments) + sum(
            count for kind, count in self._survey.offered.items() if self._target(kind) != Choice.Target.LEAVE
        )
        run.save(update_fields=["total"])

    def _target(self, kind: str) -> str:
        return self._mapping.targets.get(kind, Choice.Target.LEAVE)

    def _note_page(self, number: int, page_id: int | None) -> None:
        """Remember which page took the place of an item's addresses, for links in texts."""
        entry = self._survey.entries.get(number)
        if entry is None or page_id is None:
            return
        for address in (inside(entry.link, self._survey.address), f"/?p={number}", f"/?page_id={number}"):
            if address and address != "/":
                self._pages_by_address[address] = page_id

    def _row(self, outcome: Outcome, what: Subject, **more: Any) -> None:
        self._report.add(outcome, **{**what._asdict(), **more})

    def _guarded(self, what: Subject, step: Callable[[], None]) -> None:
        """Do one item in one transaction; what breaks it is its row. Only a database that is away ends the run."""
        before, why = self._known.get(what.old_id), ""
        try:
            with transaction.atomic(), index_later(self._to_index):
                step()
        except (OperationalError, InterfaceError):
            raise
        except ValidationError as error:
            why = pages.said_of(error)
        except Exception as error:  # noqa: BLE001 - whatever a hostile text does, the others must come
            logger.error("An item of an import failed: %s", type(error).__name__)  # noqa: TRY400 - no words in the log
            why = _("It could not be taken (%(error)s). Move it by hand.") % {"error": type(error).__name__}
        if why:
            self._known.pop(what.old_id, None)
            if before:
                self._known[what.old_id] = before
            self._row(Outcome.REFUSED, what, why=[why])
        self._run.done += 1
        self._report.flush_if_many()
        if len(self._to_index) >= BATCH:
            self._index()

    def _index(self) -> None:
        index_pages(self._to_index)
        self._to_index.clear()

    # -- Pictures and files --------------------------------------------------------------------------------------------

    def _take_files(self) -> Iterator[None]:
        for path, why in self._media.refused:
            self._report.add(Outcome.REFUSED, "file", path, why=[why])
        for number, attachment in self._survey.attachments.items():
            what = Subject("attachment", line(attachment.title), number, attachment.url)
            self._guarded(what, partial(self._take, what, attachment))
            yield

    def _take(self, what: Subject, attachment: Attachment) -> None:
        number = what.old_id
        kept = self._known.get(number)
        if kept and (kept.image_id or kept.document_id):
            self._drafter.offer(number, attachment, kept.image)
            self._row(Outcome.UNCHANGED, what)
            return
        try:
            taken = self._library.take(attachment)
        except NotTaken as error:
            self._row(Outcome.LEFT_OUT, what, why=[str(error)])
            return
        if taken is None:
            why = _("It is not in the folder: %(url)s") % {"url": attachment.url}
            self._row(Outcome.MISSING, what, why=[why])
            return
        if not self._run.dry_run:
            self._keep(number, attachment.url, image=taken.image, document=taken.document)
        if taken.is_picture:
            self._drafter.offer(number, attachment, taken.image)
        became = _("picture") if taken.is_picture else _("file")
        self._row(Outcome.NEW, what, became=became, why=taken.notes)

    def _keep(self, number: int, url: str, **values: Any) -> ImportedItem:
        defaults = {"source_url": url[:LONGEST_ADDRESS], **values}
        item, _created = ImportedItem.objects.update_or_create(
            old_site=self._run.old_site, old_id=number, defaults=defaults
        )
        item.old_site = self._run.old_site
        self._known[number] = item
        return item

    # -- Posts and pages -----------------------------------------------------------------------------------------------

    def _depths(self) -> range:
        """How deep plain pages stand below each other: parents are written before their children."""
        depths = {self._depth(number) for number in self._survey.entries}
        return range(max(depths, default=0) + 1)

    def _depth(self, number: int) -> int:
        entries, depth = self._survey.entries, 0
        entry = entries[number]
        if self._target(entry.kind) != Choice.Target.PAGE:
            return 0
        while entry.parent in entries and entries[entry.parent].kind == entry.kind and depth < DEEPEST_PAGE:
            entry = entries[entry.parent]
            depth += 1
        return depth

    def _write_pages(self, depth: int) -> Iterator[None]:
        seen: set[int] = set()
        for opener in self._files:
            with opener() as file:
                for item in read(file, Channel()):
                    if item.old_id not in self._survey.entries or item.old_id in seen:
                        continue
                    if item.kind in BOOKKEEPING or self._depth(item.old_id) != depth:
                        continue
                    seen.add(item.old_id)
                    self._guarded(Subject.of(item), partial(self._write_item, item))
                    yield

    def _write_item(self, item: Item) -> None:
        if item.status in NEVER_SEEN:
            self._remember(item, None)
            self._row(Outcome.LEFT_OUT, Subject.of(item), why=[_("It was in the trash, or never saved.")])
        elif self._target(item.kind) == Choice.Target.LEAVE:
            self._remember(item, None)
            self._row(Outcome.LEFT_OUT, Subject.of(item), why=[_("Staff chose to leave this kind out.")])
        elif item.refused:
            self._row(Outcome.REFUSED, Subject.of(item), why=item.faults)
        else:
            self._write_page(item)

    def _write_page(self, item: Item) -> None:
        drafted = self._drafter.draft(item)
        if item.kind == "post" and drafted.draft.published_on:
            self._years.add(str(drafted.draft.published_on.year))
        kept = self._known.get(item.old_id)
        if self._run.dry_run:
            outcome = Outcome.UNCHANGED if kept and self._is_same(kept, drafted) else Outcome.NEW
            self._row(
                outcome, Subject.of(item), became=_name(drafted), why=[*drafted.notes, *pages.claims_in(drafted.draft)]
            )
        elif kept and kept.page_id is None and kept.fingerprint:
            self._row(Outcome.KEPT, Subject.of(item), why=[_("Staff have deleted the page that it had become.")])
        elif kept and self._is_same(kept, drafted):
            self._row(Outcome.UNCHANGED, Subject.of(item), became=_name(drafted), page_id=kept.page_id, why=kept.notes)
        elif kept and kept.page_id:
            self._write_again(item, drafted, kept)
        else:
            self._write_first(item, drafted)

    def _is_same(self, kept: ImportedItem, drafted: Drafted) -> bool:
        return kept.page_id is not None and kept.fingerprint == drafted.draft.fingerprint

    def _write_first(self, item: Item, drafted: Drafted) -> None:
        body, still_open = link_up(drafted.draft.body, self._look_up)
        parent = self._parent(item, drafted)
        if parent is None:
            self._row(
                Outcome.REFUSED,
                Subject.of(item),
                why=[_("The site has no page of news to put it below. Make one first.")],
            )
            return
        page = pages.write_new(drafted.draft, body, parent, self._run.user, item.link)
        self._remember(item, page.pk)
        self._wrote(Outcome.NEW, item, drafted, page, still_open)

    def _write_again(self, item: Item, drafted: Drafted, kept: ImportedItem) -> None:
        page: Any = kept.page.specific  # type: ignore[union-attr]
        if not pages.is_untouched(kept, page):
            why = _("It has changed on the old site, but staff have worked on the page since: compare the two.")
            self._row(Outcome.KEPT, Subject.of(item), page_id=page.pk, why=[why])
            return
        if type(page) is not drafted.draft.model:
            why = _("It became another kind of page at the first run. Delete that page to have it moved in anew.")
            self._row(Outcome.KEPT, Subject.of(item), page_id=page.pk, why=[why])
            return
        body, still_open = link_up(drafted.draft.body, self._look_up)
        pages.write_over(page, drafted.draft, body, self._run.user, item.link)
        self._wrote(Outcome.CHANGED, item, drafted, page, still_open)

    def _wrote(self, outcome: Outcome, item: Item, drafted: Drafted, page: Any, still_open: list[str]) -> None:
        notes = [*drafted.notes, *pages.claims_on(page)]
        waits = outcome == Outcome.NEW and self._run.hand_in and wants_review(item)
        values = {"waits_for_review": True} if waits else {}
        self._keep(
            item.old_id,
            item.link,
            page_id=page.pk,
            fingerprint=drafted.draft.fingerprint,
            revision_id=page.latest_revision_id,
            has_open_links=bool(still_open),
            notes=notes,
            **values,
        )
        self._note_page(item.old_id, page.pk)
        self._row(outcome, Subject.of(item), became=_name(drafted), page_id=page.pk, why=notes)

    def _parent(self, item: Item, drafted: Drafted) -> Page | None:
        if drafted.draft.model is NewsArticlePage:
            parent: Page | None = self._news
        else:
            above = self._known.get(item.parent)
            parent = ContentPage.objects.filter(pk=above.page_id).first() if above and above.page_id else None
            parent = parent or self._home
            while parent.depth - self._home.depth >= DEEPEST_PAGE:  # a path in the tree has an end: beside its parent
                parent = parent.get_parent()
        # Read anew: adding a child counts on what the database holds now.
        return type(parent)._default_manager.get(pk=parent.pk) if parent else None

    def _remember(self, item: Item, page_id: int | None) -> None:
        if not self._run.dry_run and item.link:
            addresses.remember(addresses.of_page(item, self._run.old_site, page_id))

    # -- Links and addresses -------------------------------------------------------------------------------------------

    def _look_up(self, url: str) -> Lookup:
        address = inside(url, self._survey.address)
        if not address:
            return Lookup(is_inside=False, target=None)
        if page_id := self._pages_by_address.get(address):
            return Lookup(is_inside=True, target=Target("page", page_id))
        kept = self._known.get(self._survey.attachment_at(url))
        if kept and kept.document_id:
            return Lookup(is_inside=True, target=Target("document", kept.document_id))
        if kept and kept.image:
            return Lookup(is_inside=True, target=Target("url", kept.image.file.url))
        return Lookup(is_inside=True, target=Target("page", self._home.pk) if address == "/" else None)

    def _link_up(self) -> Iterator[None]:
        """Make the links that led to items further down in the export."""
        for item in [each for each in self._known.values() if each.has_open_links and each.page_id]:
            what = Subject("link", item.source_url, item.old_id, item.source_url)
            self._guarded(what, partial(self._link_up_one, item))
            yield

    def _link_up_one(self, item: ImportedItem) -> None:
        page: Any = item.page.specific  # type: ignore[union-attr]
        if not pages.is_untouched(item, page):
            return
        body, still_open = link_up(list(page.body.raw_data), self._look_up)
        if body != list(page.body.raw_data):
            pages.set_body(page, body)
            page.save(clean=False)
            page.save_revision(user=self._run.user, clean=False)
        item.revision_id, item.has_open_links = page.latest_revision_id, bool(still_open)
        item.save(update_fields=["revision_id", "has_open_links"])
        for url in still_open:
            why = _("A link leads to an old address that did not come along: %(url)s") % {"url": url}
            self._row(
                Outcome.NOTE, Subject("link", page.title, item.old_id, item.source_url), page_id=page.pk, why=[why]
            )

    def _keep_addresses(self) -> Iterator[None]:
        rows: list[OldAddress] = []
        old_site = self._run.old_site
        for number in self._survey.attachments:
            kept = self._known.get(number) or ImportedItem(old_site=old_site, old_id=number)
            above = self._known.get(self._survey.attachments[number].parent)
            rows += addresses.of_attachment(number, self._survey, kept, above.page_id if above else None)
            if len(rows) >= BATCH:
                addresses.remember(rows)
                rows = []
                yield
        news_id, feed = None, ""
        if self._news is not None:
            news_id, feed = self._news.pk, f"{self._news.get_url()}feed/"
        rows += addresses.of_lists(self._survey, old_site, sorted(self._years), news_id, feed)
        addresses.remember(rows)


def _name(drafted: Drafted) -> str:
    return str(drafted.draft.model._meta.verbose_name)


def finish(run: ImportRun, error: str = "") -> None:
    """Write down how a run ended."""
    run.state = ImportRun.State.FAILED if error else ImportRun.State.DONE
    run.error, run.finished_at = error, timezone.now()
    run.save(update_fields=["state", "error", "finished_at", "done", "total"])

"""Turn the starter data into a live page tree, once, in one transaction.

Pages are first added as drafts, so that every page has an id; then their texts are filled in with real page links,
reference ids and picture ids, and published through a revision, so that editors find each page's first version in its
history.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from core.editorial.models.references import Reference
from core.site.models import ClinicSettings
from core.web.site_address import host_and_port
from home.models import HomePage
from home.starter import clinic, references
from home.starter.news import TOPICS
from home.starter.tree import TREE, PageData
from news.models import Topic
from search.starter import load_synonyms

_PAGE_LINK = re.compile(r'<a href="(/[^"#]*)">')
_CITATION = re.compile(r'href="#ref-([a-z0-9-]+)"')
# Keys of block values that hold a page's path, a list of paths, or the key of a reference.
_PAGE_KEYS = {"page", "clinician"}


class SiteNotEmpty(Exception):
    """The site already has a home page: its content is never touched."""


class StarterSite:
    """Builds the whole starter site. Use `load`; an instance is used once."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.references: dict[str, Reference] = {}

    def load(self) -> list[Page]:
        """Create snippets, pages and settings, and return the pages.

        Raises:
            SiteNotEmpty: when there is a home page already; nothing is changed then.
        """
        with transaction.atomic():
            root = Page.objects.select_for_update().filter(depth=1).first() or _new_root()
            if HomePage.objects.exists():
                raise SiteNotEmpty
            # Deleting Wagtail's page of welcome would delete the site that starts at it: it only makes way for now.
            welcome = [page for page in root.get_children().specific() if type(page) is Page and page.is_leaf()]
            Page.objects.filter(pk__in=[page.pk for page in welcome]).update(slug="welcome")
            self._add_snippets()
            for data in TREE:
                self._add_draft(root, data)
            self._make_site()
            for page in welcome:
                page.refresh_from_db()
                page.delete()
            for data in TREE:
                self._publish(data)
            self._fill_settings()
        return list(self.pages.values())

    # -- What pages refer to ------------------------------------------------------------------------------------------

    def _add_snippets(self) -> None:
        for data in references.REFERENCES:
            values = {name: value for name, value in data.items() if name != "label"}
            reference = Reference(**values)
            existing = Reference.objects.filter(key=reference.key).first()
            if existing is None:
                reference.full_clean()
                reference.save()
            self.references[reference.key] = existing or reference
        for slug, name in TOPICS.items():
            Topic.objects.get_or_create(slug=slug, defaults={"name": name})
        load_synonyms()

    # -- Pages --------------------------------------------------------------------------------------------------------

    def _add_draft(self, root: Page, data: PageData) -> None:
        values = {name: value for name, value in data.values.items() if not isinstance(value, (list, tuple))}
        page = data.model(slug=data.slug, live=False, **values)
        parent = self.pages[data.parent] if data.parent else root
        parent.add_child(instance=page)
        self.pages[data.path] = page

    def _publish(self, data: PageData) -> None:
        page = self.pages[data.path]
        page.refresh_from_db()
        for name, value in data.values.items():
            field = page._meta.get_field(name) if _is_field(page, name) else None
            if isinstance(field, StreamField):
                setattr(page, name, self._stream(field, value))
            elif isinstance(value, str):
                setattr(page, name, self._with_page_links(value))
        if data.finish:
            data.finish(page, self.pages)
        cited = cited_references(data.values)
        if cited:
            page.references = self._stream(
                page._meta.get_field("references"), [{"type": "reference", "value": key} for key in cited]
            )
        page.full_clean()
        # Logged, or the page's history would offer no way back to this version.
        page.save_revision(log_action=True).publish()

    def _stream(self, field: StreamField, raw: list[dict[str, Any]]) -> Any:
        """Return ``raw`` as a value of ``field``, with every block made whole (so that list items get ids)."""
        value = field.stream_block.to_python([self._resolve(block) for block in raw])
        for child in value:
            child.block.get_prep_value(child.value)
        return value

    def _resolve(self, value: Any, key: str = "") -> Any:
        """Return a block value with paths and reference keys replaced by ids."""
        if isinstance(value, dict):
            kind = value.get("type")
            if kind == "reference":
                return {**value, "value": self.references[value["value"]].pk}
            if kind == "condition":
                return {**value, "value": self.pages[value["value"]].pk}
            return {name: self._resolve(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self.pages[item].pk if key == "pages" else self._resolve(item) for item in value]
        if not isinstance(value, str) or not value:
            return value
        if key in _PAGE_KEYS:
            return self.pages[value].pk
        if key == "source":
            return self.references[value].pk
        return self._with_page_links(value)

    def _with_page_links(self, html: str) -> str:
        return _PAGE_LINK.sub(lambda match: f'<a linktype="page" id="{self.pages[match.group(1)].pk}">', html)

    # -- The site itself ----------------------------------------------------------------------------------------------

    def _make_site(self) -> None:
        """Point the default site at the new home page, under the address that the settings give."""
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        site.hostname, site.port = host_and_port(settings.SITE_URL)
        site.root_page = self.pages["/"]
        site.save()

    def _fill_settings(self) -> None:
        """Fill in what staff have not changed yet; name, phone and logo are theirs to tell."""
        values = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
        starters = {
            "tagline": clinic.TAGLINE,
            "footer_text": clinic.FOOTER_TEXT,
            "emergency_title": clinic.EMERGENCY_TITLE,
            "emergency_text": clinic.EMERGENCY_TEXT,
            "off_label_statement": clinic.OFF_LABEL_STATEMENT,
            "medical_disclaimer": clinic.MEDICAL_DISCLAIMER,
        }
        for name, text in starters.items():
            if getattr(values, name) == values._meta.get_field(name).get_default():
                setattr(values, name, self._with_page_links(text))
        values.save()


def _new_root() -> Page:
    """Return a new root of the page tree, for a database that lost the one that Wagtail's migrations make."""
    return Page.add_root(instance=Page(title="All pages", slug="root"))


def _is_field(page: Page, name: str) -> bool:
    return any(field.name == name for field in page._meta.get_fields())


def cited_references(value: Any) -> list[str]:
    """The keys of the references that texts cite, each once, in the order of their first mention."""
    return list(dict.fromkeys(_citations(value)))


def _citations(value: Any) -> Iterator[str]:
    """Yield the keys of the references that a page's texts cite, in the order of their first mention."""
    if isinstance(value, str):
        yield from _CITATION.findall(value)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "source" and item:
                yield item
            yield from _citations(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _citations(item)

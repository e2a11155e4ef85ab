"""Add the Spanish starter pages beside the site's own, as drafts, once.

Asked at every start of a site that offers Spanish. The clinic's Spanish words, added with the pages, tell that it is
done: what a person has changed or deleted since then stays so. A page that has a Spanish version already is left alone.
"""

from collections import defaultdict
from types import ModuleType
from typing import Any, NamedTuple

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site

from appointments.models import AppointmentPage
from core.editorial.models.references import Reference
from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from core.site.models import ClinicSettingsTranslation
from core.web.languages import KNOWN, offered
from home.models import ContentPage, HomePage
from home.starter.load import StarterSite, cited_references
from home.starter.spanish import appointment, clinic, home_page, privacy
from home.starter.spanish.therapy import how_it_works, injection_or_iv, overview, questions, results, safety, your_visit
from therapy.models import TherapyPage

SPANISH = KNOWN["es"]
TEXTS = ("title", "seo_title", "search_description", "introduction", "listing_summary")
# What a copy would bring along from the English page, and what nobody may claim of words that no clinician has read.
EMPTIED: dict[str, Any] = {
    "reviewed_by": None,
    "last_reviewed": None,
    "next_review": None,
    "review_fingerprint": "",
    "references": [],
}


class Draft(NamedTuple):
    """A Spanish page: the type of the English page that it translates, its words, further fields by name.

    The English page is the first of its type in the tree, or the one at `path`.
    """

    model: type[Page]
    words: ModuleType
    fields: tuple[str, ...] = ()
    path: str = ""


# Parents stand before their children.
DRAFTS = (
    Draft(HomePage, home_page, ("hero_title",)),
    Draft(TherapyPage, overview),
    Draft(TherapyPage, your_visit, path="/therapy/your-visit/"),
    Draft(TherapyPage, results, path="/therapy/results/"),
    Draft(TherapyPage, safety, path="/therapy/safety/"),
    Draft(TherapyPage, how_it_works, path="/therapy/how-ketamine-works/"),
    Draft(TherapyPage, injection_or_iv, path="/therapy/injection-or-iv/"),
    Draft(TherapyPage, questions, path="/therapy/questions/"),
    Draft(AppointmentPage, appointment, ("confirmation_title", "next_steps")),
    Draft(ContentPage, privacy, path="/privacy/"),
)


class SpanishDrafts(StarterSite):
    """Adds what is missing. Use `load`; an instance is used once."""

    def load(self) -> list[Page]:
        """Add the drafts and the clinic's Spanish words, and return the pages that were added.

        Nothing happens without a site, where its home page is not one of ours, or a second time.
        """
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if SPANISH not in offered() or site is None or not isinstance(site.root_page.specific, HomePage):
            return []
        if ClinicSettingsTranslation.objects.filter(site=site, language=SPANISH.code).exists():
            return []
        with transaction.atomic():
            locale, _new = Locale.objects.get_or_create(language_code=SPANISH.code)
            self._know(site)
            added = [page for draft in DRAFTS if (page := self._add(site, locale, draft)) is not None]
            self._add_words(site)
            _let_editors_translate()
        Site.clear_site_root_paths_cache()
        return added

    def _know(self, site: Site) -> None:
        """Find what the texts refer to; what staff have deleted is left out or leads to the home page."""
        root = site.root_page
        self.pages = defaultdict(lambda: root)
        for page in Page.objects.descendant_of(root, inclusive=True):
            self.pages[f"/{page.url_path[len(root.url_path) :]}"] = page
        self.references = {reference.key: reference for reference in Reference.objects.all()}

    def _add(self, site: Site, locale: Locale, draft: Draft) -> Page | None:
        """Add one draft; None where there is no such English page, a Spanish one already, or none of its parent."""
        root = site.root_page
        pages = draft.model.objects.filter(locale=root.locale_id).descendant_of(root, inclusive=True)
        if draft.path:
            pages = pages.filter(url_path=f"{root.url_path.rstrip('/')}{draft.path}")
        english = pages.order_by("path").first()
        if english is None or english.has_translation(locale):
            return None
        if english.pk != root.pk and not english.get_parent().has_translation(locale):
            return None
        page = english.copy_for_translation(locale)
        page.slug = draft.words.SLUG
        for name in (*TEXTS, *draft.fields):
            setattr(page, name, getattr(draft.words, name.upper(), ""))
        for name, value in EMPTIED.items():
            if hasattr(page, name):
                setattr(page, name, value)
        body = [block for block in draft.words.BODY if self._has_all(block)]
        page.body = self._stream(_stream_field(page, "body"), body)
        cited = [key for key in cited_references(body) if key in self.references]
        if cited and hasattr(page, "references"):
            raw = [{"type": "reference", "value": key} for key in cited]
            page.references = self._stream(_stream_field(page, "references"), raw)
        with translation.override(SPANISH.code):
            page.full_clean()
            page.save()
            page.save_revision()
        return page

    def _has_all(self, block: dict[str, Any]) -> bool:
        """Whether the clinician that a block shows still exists."""
        value = block["value"]
        if not isinstance(value, dict):
            return True
        return "clinician" not in value or value["clinician"] in self.pages

    def _add_words(self, site: Site) -> None:
        """Say in Spanish what the clinic's settings said at first."""
        texts = {name: self._with_page_links(getattr(clinic, name.upper())) for name in ClinicSettingsTranslation.TEXTS}
        ClinicSettingsTranslation.objects.create(site=site, language=SPANISH.code, **texts)


def _stream_field(page: Page, name: str) -> StreamField:
    field = page._meta.get_field(name)
    assert isinstance(field, StreamField)  # noqa: S101 - the page types of the drafts have it
    return field


def _let_editors_translate() -> None:
    """Give the groups that write pages the right to translate them, as they have it for writing."""
    permission = Permission.objects.filter(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    ).first()
    if permission is None:
        return
    for group in Group.objects.filter(name__in=(MARKETING_EDITOR, SITE_MANAGER)):
        group.permissions.add(permission)


def load_spanish_drafts() -> int:
    """Add what is missing where the site offers Spanish, and return how many pages were added."""
    return len(SpanishDrafts().load())

"""How a page will look in search results and when it is shared: for the editor's panel and for a preview mode."""

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.pages.panels.live import LivePanel
from core.seo.mixins import META_DESCRIPTION_LENGTH, PAGE_TITLE_LENGTH
from core.seo.sharing import SharingImage, draft_card_url, sharing_image

# Shorter ones waste the room that search results give; the longest are in core.seo.mixins.
SHORTEST_TITLE, SHORTEST_DESCRIPTION = 10, 50
FRAGMENT = "pages/admin/sharing_fragment.html"


class Text(NamedTuple):
    """One resolved text: what it says, where it comes from, and whether its length suits."""

    words: str
    source: str | Promise
    is_own: bool
    fallback: str
    shortest: int
    longest: int

    @property
    def length(self) -> int:
        """How many characters it has."""
        return len(self.words)

    @property
    def verdict(self) -> str | Promise:
        """What to think of its length."""
        if self.length < self.shortest:
            return _("short")
        return _("too long: the end is cut off") if self.length > self.longest else _("a good length")

    @property
    def is_good(self) -> bool:
        """Whether the length suits."""
        return self.shortest <= self.length <= self.longest


class Preview(NamedTuple):
    """All that a result in a search engine and a shared link show."""

    title: Text
    description: Text
    site_name: str
    host: str
    trail: list[str]
    image_url: str
    image_source: str | Promise
    # Why search engines do not show it; empty when nothing keeps them from it.
    unlisted: list[str | Promise]


DESCRIPTION_SOURCES = {
    "search_description": _("your search description"),
    "listing_summary": _("the short summary"),
    "introduction": _("the introduction"),
}


def why_unlisted(page: Any) -> Iterator[str | Promise]:
    """Each reason why search engines do not show a page, with what to do about it (a query for who may read it)."""
    if page.clinic is None or not page.clinic.launched:
        yield _("The site is not launched yet. A site manager launches it under Settings > Launch.")
    if not page.live:
        yield _("The page is not published.")
    elif any(limit.restriction_type != limit.NONE for limit in page.get_view_restrictions()):
        yield _("Only some people may read the page: see “Change privacy” behind the “i” at the top.")
    if not page.show_in_search_engines:
        yield _("“Show in search engines” is off, below on this tab.")
    if page.alias_of_id:
        yield _("The page only repeats another one, which is shown instead.")
    elif page.show_in_search_engines and not page.is_indexable:
        yield _("“Original address”, below on this tab, names another page, which is shown instead.")


def _without_own_words(page: Any) -> Any:
    """The page as it would resolve with both search fields empty."""
    bare = copy.copy(page)
    for name in ("seo_pagetitle", "seo_description"):
        bare.__dict__.pop(name, None)
    bare.seo_title = bare.search_description = ""
    return bare


def preview_of(page: Any) -> Preview:
    """Resolve everything as the published page would (`core.seo.mixins`)."""
    bare = _without_own_words(page)
    filled = next((name for name in page.seo_description_sources if getattr(page, name, "").strip()), "")
    title = Text(
        page.seo_pagetitle,
        _("your search title") if page.seo_title else _("the page's title and the clinic's name"),
        bool(page.seo_title),
        bare.seo_pagetitle,
        SHORTEST_TITLE,
        PAGE_TITLE_LENGTH,
    )
    description = Text(
        page.seo_description,
        DESCRIPTION_SOURCES.get(filled, _("the first words of the page")),
        filled == "search_description",
        bare.seo_description,
        SHORTEST_DESCRIPTION,
        META_DESCRIPTION_LENGTH,
    )
    parts = urlsplit(page.seo_canonical_url)
    image = sharing_image(page)
    own = _("your sharing picture") if page.og_image else _("the page's main picture")
    source = (
        own if page.og_image or page.main_image else _("the clinic's picture, or a card that is drawn for the page")
    )
    return Preview(
        title=title,
        description=description,
        site_name=page.seo_sitename,
        host=parts.netloc,
        trail=[part for part in parts.path.split("/") if part],
        image_url=_image_url(page, image, parts.netloc),
        image_source=source,
        unlisted=list(why_unlisted(page)),
    )


def _image_url(page: Any, image: SharingImage | None, host: str) -> str:
    """The picture as staff see it: of a drawn card the one of this draft, of our own from the host that they are on."""
    if image is None:
        return ""
    return draft_card_url(page) if image.drawn else _local(image.url, host)


def _local(url: str, host: str) -> str:
    parts = urlsplit(url)
    return parts._replace(scheme="", netloc="").geturl() if parts.netloc == host else url


class SharingPanel(LivePanel):
    """The live previews under the fields for search and sharing."""

    url_name = "sharing_preview"

    class BoundPanel(LivePanel.BoundPanel):
        """The panel for one page in one editor."""

        template_name = "pages/admin/sharing_panel.html"

        @property
        def media(self) -> forms.Media:
            """Add the styles of the previews."""
            return super().media + forms.Media(css={"all": ["pages/admin/sharing.css"]})

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the previews of the page as it is."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                context["preview"] = preview_of(self.instance)
            return context

"""The menu, the trail and the places that every page links to, read once per request from the page tree."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from core.known_pages import LINK_FIELDS, remember
from core.querysets import live_pages

APPOINTMENT_PAGE = "appointments.AppointmentPage"
LOCATION_PAGE = "locations.LocationPage"
SEARCH_PATH = "/search/"
# Header and footer name the first places of the tree, and lead to the list of all.
MOST_PLACES = 6


class MenuItem(NamedTuple):
    """One entry of the main menu."""

    title: str
    url: str
    active: bool


class Navigation:
    """What the header, trail and footer of a page link to: one query for pages, one for places.

    `page` is the page that is shown, if any; `linked` are the keys of further pages that its words link to, which are
    read along (see `core.known_pages`).
    """

    def __init__(self, request: HttpRequest, page: Page | None = None, linked: Iterable[int] = ()) -> None:
        self.request = request
        self.site = Site.find_for_request(request)
        self._linked = set(linked)
        # The paths of the page's ancestors are the beginnings of its own.
        step = Page.steplen
        self._ancestors = {page.path[:end] for end in range(step, len(page.path), step)} if page else set()

    @cached_property
    def _pages(self) -> list[Page]:
        """Menu, trail, the page to request an appointment, and what is linked to, in tree order."""
        if self.site is None:
            return []
        root = self.site.root_page
        wanted = (
            Q(path__startswith=root.path, depth=root.depth + 1, show_in_menus=True)
            | Q(path__startswith=root.path, path__in=self._ancestors)
            | Q(path__startswith=root.path, content_type=self._appointment_type)
            | Q(pk__in=self._linked)
        )
        pages = list(live_pages().filter(wanted).only(*LINK_FIELDS))
        remember(pages)
        return pages

    @cached_property
    def _appointment_type(self) -> ContentType:
        return ContentType.objects.get_for_model(apps.get_model(APPOINTMENT_PAGE))

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The pages right below the home page: live, public, with “Show in menus” on."""
        if self.site is None:
            return []
        root = self.site.root_page
        below = (p for p in self._pages if p.depth == root.depth + 1 and p.path.startswith(root.path))
        return [self._item(page) for page in below if page.show_in_menus]

    def _item(self, page: Page) -> MenuItem:
        url = page.get_url(self.request) or ""
        return MenuItem(page.title, url, bool(url) and self.request.path.startswith(url))

    @cached_property
    def ancestors(self) -> list[tuple[str, str]]:
        """Title and address of the live pages above the page that is shown, the home page first."""
        above = [page for page in self._pages if page.path in self._ancestors]
        return [(page.title, page.get_url(self.request) or "") for page in above]

    @cached_property
    def locations(self) -> list[Any]:
        """The first live locations, in the order of the tree."""
        if self.site is None:
            return []
        pages = apps.get_model(LOCATION_PAGE).objects.descendant_of(self.site.root_page)
        return list(pages.for_footer()[:MOST_PLACES])

    @property
    def locations_url(self) -> str:
        """Where all places are listed: the page that they stand below."""
        return urljoin(self.locations[0].get_url(self.request) or "/", "../") if self.locations else "/"

    @cached_property
    def appointment_url(self) -> str:
        """Where to request an appointment; the home page while no such page is live."""
        for page in self._pages:
            if page.content_type_id == self._appointment_type.pk:
                return page.get_url(self.request) or "/"
        return "/"

    @property
    def search_url(self) -> str:
        """Where the search form leads."""
        return SEARCH_PATH

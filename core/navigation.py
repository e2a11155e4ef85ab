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
from core.request_scope import once_per_generation

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
    children: "list[MenuItem]"


class Shell(NamedTuple):
    """What is the same on every page of a site."""

    menu: list[Page]
    appointment: Page | None
    locations: list[Any]


@once_per_generation
def read_shell(root_path: str, root_depth: int) -> Shell:
    """The menu, the page to request an appointment and the first places below a home page (two queries)."""
    appointment = ContentType.objects.get_for_model(apps.get_model(APPOINTMENT_PAGE))
    wanted = Q(depth=root_depth + 1, show_in_menus=True) | Q(content_type=appointment)
    pages = list(live_pages().filter(wanted, path__startswith=root_path).only(*LINK_FIELDS))
    places = apps.get_model(LOCATION_PAGE).objects.filter(path__startswith=root_path)
    return Shell(
        menu=[page for page in pages if page.show_in_menus and page.depth == root_depth + 1],
        appointment=next((page for page in pages if page.content_type_id == appointment.pk), None),
        locations=list(places.for_footer()[:MOST_PLACES]),
    )


class Navigation:
    """What the header, trail and footer of a page link to.

    `page` is the page that is shown, if any; `linked` are the keys of further pages that its words link to, which are
    read along with its trail, in one query (see `core.known_pages`).
    """

    def __init__(self, request: HttpRequest, page: Page | None = None, linked: Iterable[int] = ()) -> None:
        self.request = request
        self.site = Site.find_for_request(request)
        self._page = page
        self._linked = set(linked)

    @cached_property
    def _shell(self) -> Shell:
        if self.site is None:
            return Shell([], None, [])
        return read_shell(self.site.root_page.path, self.site.root_page.depth)

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The pages right below the home page: live, public, with “Show in menus” on."""
        return [self._item(page, self._places_below(page)) for page in self._shell.menu]

    def _item(self, page: Page, children: "list[MenuItem]") -> MenuItem:
        url = page.get_url(self.request) or ""
        return MenuItem(page.title, url, bool(url) and self.request.path.startswith(url), children)

    def _places_below(self, page: Page) -> list[MenuItem]:
        """The first places, below the page that lists them: what people open the menu for on a phone."""
        return [self._item(place, []) for place in self._shell.locations if place.path.startswith(page.path)]

    @cached_property
    def ancestors(self) -> list[tuple[str, str]]:
        """Title and address of the live pages above the page that is shown, the home page first."""
        if self.site is None or self._page is None:
            return []
        root, path = self.site.root_page, self._page.path
        # The paths of a page's ancestors are the beginnings of its own; the home page came with the site.
        above = {path[:end] for end in range(len(root.path) + Page.steplen, len(path), Page.steplen)}
        remember([root])
        linked = self._linked - {root.pk}
        found: list[Page] = []
        if above or linked:
            found = list(Page.objects.filter(Q(path__in=above) | Q(pk__in=linked)).only(*LINK_FIELDS))
            remember(found)
        trail = [root] if path.startswith(root.path) and path != root.path else []
        trail += [page for page in found if page.path in above and page.live]
        return [(page.title, page.get_url(self.request) or "") for page in trail]

    @property
    def locations(self) -> list[Any]:
        """The first live locations, in the order of the tree."""
        return self._shell.locations

    @property
    def locations_url(self) -> str:
        """Where all places are listed: the page that they stand below."""
        return urljoin(self.locations[0].get_url(self.request) or "/", "../") if self.locations else "/"

    @property
    def appointment_url(self) -> str:
        """Where to request an appointment; the home page while no such page is live."""
        page = self._shell.appointment
        return (page.get_url(self.request) if page else None) or "/"

    @property
    def search_url(self) -> str:
        """Where the search form leads."""
        return SEARCH_PATH

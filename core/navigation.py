"""The menu and the footer's places, read once per request from the page tree."""

from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.apps import apps
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page, Site

# Only what a menu needs is read; `url_path` and `locale` make the address.
MENU_FIELDS = ("title", "draft_title", "slug", "path", "depth", "numchild", "url_path", "content_type", "locale")
APPOINTMENT_PAGE = "appointments.AppointmentPage"
LOCATION_PAGE = "locations.LocationPage"
SEARCH_PATH = "/search/"


class MenuItem(NamedTuple):
    """One entry of the main menu."""

    title: str
    url: str
    active: bool


class Navigation:
    """What the header and footer of every page link to. Each part costs one query, and only when it is used."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.site = Site.find_for_request(request)

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The pages right below the home page: live, public, with “Show in menus” on."""
        if self.site is None:
            return []
        pages = Page.objects.child_of(self.site.root_page).live().public().in_menu().order_by("path").only(*MENU_FIELDS)
        return [self._item(page) for page in pages]

    def _item(self, page: Page) -> MenuItem:
        url = page.get_url(self.request) or ""
        return MenuItem(page.title, url, bool(url) and self.request.path.startswith(url))

    @cached_property
    def locations(self) -> list[Any]:
        """Every live location, in the order of the tree."""
        if self.site is None:
            return []
        pages = apps.get_model(LOCATION_PAGE).objects.descendant_of(self.site.root_page)
        return list(pages.for_footer())

    @property
    def locations_url(self) -> str:
        """Where all places are listed: the page that they stand below."""
        return urljoin(self.locations[0].get_url(self.request) or "/", "../") if self.locations else "/"

    @cached_property
    def appointment_url(self) -> str:
        """Where to request an appointment; the home page while no such page is live."""
        if self.site is None:
            return "/"
        pages = apps.get_model(APPOINTMENT_PAGE).objects.descendant_of(self.site.root_page)
        page = pages.live().public().first()
        return (page.get_url(self.request) if page else None) or "/"

    @property
    def search_url(self) -> str:
        """Where the search form leads."""
        return SEARCH_PATH

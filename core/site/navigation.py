"""The menu, the trail and the places that every page links to, read once per request from the page tree."""

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from core.site.languages import Alternate, alternates_among, is_open, language_of, live_root, root_of
from core.site.linked_pages import (
    LINK_FIELDS,
    SharedPages,
    follow_translations,
    known_keys,
    remember,
    shared_pages,
    translations_of,
)
from core.site.querysets import few, live_pages, private_branches
from core.web.languages import current, default, several
from core.web.request_scope import once_per_generation

APPOINTMENT_PAGE = "appointments.AppointmentPage"
LOCATION_PAGE = "locations.LocationPage"
LOCATION_INDEX = "locations.LocationIndexPage"
# How the address of the page on privacy begins, in every language: /privacy/, /es/privacidad/.
PRIVACY = "privac"
# Header and footer name the first places of the tree, and lead to the list of all.
MOST_PLACES = 6


class MenuItem(NamedTuple):
    """One entry of the main menu. `current`: the value of aria-current, "page" there, "true" below it, or empty."""

    title: str
    url: str
    current: str = ""
    # The first places, below the page that lists them: what people open the menu for on a phone.
    children: "tuple[MenuItem, ...]" = ()

    def seen_from(self, path: str) -> "MenuItem":
        """The entry as a page at this path shows it."""
        below = bool(self.url) and path.startswith(self.url)
        current = ("page" if path == self.url else "true") if below else ""
        return self._replace(current=current, children=tuple(child.seen_from(path) for child in self.children))


class Shell(NamedTuple):
    """What is the same on every page of a site in a language."""

    menu: list[MenuItem]
    # Where to request an appointment; empty while no such page is live.
    appointment_url: str
    locations: list[Any]
    # Where they are listed; while that page is not live, the first of them.
    locations_url: str
    # What happens with what patients write; empty while no page says so.
    privacy_url: str
    # The pages of the menu, and those that others are listed on, for links to them.
    pages: list[Page]


@once_per_generation
def read_shell(site: Site, root: Page) -> Shell:
    """The menu, the pages for appointments and on privacy, the first places below a home page (two queries).

    The menu of another language has only its own pages; what every visitor needs is taken from the default one.
    """
    appointment = ContentType.objects.get_for_model(apps.get_model(APPOINTMENT_PAGE))
    index = ContentType.objects.get_for_model(apps.get_model(LOCATION_INDEX))
    in_front = Q(show_in_menus=True) | Q(slug__startswith=PRIVACY)
    wanted = Q(in_front, depth=root.depth + 1) | Q(content_type__in=[appointment, index])
    pages = list(live_pages().filter(wanted, path__startswith=root.path).only(*LINK_FIELDS))
    places = apps.get_model(LOCATION_PAGE).objects.filter(path__startswith=root.path)
    request_page = next((page for page in pages if page.content_type_id == appointment.pk), None)
    privacy_page = next((page for page in pages if page.slug.startswith(PRIVACY)), None)
    locations = list(few(places.for_footer(), 0, MOST_PLACES))
    lists = [page for page in pages if page.content_type_id == index.pk]
    listed_on = [page for place in locations[:1] for page in [*lists, place] if place.path.startswith(page.path)]

    def item(page: Page, below: Iterable[Page] = ()) -> MenuItem:
        return MenuItem(page.title, page.get_url(current_site=site) or "", children=tuple(item(each) for each in below))

    return Shell(
        menu=[
            item(page, (place for place in locations if place.path.startswith(page.path)))
            for page in pages
            if page.show_in_menus and page.depth == root.depth + 1
        ],
        appointment_url=(request_page.get_url(current_site=site) if request_page else None) or "",
        locations=locations,
        locations_url=(listed_on[0].get_url(current_site=site) if listed_on else None) or "",
        privacy_url=(privacy_page.get_url(current_site=site) if privacy_page else None) or "",
        pages=pages,
    )


class Navigation:
    """What the header, trail and footer of a page link to.

    `page` is the page that is shown, if any; `linked` are the keys of further pages that its words link to, which are
    read along with its trail, in one query (see `core.site.linked_pages`).
    """

    def __init__(self, request: HttpRequest, page: Page | None = None, linked: Iterable[int] = ()) -> None:
        self.request = request
        self.site = Site.find_for_request(request)
        self._page = page
        self._linked = set(linked)
        self._found: list[Page] = []
        if page is not None:
            follow_translations(page)

    @cached_property
    def _shell(self) -> Shell:
        if self.site is None:
            return Shell([], "", [], "", "", [])
        root = live_root(self.site)
        shell = read_shell(self.site, root)
        if root.pk == self.site.root_page_id or (shell.appointment_url and shell.locations and shell.privacy_url):
            return shell
        # A language may begin with a few pages: what it has not of these is found in the default one.
        other = read_shell(self.site, self.site.root_page)
        return shell._replace(
            appointment_url=shell.appointment_url or other.appointment_url,
            locations=shell.locations or other.locations,
            locations_url=shell.locations_url or other.locations_url,
            privacy_url=shell.privacy_url or other.privacy_url,
        )

    @property
    def home_url(self) -> str:
        """The home page in the language of the request, if that is live."""
        if self.site is None or current() == default() or not is_open(self.site, current()):
            return "/"
        return f"/{current().code}/"

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The pages right below the home page: live, public, with “Show in menus” on."""
        return [item.seen_from(self.request.path) for item in self._shell.menu]

    @property
    def at_home(self) -> bool:
        """Whether the home page is shown."""
        return self.request.path == self.home_url

    @cached_property
    def ancestors(self) -> list[tuple[str, str]]:
        """Title and address of the live pages above the page that is shown, the home page first."""
        if self.site is None or self._page is None:
            return []
        root, path = root_of(self.site, language_of(self._page)) or self.site.root_page, self._page.path
        # The paths of a page's ancestors are the beginnings of its own; the home page came with the site.
        above = {path[:end] for end in range(len(root.path) + Page.steplen, len(path), Page.steplen)}
        # The pages of the menu are known; where there are translations, which of them a link leads to is not.
        shared = shared_pages()
        known = [] if several() else [*self._shell.pages, *self._kept_in(shared, above), self._page]
        remember([root, *known])
        above_known = [page for page in known if page.path in above]
        missing = above - {page.path for page in above_known}
        # Of pages that are deleted, nothing is kept but that they are not there.
        linked = self._linked - ({root.pk} if several() else known_keys() | shared.by_key.keys())
        found: list[Page] = []
        wanted = Q(path__in=missing) | Q(pk__in=linked)
        if several():
            wanted |= translations_of(linked) | Q(translation_key=self._page.translation_key)
        if missing or linked or several():
            found = list(Page.objects.filter(wanted).only(*LINK_FIELDS))
            remember(found)
            shared.keep(found, linked)
            self._found = found
        trail = [root] if path.startswith(root.path) and path != root.path else []
        higher = {page.path: page for page in [*above_known, *found] if page.path in above and page.live}
        trail += [higher[path] for path in sorted(higher)]
        return [(page.title, page.get_url(self.request) or "") for page in trail]

    def _kept_in(self, shared: SharedPages, above: set[str]) -> list[Page]:
        """What is known already of the pages above and of those that are linked to."""
        by_path, by_key = shared.by_path, shared.by_key  # another request may begin new ones in their place
        higher = [by_path[path] for path in above if path in by_path]
        return [*higher, *(page for key in self._linked if (page := by_key.get(key)))]

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The page that is shown in each language that it is live in; none where that is one only. No query."""
        if not several() or self.site is None or self._page is None or not self._page.live:
            return []
        self.ancestors  # noqa: B018 - reads the translations along
        same = [page for page in self._found if page.translation_key == self._page.translation_key]
        private = private_branches()
        return alternates_among(self.site, self._page, [page for page in same if not page.path.startswith(private)])

    @property
    def others(self) -> list[Alternate]:
        """Where the same page is in the other languages: for the language switch."""
        return [each for each in self.alternates if each.language != current()]

    @cached_property
    def as_shown(self) -> tuple[Hashable, ...]:
        """What of the page that is shown header and footer tell: what they look like hangs on no more of it."""
        return self.at_home, tuple(self.menu), tuple(self.others)

    @property
    def locations(self) -> list[Any]:
        """The first live locations, in the order of the tree."""
        return self._shell.locations

    @property
    def locations_url(self) -> str:
        """Where the places are listed; the first place while that is not live; home without any."""
        return self._shell.locations_url or self.home_url

    @property
    def appointment_url(self) -> str:
        """Where to request an appointment: the page for it, or the form alone while no such page is live."""
        return self._shell.appointment_url or reverse("appointments:request")

    @property
    def privacy_url(self) -> str:
        """The page that says what happens with what patients write; empty while there is none."""
        return self._shell.privacy_url

    @property
    def search_url(self) -> str:
        """Where the search form leads."""
        return reverse("search")

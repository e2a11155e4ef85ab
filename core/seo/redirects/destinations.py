"""Where a redirect ends, and what stands at an address: asked when one is saved, used, reported and checked."""

from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import get_dummy_request
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from core.pictures.media import picture_exists
from core.seo.redirects.addresses import normal_address
from core.site.languages import root_of
from core.web.languages import default, language_of_path
from core.web.request_scope import once_per_generation

# A chain longer than this is somebody's import gone wrong.
LONGEST_CHAIN = 10
# Nothing there can be redirected: the admin asks for a login first, static files are served before anything else.
_OWN_PREFIXES = (f"/{settings.ADMIN_PATH}/", f"/{settings.STATIC_URL.strip('/')}/")


class Ending(Enum):
    """How following a redirect ends."""

    ARRIVES = auto()
    LOOPS = auto()
    TOO_LONG = auto()
    NOTHING_THERE = auto()


class Route(NamedTuple):
    """Where a redirect leads in the end, over all others on the way, and whether all of them are for good."""

    ending: Ending
    location: str
    is_permanent: bool


def redirect_for(site: Site | None, addresses: list[str], but: int | None = None) -> Redirect | None:
    """The redirect of the first of these addresses that has one, other than `but`; the site's own before all sites'."""
    rows = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=addresses).exclude(pk=but)
    found = {
        row.old_path: row for row in rows.select_related("redirect_page").order_by(F("site").asc(nulls_first=True))
    }
    return next((found[address] for address in addresses if address in found), None)


@once_per_generation
def addresses_with_query() -> frozenset[str]:
    """The old addresses that are told apart by their query, such as /?p=123; few sites have any."""
    return frozenset(Redirect.objects.filter(old_path__contains="?").values_list("old_path", flat=True))


def is_own(path: str) -> bool:
    """Whether a path is one of the admin's, or a static file's."""
    return f"{path.partition('?')[0].rstrip('/')}/".startswith(_OWN_PREFIXES)


def local_target(link: str, site: Site | None, host: str = "") -> tuple[Site | None, str] | None:
    """The site and the path (with its query) that a link leads to; None for another website.

    `host` is the one of the request, under which its site is known too.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    if not parts.netloc or parts.netloc == host:
        return site, path
    of_host = next((each for each in Site.objects.all() if urlsplit(each.root_url).netloc == parts.netloc), None)
    return (of_host, path) if of_host else None


def page_at(site: Site, path: str) -> Page | None:
    """The live page that answers a decoded path."""
    language = language_of_path(path)
    root = root_of(site, language) or site.root_page
    parts = [part for part in path.split("/") if part]
    try:
        found = root.specific.route(get_dummy_request(site=site), parts if language == default() else parts[1:])
    except Http404:
        return None
    page: Page = found.page
    return page


def what_answers(site: Site | None, path: str) -> Page | str | None:
    """What stands at a path: the live page, the path itself for the site's own addresses and files, or nothing."""
    path = unquote(path.partition("?")[0])
    if is_own(path):
        return path
    with translation.override(language_of_path(path).code):
        for way in dict.fromkeys((path, f"{path.rstrip('/')}/")):
            try:
                return _behind(site, way, resolve(way))
            except Resolver404:
                continue
    return None


def _behind(site: Site | None, path: str, match: ResolverMatch) -> Page | str | None:
    """What a view has to show at a path."""
    if match.url_name in {"wagtail_serve", "seo_markdown"}:
        return page_at(site, path.removesuffix("index.md")) if site else None
    if match.url_name == "wagtaildocs_serve":
        document = get_document_model().objects.filter(pk=match.args[0]).first()
        return path if document is not None and document.filename == match.args[1] else None
    if match.url_name == "serve_media":
        return path if picture_exists(match.kwargs["path"]) else None
    return path


def follow(redirect: Redirect, site: Site | None, host: str = "") -> Route:
    """Follow a redirect to its end, over other redirects, without asking anybody else's website."""
    start, seen, permanent = redirect.pk, {redirect.old_path}, True
    for _step in range(LONGEST_CHAIN):
        link = redirect.link or ""
        permanent = permanent and redirect.is_permanent
        target = local_target(link, site, host) if link else None
        if target is None:
            return Route(Ending.ARRIVES if link else Ending.NOTHING_THERE, link, permanent)
        site, path = target
        whole, bare = normal_address(path), normal_address(path.partition("?")[0])
        if whole in seen:
            return Route(Ending.LOOPS, link, permanent)
        # A query of its own is redirected before anything is served, a bare address only where nothing is.
        following = redirect_for(site, [whole], but=start) if whole != bare else None
        if following is None:
            if what_answers(site, path) is not None:
                return Route(Ending.ARRIVES, link, permanent)
            if bare in seen:
                return Route(Ending.LOOPS, link, permanent)
            following = redirect_for(site, [bare], but=start)
        if following is None:
            return Route(Ending.NOTHING_THERE, link, permanent)
        seen |= {whole, following.old_path}
        redirect = following
    return Route(Ending.TOO_LONG, redirect.link or "", permanent)

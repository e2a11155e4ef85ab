"""The pages of the site in its languages (`core.web.languages`). With one language nothing here reads the database."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from core.site.querysets import few
from core.web.languages import KNOWN, Language, current, default, language_of_path, offered, several
from core.web.request_scope import once_per_generation


class LanguageMiddleware:
    """Answers each request in the language of its path, and leaves the language as it was before.

    Django's own would add `Vary: Accept-Language` to every page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the path."""
        language = language_of_path(request.path_info)
        request.LANGUAGE_CODE = language.code
        with translation.override(language.code):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Find the page from the home page of the language: Wagtail would ask for locale and home page each time."""
        match = request.resolver_match
        if not several() or match is None or match.url_name != "wagtail_serve":
            return
        site = Site.find_for_request(request)
        if site is not None:
            # Where Wagtail keeps what it has found, and looks first (Page.route_for_request).
            found = _route(site, request, kwargs.get("path", args[0] if args else ""))
            request._wagtail_route_for_request = found  # type: ignore[attr-defined]


def _route(site: Site, request: HttpRequest, path: str) -> Any:
    try:
        return live_root(site).specific.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None


# -- Pages -------------------------------------------------------------------------------------------------------------


@once_per_generation
def locale_ids() -> dict[str, int]:
    """Key of Wagtail's locale by language code."""
    return dict(Locale.objects.values_list("language_code", "pk"))


def locale_id(language: Language) -> int:
    """The key of a language's locale; 0, which no page has, before there is one."""
    return locale_ids().get(language.code, 0)


def language_of(page: Page) -> Language:
    """The language that a page is written in."""
    if not several():
        return default()
    codes = {key: code for code, key in locale_ids().items()}
    return KNOWN.get(codes.get(page.locale_id, ""), default())


@once_per_generation
def _translated_root(translation_key: Any, key: int) -> Page | None:
    return Page.objects.filter(translation_key=translation_key, locale_id=key).first()


def root_of(site: Site, language: Language) -> Page | None:
    """The home page of a site in a language, live or not; None where there is none yet."""
    root: Page = site.root_page
    if not several() or language == default():
        return root
    return _translated_root(root.translation_key, locale_id(language))


def is_open(site: Site, language: Language) -> bool:
    """Whether visitors reach the pages of a language: its home page is live."""
    root = root_of(site, language)
    return root is not None and root.live


def live_root(site: Site) -> Page:
    """The home page in the language of the request, or the default one while that is not live."""
    root = root_of(site, current())
    return root if root is not None and root.live else site.root_page


def pages_of(site: Site) -> PageQuerySet:
    """The live, public pages of a site, in every language whose home page is live."""
    wanted = Q()
    for root in [site.root_page, *(root_of(site, each) for each in offered()[1:] if is_open(site, each))]:
        wanted |= Q(path__startswith=root.path)
    return Page.objects.filter(wanted).live().public()


def in_language(pages: QuerySet, most: int | None = None) -> list[Any]:
    """The pages of a list that spans the whole site, in the language of the request, at most so many.

    Where the language has none of them yet, those of the default language: a place, or a study, is better found in
    English than not at all. `pages` is not sliced.
    """
    if not several():
        return list(few(pages, 0, most))
    if most is None:
        both = list(pages.filter(locale_id__in=(locale_id(current()), locale_id(default()))))
        own = [page for page in both if page.locale_id == locale_id(current())]
        return own or both
    found = list(few(pages.filter(locale_id=locale_id(current())), 0, most))
    return found or list(few(pages.filter(locale_id=locale_id(default())), 0, most))


class Alternate(NamedTuple):
    """The same page in a language, itself included."""

    language: Language
    url: str

    @property
    def path(self) -> str:
        """The address without the host, for a link on the site itself."""
        return urlsplit(self.url).path


def alternates_among(site: Site, page: Page, translations: list[Page]) -> list[Alternate]:
    """The live versions of a page, the default language first; none for a page in one language only."""
    versions = {language_of(each).code: each for each in [*translations, page] if each.live}
    found = [
        Alternate(language, url)
        for language in offered()
        if language.code in versions and is_open(site, language) and (url := versions[language.code].get_full_url())
    ]
    return found if len(found) > 1 else []

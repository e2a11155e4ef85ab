"""Settings of the site as public pages read them: once until they change, without a query per page.

The objects are shared by all requests. Views that edit settings read their own, through Wagtail.
"""

from typing import NamedTuple

from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname
from wagtailseo.models import SeoSettings

from core.site.linked_pages import linked_ids
from core.site.models import ClinicSettings, ClinicSettingsTranslation
from core.web.request_scope import once_per_generation


class PublicSite(NamedTuple):
    """A site and its settings."""

    site: Site
    clinic: ClinicSettings
    seo: SeoSettings
    # The keys of the pages that the settings' texts link to.
    linked: frozenset[int]


@once_per_generation
def public_site(site_id: int) -> PublicSite:
    """A site, its clinic's settings in the language of the request, and its settings for search engines."""
    site = Site.objects.select_related("root_page").get(pk=site_id)
    clinic = ClinicSettingsTranslation.spoken(ClinicSettings.for_site(site), site)
    return PublicSite(site, clinic, SeoSettings.for_site(site), frozenset(linked_ids(clinic)))


@once_per_generation
def _site_at(host: str, port: str) -> Site | None:
    """The site at an address, as Wagtail finds it."""
    return get_site_for_hostname(host, port)


def find_cached_site(request: HttpRequest) -> Site | None:
    """Find the request's site without a query where an earlier request asked; Wagtail's own look-ups use it too.

    The site and its root page are shared: they tell where things are, and are never served themselves.
    """
    if not hasattr(request, "_wagtail_site"):
        # Not get_host(): as in Wagtail, it is CommonMiddleware that refuses unknown hosts.
        host = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
        request._wagtail_site = _site_at(host, request.get_port())  # type: ignore[attr-defined]
    return Site.find_for_request(request)


def public_settings(request: HttpRequest) -> ClinicSettings | None:
    """The clinic's settings for this request; None outside every site. Wagtail's own lookups find them from here on."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    found = public_site(site.pk)
    setattr(request, ClinicSettings.get_cache_attr_name(), found.clinic)
    setattr(request, SeoSettings.get_cache_attr_name(), found.seo)
    return found.clinic

"""Settings of the site as public pages read them: once until they change, without a query per page.

The objects are shared by all requests. Views that edit settings read their own, through Wagtail.
"""

from typing import NamedTuple

from django.http import HttpRequest
from wagtail.models import Site
from wagtailseo.models import SeoSettings

from core.request_scope import once_per_generation

from .models.settings import ClinicSettings
from .models.words import ClinicWords


class PublicSite(NamedTuple):
    """A site and its settings."""

    site: Site
    clinic: ClinicSettings
    seo: SeoSettings


@once_per_generation
def public_site(site_id: int) -> PublicSite:
    """A site, its clinic's settings in the language of the request, and its settings for search engines."""
    site = Site.objects.select_related("root_page").get(pk=site_id)
    return PublicSite(site, ClinicWords.spoken(ClinicSettings.for_site(site), site), SeoSettings.for_site(site))


def public_settings(request: HttpRequest) -> ClinicSettings | None:
    """The clinic's settings for this request; None outside every site. Wagtail's own lookups find them from here on."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    found = public_site(site.pk)
    setattr(request, ClinicSettings.get_cache_attr_name(), found.clinic)
    setattr(request, SeoSettings.get_cache_attr_name(), found.seo)
    return found.clinic

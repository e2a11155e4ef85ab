"""The description that lets browsers search the site from their address bar (OpenSearch 1.1)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from core.seo.icons import DAY, clinic_of
from core.web.characters import xml_escape


def description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description document of the site's search."""
    clinic = clinic_of(request)
    root = clinic.site.root_url
    search_url = f"{root}{reverse('search')}"
    icon_path = reverse("seo_icon", args=["favicon.ico"])
    # ShortName may have 16 characters, LongName 48, Description 1024.
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{xml_escape(clinic.display_name[:16].strip())}</ShortName>\n"
        f"<LongName>{xml_escape(clinic.display_name[:48].strip())}</LongName>\n"
        f"<Description>{xml_escape(f'Search {clinic.display_name}')}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image width="48" height="48" type="image/x-icon">{xml_escape(root + icon_path)}</Image>\n'
        f'<Url type="text/html" template="{xml_escape(search_url)}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
    response = HttpResponse(body, content_type="application/opensearchdescription+xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=DAY)
    return response

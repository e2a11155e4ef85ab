"""robots.txt, and the X-Robots-Tag header of a site that is not launched yet."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from wagtail.models import Site

from core.seo.icons import clinic_of
from core.site.models import ClinicSettings
from core.web.middleware.security_headers import in_admin

# Crawlers that collect text to train models, by the names their makers publish (Google-Extended and Applebot-Extended
# are names for robots.txt only). The same makers' search and user agents (OAI-SearchBot, ChatGPT-User,
# Claude-SearchBot, Claude-User, PerplexityBot) are not here: they bring readers.
TRAINING_CRAWLERS = (
    "GPTBot",
    "ClaudeBot",
    "anthropic-ai",
    "Google-Extended",
    "Applebot-Extended",
    "CCBot",
    "Bytespider",
    "meta-externalagent",
    "Amazonbot",
    "cohere-training-data-crawler",
)
HOUR = 60 * 60
HIDDEN = "noindex, nofollow"


def robots_txt(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309): everybody may read, training crawlers as the clinic chose, and where the sitemap is.

    Pages that are not to be listed are not blocked here: a crawler has to read a page to see its noindex.
    """
    clinic = clinic_of(request)
    lines = ["User-agent: *", "Allow: /"]
    if not clinic.allow_training_crawlers:
        lines += ["", "# Collecting text to train AI models is not allowed."]
        lines += [f"User-agent: {name}" for name in TRAINING_CRAWLERS]
        lines += ["Disallow: /"]
    if clinic.launched:
        lines += ["", f"Sitemap: {clinic.site.root_url}{reverse('seo_sitemap')}"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


class UnlaunchedSiteMiddleware:
    """Asks search engines to list nothing of a site that is not launched, files and feeds alike, nor of any admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Robots-Tag" not in response.headers and self._is_hidden(request):
            response.headers["X-Robots-Tag"] = HIDDEN
        return response

    def _is_hidden(self, request: HttpRequest) -> bool:
        """Whether nothing may be listed here; a database that is down hides nothing and breaks nothing."""
        if in_admin(request):
            return True  # launched or not, and without asking the database
        match = request.resolver_match
        if match is not None and (match.view_name or "").startswith("health_"):
            return False  # asked every few seconds, by nobody who lists pages
        try:
            site = Site.find_for_request(request)
            return site is not None and not ClinicSettings.for_request(request).launched
        except DatabaseError:
            return False

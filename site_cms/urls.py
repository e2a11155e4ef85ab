"""Root URLs: health, the admin, documents, pictures, what crawlers ask for, then every page of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.accounts.public_urls import document_urlpatterns
from core.accounts.public_urls import page_urlpatterns as private_page_urlpatterns
from core.operations.health import views as health
from core.pictures.media import serve_document, serve_media
from core.seo.urls import page_urlpatterns
from core.web.languages import several

fixed: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path(f"{settings.ADMIN_PATH}/", include("core.accounts.urls")),
    path(f"{settings.ADMIN_PATH}/", include(wagtailadmin_urls)),
    path("documents/", include(document_urlpatterns)),
    re_path(r"^documents/(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_media, name="serve_media"),
    path("", include("core.editorial.preview_links.public")),
    path("", include("core.analytics.urls")),
    path("", include("core.seo.urls")),
]
# What visitors read: /es/... in Spanish, without a prefix in the default language.
reading: list[URLPattern | URLResolver] = [
    path("appointments/", include("appointments.urls")),
    path("search/", include("search.urls")),
    path("", include(page_urlpatterns)),
    path("", include(private_page_urlpatterns)),
    path("", include(wagtail_urls)),
]
urlpatterns = [*fixed, *(i18n_patterns(*reading, prefix_default_language=False) if several() else reading)]

handler400 = "site_cms.views.bad_request"
handler403 = "site_cms.views.forbidden"
handler404 = "site_cms.views.page_not_found"
handler500 = "site_cms.views.server_error"

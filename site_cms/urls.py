"""Root URLs: health, the admin, documents, pictures, what crawlers ask for, then every page of the site."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.health import views as health
from core.media import serve_media

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path(f"{settings.ADMIN_PATH}/", include("core.accounts.urls")),
    path(f"{settings.ADMIN_PATH}/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_media, name="serve_media"),
    path("appointments/", include("appointments.urls")),
    path("search/", include("search.urls")),
    path("", include("core.seo.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "site_cms.views.bad_request"
handler403 = "site_cms.views.forbidden"
handler404 = "site_cms.views.page_not_found"
handler500 = "site_cms.views.server_error"

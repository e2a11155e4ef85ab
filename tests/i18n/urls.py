"""The site's addresses with a second language: those of a site that offers one are made when it starts."""

from django.conf.urls.i18n import i18n_patterns

from site_cms.urls import fixed, handler400, handler403, handler404, handler500, reading

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*fixed, *i18n_patterns(*reading, prefix_default_language=False)]

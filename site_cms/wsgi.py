"""WSGI entry point, used by gunicorn: a net around all, forwarded headers judged, then the page cache, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_cms.settings.production")

site = get_wsgi_application()

from django.conf import settings  # noqa: E402 - settings are read once the line above has named them

from core.analytics.counter import counter  # noqa: E402
from core.operations.deployment.sqlite_file import keep_open  # noqa: E402
from core.web.middleware.proxies import TrustedProxies  # noqa: E402
from core.web.page_cache.wsgi import wrap  # noqa: E402
from site_cms.guard import OutermostGuard  # noqa: E402

keep_open()
counter.keep_writing()
application = OutermostGuard(TrustedProxies(wrap(site), settings.TRUSTED_PROXIES))

"""What Wagtail's scripts say, in the words for staff of core/editorial/locale (djangojs.po).

Wagtail hands its scripts the translations of wagtail.admin alone. The page of the login loads them too, and what hooks
add to the admin asks for a login: so the view behind Wagtail's own address is replaced.
"""

from django.views.i18n import JavaScriptCatalog
from wagtail.admin.views import i18n

# Of two apps, what the one that stands first in INSTALLED_APPS says holds.
i18n.js_catalog = JavaScriptCatalog.as_view(packages=["wagtail.admin", "core.editorial"])

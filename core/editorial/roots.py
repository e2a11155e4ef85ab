"""Names for the two roots that Wagtail's migrations make: what all pages, and all files, stand below.

Both are called “Root” there, and staff read that name in trails, lists and choosers. Another name is left as it is.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page

WAGTAILS_NAME = "Root"


def name_roots() -> None:
    """Name the roots in the site's first language."""
    with translation.override(settings.LANGUAGE_CODE):
        pages, files = _("All pages"), _("All files")
    Page.objects.filter(depth=1, title=WAGTAILS_NAME).update(title=pages, draft_title=pages)
    Collection.objects.filter(depth=1, name=WAGTAILS_NAME).update(name=files)


def name_roots_after_migrate(sender: Any, **kwargs: Any) -> None:
    """Receiver of `post_migrate`. Skips a partial migration."""
    if not any(backwards for _migration, backwards in kwargs.get("plan") or ()):
        name_roots()

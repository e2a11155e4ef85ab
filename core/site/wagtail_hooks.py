"""What the site's settings and links add to the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from core.site.link_handler import CachedPageLinkHandler
from core.site.translation_admin import ClinicSettingsTranslationViewSet
from core.web.languages import several

if several():
    register_snippet(ClinicSettingsTranslationViewSet)


# After Wagtail's own, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def links_from_memory(features: FeatureRegistry) -> None:
    """Answer the links in texts from what the page has read already."""
    features.register_link_type(CachedPageLinkHandler)


@hooks.register("register_permissions")
def launch_permission() -> QuerySet[Permission]:
    """Let the right to launch the site be given to groups."""
    return Permission.objects.filter(content_type__app_label="site", codename="launch_site")

"""What the site's settings and links add to the Wagtail admin."""

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

"""“Cite” among the buttons of the text editor: it lists the sources of the page and links to the chosen one."""

from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import ControlFeature
from wagtail.rich_text.feature_registry import FeatureRegistry


@hooks.register("register_rich_text_features")
def cite_button(features: FeatureRegistry) -> None:
    """The button (editorial/admin/cite.js). Texts that may hold links have it, on pages that list sources."""
    features.register_editor_plugin(
        "draftail", "cite", ControlFeature({"type": "cite"}, js=["editorial/admin/cite.js"])
    )


@hooks.register("insert_editor_js")
def words_of_the_cite_button() -> SafeString:
    """What its dialog says."""
    words = {
        "heading": gettext("Cite a source of this page"),
        "none": gettext("This page lists no sources yet. Add them on the tab “Sources and review”."),
        "close": gettext("Close"),
    }
    return json_script(words, "clinic-cite-words")

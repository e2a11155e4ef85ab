"""The admin's screens for the clinic's words in other languages: there only where the site has several."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from core.site.models import ClinicSettingsTranslation


class ClinicSettingsTranslationViewSet(SnippetViewSet):
    """The sentences of the clinic's settings in one more language."""

    model = ClinicSettingsTranslation
    icon = "globe"
    add_to_settings_menu = True
    menu_label = _("Clinic in other languages")
    list_display = ["__str__", "site"]

"""Sources and careful words in the menu, under names of their own. Wagtail would keep both under “Snippets”."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.editorial.models.claims import ClaimWord
from core.editorial.models.references import Reference


class ReferenceViewSet(SnippetViewSet):
    """The sources that pages cite."""

    model = Reference
    icon = "openquote"
    menu_label = _("Sources that pages cite")
    list_display = ["key", "title", "source", "year"]
    list_per_page = 100


class ClaimWordViewSet(SnippetViewSet):
    """The words that the checks point at."""

    model = ClaimWord
    icon = "warning"
    menu_label = _("Words to be careful with")
    list_display = ["phrase", "reason", "suggestion", "active"]
    list_per_page = 100


class SourcesGroup(SnippetViewSetGroup):
    """Both in the menu, below the pages and pictures that they serve."""

    items = (ReferenceViewSet, ClaimWordViewSet)
    menu_label = _("Sources")
    menu_icon = "openquote"
    menu_order = 340


register_snippet(SourcesGroup)

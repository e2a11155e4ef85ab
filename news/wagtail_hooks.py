"""What the news adds to the Wagtail admin: the topics that articles are filtered by."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import Topic


class TopicViewSet(SnippetViewSet):
    """The topics, among the settings: a list that changes once a year."""

    model = Topic
    icon = "tag"
    menu_label = _("News topics")
    add_to_settings_menu = True


register_snippet(TopicViewSet)

"""App configuration of the move from WordPress."""

from django.utils.translation import gettext_lazy as _

from core.web import app_config


class WordPressConfig(app_config.RegisteringAppConfig):
    """Moving in from WordPress."""

    name = "home.wordpress"
    label = "wordpress"
    verbose_name = _("Moving in from WordPress")

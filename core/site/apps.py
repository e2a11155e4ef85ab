"""App configuration of `core.site`."""

from core.web import app_config


class SiteConfig(app_config.RegisteringAppConfig):
    """Settings, languages, navigation: what all pages of a site share."""

    name = "core.site"
    label = "site"

"""App configuration of `core.seo`."""

from core.web import app_config


class SeoConfig(app_config.RegisteringAppConfig):
    """Being found."""

    name = "core.seo"
    label = "seo"

"""App configuration of `core.analytics`."""

from core.web import app_config


class AnalyticsConfig(app_config.RegisteringAppConfig):
    """Visits without visitors."""

    name = "core.analytics"
    label = "analytics"

"""App configuration of `core.web`."""

from core.web import app_config


class WebConfig(app_config.RegisteringAppConfig):
    """Plain Django below the pages: page cache, proxies, guard, headers, log, limits, error pages."""

    name = "core.web"
    label = "web"

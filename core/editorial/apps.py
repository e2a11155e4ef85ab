"""App configuration of `core.editorial`."""

from core.web import app_config


class EditorialConfig(app_config.RegisteringAppConfig):
    """Review, claims, findings, reports, previews: what staff need to stand behind their pages."""

    name = "core.editorial"
    label = "editorial"

"""App configuration of `core.pictures`."""

from core.web import app_config


class PicturesConfig(app_config.RegisteringAppConfig):
    """The image model, its resized copies, and what leaves of a file."""

    name = "core.pictures"
    label = "pictures"

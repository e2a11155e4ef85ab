"""Development: DEBUG, reload, plain static files, mail on the terminal. Secrets are made by `make dev`."""

from .base import *

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", default="for development only, never deployed")
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING = logging_settings("debug", "INFO")
# An edited template shows at once.
PAGE_CACHE["ENABLED"] = False

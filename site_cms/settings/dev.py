"""Development: DEBUG, reload, no secrets needed."""

from .base import *

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", default="for development only, never deployed")
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
APPOINTMENTS_KEYS = APPOINTMENTS_KEYS or ["dev:Zm9yIGRldmVsb3BtZW50IG9ubHkuLi4uLi4uLi4uLi4="]
APPOINTMENTS_INDEX_KEY = APPOINTMENTS_INDEX_KEY or "Zm9yIGRldmVsb3BtZW50IG9ubHkuLi4uLi4uLi4uLi4="

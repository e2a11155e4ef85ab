"""Tests: fast hashing, plain static storage, temporary media, mail kept in memory."""

import tempfile

from .base import *

SECRET_KEY = "for tests only"
ALLOWED_HOSTS = ["*"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://localhost:8000"
HTTPS = SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
ADMIN_PATH = "admin"
DATABASES["default"] = database(env.str("TEST_DATABASE_URL", default="sqlite://:memory:"), pool_size=0)
# A machine that runs the whole suite is slow at times; the limits themselves are tested on servers of their own.
DATABASES["default"].get("OPTIONS", {}).pop("options", None)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATA_DIR = Path(tempfile.mkdtemp(prefix="clinic-test-"))
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
# Static files straight from their sources, as nothing is collected for tests.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
APPOINTMENTS_KEYS = ["test:Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4="]
APPOINTMENTS_INDEX_KEY = "Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4="
BACKUP_KEY = "Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4="
BACKUP_DIR = DATA_DIR / "backups"
BACKUP_EVERY_HOURS = 0
PAGE_CACHE["DIRECTORY"] = Path(tempfile.mkdtemp(prefix="clinic-test-page-cache-"))

# No request leaves a test.
INDEXNOW_ENDPOINT = ""

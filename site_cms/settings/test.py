"""Tests: fast hashing, plain static storage, temporary media, mail kept in memory."""

import tempfile

from .base import *

SECRET_KEY = "for tests only"
ALLOWED_HOSTS = ["*"]
DATABASES["default"] = env.db_url("TEST_DATABASE_URL", default="sqlite://:memory:")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="clinic-test-media-"))
APPOINTMENTS_KEYS = ["test:Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4="]
APPOINTMENTS_INDEX_KEY = "Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4="

"""Settings of the site that the page cache's tests start: everything in one folder, told by the environment."""

import os
from pathlib import Path

from site_cms.settings.databases import database
from site_cms.settings.test import *  # noqa: F403
from site_cms.settings.test import CACHES, PAGE_CACHE

FOLDER = Path(os.environ["PAGE_CACHE_TEST_FOLDER"])
# Every process must have the same settings: pages are shared only among equals.
DATA_DIR = FOLDER
STATIC_ROOT = FOLDER / "static"
DATABASES = {"default": database(f"sqlite:///{FOLDER / 'db.sqlite3'}", pool_size=2)}
ALLOWED_HOSTS = ["clinic.example", "localhost", "127.0.0.1"]
MEDIA_ROOT = FOLDER / "media"
BACKUP_DIR = FOLDER / "backups"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
REDIS_URL = os.environ.get("PAGE_CACHE_TEST_REDIS", "")
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": FOLDER.name,
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
PAGE_CACHE = {
    **PAGE_CACHE,
    "ENABLED": True,
    "DIRECTORY": FOLDER / "page-cache",
    "CACHE_ALIAS": "default" if REDIS_URL else None,
}

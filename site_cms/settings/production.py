"""Production, also used by `make run`: refuses to start without its secrets."""

from .base import *

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
APPOINTMENTS_KEYS = env.list("APPOINTMENTS_KEYS")
APPOINTMENTS_INDEX_KEY = env.str("APPOINTMENTS_INDEX_KEY")

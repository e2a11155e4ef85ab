"""Settings shared by every environment. Secure by default; what differs is read from the environment.

Every variable is listed in docs/deployment.md.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from core.operations.logging import logging_settings
from site_cms.settings.databases import database
from site_cms.settings.languages import LANGUAGES, TRANSLATION_APPS, languages_offered
from site_cms.settings.policies import admin_policy, page_policy
from site_cms.settings.storages import media_url, s3_storage

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Everything the running site writes lives below one folder, so that one volume holds the whole site.
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var")
# The secrets that `make run` and the container make at their first start. The environment goes before the file.
if (DATA_DIR / "secrets.env").is_file():
    env.read_env(DATA_DIR / "secrets.env", overwrite=False)

DEBUG = False
# The address that visitors type. Whether it begins with https decides about redirects and cookies.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
# Whether somebody has said so: `make run` and a container that are told nothing only assume an address.
SITE_URL_GIVEN = bool(env.str("SITE_URL", default="")) and not env.bool("SITE_URL_ASSUMED", default=False)
ALLOWED_HOSTS = [host for host in env.list("ALLOWED_HOSTS", default=[]) if host] or list(
    dict.fromkeys([urlsplit(SITE_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"])
)
# Whether visitors come by a port that the site cannot know; otherwise other ports lead to its address.
ANY_PORT = "*" in ALLOWED_HOSTS or env.bool("ANY_PORT", default=False)
ADMIN_PATH = env.str("ADMIN_PATH", default="admin").strip("/")
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
ROOT_URLCONF = "site_cms.urls"
WSGI_APPLICATION = "site_cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "home",
    "home.wordpress",
    "therapy",
    "news",
    "locations",
    "appointments",
    "search",
    "core.analytics",
    "core.editorial",
    "core.accounts",
    "core.notices",
    "core.pages",
    "core.seo",
    "core.site",
    "core.pictures",
    "core.design",
    "core.operations",
    "core.web",
    "django_otp",
    "axes",
    "wagtailseo",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "core.accounts.apps.ClinicUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "core.web.page_cache.marking.PageCacheMarkingMiddleware",
    "core.web.request_scope.RequestScopeMiddleware",
    "core.site.languages.LanguageMiddleware",
    "core.web.middleware.request_log.RequestLogMiddleware",
    "core.web.middleware.security_headers.SecurityHeadersMiddleware",
    "core.web.middleware.request_guard.RequestGuardMiddleware",
    "core.web.middleware.own_port.OwnPortMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.seo.robots.UnlaunchedSiteMiddleware",
    "core.design.inline_css.InlineCssMiddleware",
    "core.site.middleware.CachedSiteMiddleware",
    "core.editorial.page_editor.kept_files.KeptAdminFilesMiddleware",
    "core.web.middleware.methods.MethodsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "core.accounts.middleware.SignInRulesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.seo.redirects.SafeRedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site_cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.site.context_processors.clinic",
                "core.analytics.context_processors.visit_beacon",
            ],
        },
    },
]

# -- Database ---------------------------------------------------------------------------------------------------------
# Embedded SQLite unless DATABASE_URL names another.
DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'db.sqlite3'}",
        pool_size=env.int("DATABASE_POOL_SIZE", default=8),
    )
}

# -- Cache ------------------------------------------------------------------------------------------------------------
# One machine needs no cache server: processes share what they must through files below DATA_DIR. With more machines,
# REDIS_URL names the shared one; short time-outs, since a cache must never be what a visitor waits for. Nothing that
# must not be lost is kept in a cache.
REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    # Loaded only where it is used: the library takes 6 MB.
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    redis_cache = {
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "clinic",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)},
    }
    CACHES = {
        "default": {**redis_cache, "BACKEND": "core.web.resilient_cache.ResilientRedisCache"},
        "pages": {**redis_cache, "BACKEND": "django.core.cache.backends.redis.RedisCache"},
    }
PAGE_CACHE = {
    "ENABLED": env.bool("PAGE_CACHE_ENABLED", default=True),
    "SECONDS": env.float("PAGE_CACHE_SECONDS", default=600),
    "MAX_BYTES": env.int("PAGE_CACHE_MEGABYTES", default=64) * 1024 * 1024,
    "DISK_MAX_BYTES": env.int("PAGE_CACHE_DISK_MEGABYTES", default=256) * 1024 * 1024,
    "ANY_PORT": ANY_PORT,
    "CDN_SECONDS": env.int("CDN_SECONDS", default=60),
    "REPLICA_LAG_SECONDS": env.float("DATABASE_REPLICA_LAG_SECONDS", default=0),
    "EXCLUDED_PREFIXES": ("/static/", "/media/", "/documents/", "/health/", "/preview/", f"/{ADMIN_PATH}/"),
    "DIRECTORY": DATA_DIR / "page-cache",
    "CACHE_ALIAS": "pages" if REDIS_URL else None,
    # Where nginx on this machine sees which pages are old (deploy/nginx.conf). Of many machines each would hear late.
    "EDGE_DIRECTORY": None if REDIS_URL else env.str("PAGE_CACHE_EDGE_DIR", default="") or None,
}

# -- CDN in front of the site: purged when something is published ------------------------------------------------------
CDN_BACKEND = env.str("CDN_BACKEND", default="")
if CDN_BACKEND:
    CDN_BACKENDS = {
        "http": ("HTTPBackend", {"LOCATION": "CDN_LOCATION"}),
        "cloudflare": ("CloudflareBackend", {"ZONEID": "CDN_ZONE_ID", "BEARER_TOKEN": "CDN_TOKEN"}),
        "cloudfront": ("CloudfrontBackend", {"DISTRIBUTION_ID": "CDN_DISTRIBUTION_ID"}),
    }
    if CDN_BACKEND not in CDN_BACKENDS:
        raise ImproperlyConfigured(f"CDN_BACKEND is {CDN_BACKEND!r}; it may be {', '.join(CDN_BACKENDS)}.")
    cdn_class, cdn_options = CDN_BACKENDS[CDN_BACKEND]
    WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": f"wagtail.contrib.frontend_cache.backends.{cdn_class}",
            **{option: env.str(variable) for option, variable in cdn_options.items()},
        },
    }

# -- Language and time ------------------------------------------------------------------------------------------------
# The languages that pages are offered in, the first one without a prefix in its addresses (see core/site/languages.py).
LANGUAGES_OFFERED = languages_offered(env)
LANGUAGE_CODE = LANGUAGES_OFFERED[0]
TIME_ZONE = "America/New_York"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "site_cms.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
if len(LANGUAGES_OFFERED) > 1:
    WAGTAIL_I18N_ENABLED = True
    WAGTAIL_CONTENT_LANGUAGES = [(code, name) for code, name in LANGUAGES if code in LANGUAGES_OFFERED]
    INSTALLED_APPS += TRANSLATION_APPS
    # A new translation begins as a draft: the English words must not go live below /es/.
    WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# -- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
MEDIA_URL = media_url(env)
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "media")))
STORAGES = {
    "default": s3_storage(env)
    if env.str("S3_BUCKET", default="")
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Written files are private to the site's user.
FILE_UPLOAD_PERMISSIONS = 0o640
MAX_FORM_BYTES = 256 * 1024  # a public form: a few short answers
MAX_UPLOAD_BYTES = 30 * 1024 * 1024  # the admin: pictures and documents

# -- Security ---------------------------------------------------------------------------------------------------------
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
# Health checks come from the inside, by plain http.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=63_072_000)  # two years; sent over https only
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
# Being on the browsers' preload list cannot be undone for months, so that is asked for, never assumed.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "site_cms.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
# Frames are players of videos that a visitor has asked for; nothing is loaded from them before.
SECURE_CSP = page_policy(
    MEDIA_URL, env.list("CSP_FRAME_SOURCES", default=["https://www.youtube-nocookie.com", "https://player.vimeo.com"])
)
SECURE_CSP_ADMIN = admin_policy(MEDIA_URL)

# -- Log --------------------------------------------------------------------------------------------------------------
LOGGING = logging_settings(env.str("LOG_FORMAT", default="json"), env.str("LOG_LEVEL", default="INFO"))

# -- Signing in (see docs/deployment.md) ------------------------------------------------------------------------------
# Former keys, while what was made with them is still about.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Whatever address takes a password, it is compared, and counted, by this one backend.
AUTHENTICATION_BACKENDS = ["core.accounts.backends.LimitedBackend"]
# Private pages and documents lead to the one login, not to the second one that Wagtail has for them.
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/"
WAGTAILADMIN_USER_LOGIN_FORM = "core.accounts.forms.SignInForm"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "accounts/shared_password.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "core.accounts.names.name_that_counts"
AXES_CLIENT_IP_CALLABLE = "core.accounts.limits.client_address"
AXES_LOCKOUT_CALLABLE = "core.accounts.limits.locked_out"
AXES_ENABLE_ADMIN = False
# What axes would log and keep of each login names people and addresses; `core.accounts.signals` logs without.
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password", "csrfmiddlewaretoken"]
# Failed logins from one address, whatever the names, as "count/seconds".
LOGIN_LIMIT_PER_ADDRESS = env.str("LOGIN_LIMIT_PER_ADDRESS", default="20/900")
# A session ends after so long without work, and after so long in any case. Its cookie ends with the browser.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
PASSWORD_RESET_TIMEOUT = 60 * 60
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "core.accounts.forms.QueuedPasswordResetForm"
# Whoever has one of these rights needs a second step (an app or a passkey) besides the password. Production asks it.
SECOND_STEP_PERMISSIONS: list[str] = []
SECOND_STEP_FOR_SUPERUSERS = False

# -- Passwords --------------------------------------------------------------------------------------------------------
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "core.accounts.passwords.GuessablePasswordValidator"},
]

# -- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Clinic"
WAGTAILADMIN_BASE_URL = SITE_URL
# What an account may choose from; the clinic's people live in the United States.
WAGTAIL_USER_TIME_ZONES = [
    *["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"],
    *["America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"],
]
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "core.editorial.page_editor.rich_text.RichTextArea"}}
WAGTAILIMAGES_IMAGE_MODEL = "pictures.ClinicImage"
# Larger than any camera's picture is no picture for a page. The pixels of all frames count, before any is unpacked.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.pictures.forms.ClinicImageForm"
# Names that a browser lets through; what a file is, its bytes say (core/pictures/forms.py).
WAGTAILIMAGES_EXTENSIONS = [
    *["apng", "avif", "gif", "heic", "heif", "hif", "jfif", "jpe", "jpeg", "jpg", "pjp", "pjpeg", "png", "webp"],
]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Every document is saved, none is shown inside the site: what is in it could act in the site's name.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.pictures.document_forms.ClinicDocumentForm"
# No request leaves for a third party: neither portraits from an outside service nor the check for updates.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# -- Search (see docs/search.md) --------------------------------------------------------------------------------------
# The database by default; SEARCH_BACKEND and SEARCH_URL name a search server's Wagtail backend and address instead.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": env.str("SEARCH_BACKEND", default="wagtail.search.backends.database")}}
if SEARCH_URL := env.str("SEARCH_URL", default=""):
    WAGTAILSEARCH_BACKENDS["default"] |= {
        "URLS": [SEARCH_URL],
        "INDEX_PREFIX": env.str("SEARCH_INDEX_PREFIX", default="clinic_"),
        "TIMEOUT": 5,
    }
# Searches a minute that one network address may ask for; 0 is no limit.
SEARCH_LIMITS = {
    "results": env.int("SEARCH_LIMIT", default=60),
    "suggestions": env.int("SEARCH_SUGGESTIONS_LIMIT", default=240),
}
# How many days counts of queries are kept (0: none are made), and how many searches show an uncommon one.
SEARCH_LOG_DAYS = env.int("SEARCH_LOG_DAYS", default=180)
SEARCH_LOG_REVEAL_AFTER = env.int("SEARCH_LOG_REVEAL_AFTER", default=3)

WAGTAIL_PASSWORD_RESET_ENABLED = True

# Where visits are counted (docs/security.md): "server", where pages are answered; "beacon", by a line of script, for
# sites whose CDN answers most visitors; "off", nowhere.
COUNT_VISITS = env.str("COUNT_VISITS", default="server")
if COUNT_VISITS not in ("server", "beacon", "off"):
    raise ImproperlyConfigured(f"COUNT_VISITS is {COUNT_VISITS!r}; it may be server, beacon, off.")

# Where changed addresses are announced, once staff switch IndexNow on; empty: nowhere.
INDEXNOW_ENDPOINT = env.str("INDEXNOW_ENDPOINT", default="https://api.indexnow.org/indexnow")

# Whether the worker looks after links to other websites, a few each hour and each once a week: it asks third parties.
CHECK_OUTSIDE_LINKS = env.bool("CHECK_OUTSIDE_LINKS", default=False)

# Submitted forms hold a few short answers; Wagtail's page editor posts many fields at once.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# -- Appointment requests (see docs/appointments.md) ------------------------------------------------------------------
# "name:key" pairs, newest first, and one more key for keyed hashes; 32 random bytes each, in URL-safe base64.
APPOINTMENTS_KEYS = env.list("APPOINTMENTS_KEYS", default=[])
APPOINTMENTS_INDEX_KEY = env.str("APPOINTMENTS_INDEX_KEY", default="")
# How many requests are taken, as "count/seconds": from one network address, and from one phone number or e-mail.
APPOINTMENTS_LIMIT_PER_ADDRESS = env.str("APPOINTMENTS_LIMIT_PER_ADDRESS", default="10/3600")
APPOINTMENTS_LIMIT_PER_CONTACT = env.str("APPOINTMENTS_LIMIT_PER_CONTACT", default="5/86400")

# -- Backups (see docs/deployment.md) --------------------------------------------------------------------------------
# 32 random bytes in URL-safe base64. The worker makes a backup every so many hours (0: never); each is kept for so many
# days, and so many at most.
BACKUP_KEY = env.str("BACKUP_KEY", default="")
BACKUP_DIR = Path(env.str("BACKUP_DIR", default="") or DATA_DIR / "backups")
BACKUP_EVERY_HOURS = env.int("BACKUP_EVERY_HOURS", default=24)
BACKUP_DAYS = env.int("BACKUP_DAYS", default=30)
BACKUP_COUNT = env.int("BACKUP_COUNT", default=60)

# -- Mail -------------------------------------------------------------------------------------------------------------
# Sent by the worker alone, never while a visitor waits. Without a mail server notices stay in the queue, and staff are
# told.
vars().update(env.email_url_config(env.str("EMAIL_URL", default="") or "smtp://localhost:25"))
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or "website@localhost"

"""Bare Wagtail: its own Page, the smallest template, the middleware of `wagtail start`. The least that a page costs."""

import os
from pathlib import Path

FOLDER = Path(os.environ["DATA_DIR"])
SECRET_KEY = "for the benchmark only"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.benchmarks.bare"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WAGTAIL_SITE_NAME = "Bare"
WAGTAILADMIN_BASE_URL = "http://localhost"
USE_TZ = True
STATIC_URL = "/static/"
INSTALLED_APPS = [
    *("wagtail.sites", "wagtail.users", "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin"),
    *("wagtail", "modelcluster", "taggit", "django.contrib.auth", "django.contrib.contenttypes"),
    *("django.contrib.sessions", "django.contrib.messages", "wagtail.contrib.redirects"),
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
HTML = "{% load wagtailcore_tags %}<!doctype html><title>{{ page.title }}</title><h1>{{ page.title }}</h1>"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.locmem.Loader", {"wagtailcore/page.html": HTML})],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "bare.sqlite3"}}


def __getattr__(name: str) -> object:
    """The URLs, once Django has read the settings; and the WSGI application."""
    if name == "urlpatterns":
        from django.urls import include, path
        from wagtail import urls

        return [path("", include(urls))]
    if name == "application":
        from django.core.wsgi import get_wsgi_application

        return get_wsgi_application()
    raise AttributeError(name)

"""App configuration of the news room."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """ "Ketamine in the news"."""

    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

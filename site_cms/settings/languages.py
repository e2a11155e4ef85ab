"""The languages that the site is offered in."""

import environ
from django.conf.global_settings import LANGUAGES as DJANGO_LANGUAGES
from django.core.exceptions import ImproperlyConfigured

# What there is a translation of the interface for, English being what it is translated from.
TRANSLATED = ("en", "es")
# Spanish pages are called so in every language: whoever looks for them reads Spanish.
LANGUAGES = [(code, "Español" if code == "es" else name) for code, name in DJANGO_LANGUAGES]
# Screens to translate pages with; they come with a second language only.
TRANSLATION_APPS = ["wagtail_localize", "wagtail_localize.locales"]


def languages_offered(env: environ.Env) -> list[str]:
    """Return the codes in LANGUAGES_OFFERED; "en" alone unless others are named.

    Raises:
        ImproperlyConfigured: for a language without a translation, or a list that does not begin with English.
    """
    codes = list(dict.fromkeys(code.strip().lower() for code in env.list("LANGUAGES_OFFERED", default=[])))
    codes = [code for code in codes if code] or ["en"]
    if codes[0] != "en" or not set(codes) <= set(TRANSLATED):
        raise ImproperlyConfigured(f"LANGUAGES_OFFERED is {','.join(codes)!r}; it is en, or en,es for Spanish as well.")
    return codes

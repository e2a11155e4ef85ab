"""The languages that the site is offered in, as LANGUAGES_OFFERED names them (docs/deployment.md).

The language of a request stands in its path alone (`/es/...`), never in a cookie or an Accept-Language header: so the
path stays the whole name of a page, for visitors, search engines and caches alike.
"""

from typing import NamedTuple

from django.conf import settings
from django.utils import translation


class Language(NamedTuple):
    """A language of the site: its code in addresses, its own name for itself, its BCP 47 tag in this country."""

    code: str
    name: str
    tag: str

    @property
    def og_locale(self) -> str:
        """The language as Open Graph writes it (ogp.me): en_US."""
        return self.tag.replace("-", "_")


# The languages that the interface is translated into (locale/). The first one is the language of its source.
KNOWN = {
    "en": Language("en", "English", "en-US"),
    "es": Language("es", "Español", "es-US"),
}


def offered() -> list[Language]:
    """The languages of the site, the default one first."""
    return [KNOWN[code] for code in settings.LANGUAGES_OFFERED]


def default() -> Language:
    """The language of addresses without a prefix."""
    return KNOWN[settings.LANGUAGES_OFFERED[0]]


def several() -> bool:
    """Whether there is more than one."""
    return len(settings.LANGUAGES_OFFERED) > 1


def current() -> Language:
    """The language of the request; the default one while another is active, as in the admin of a Spanish speaker."""
    code = translation.get_language()
    return KNOWN[code] if code in settings.LANGUAGES_OFFERED else default()


def language_of_path(path: str) -> Language:
    """The language of an address: the one whose code is its first part, else the default one."""
    first = path[1:].partition("/")[0]
    return KNOWN[first] if first in settings.LANGUAGES_OFFERED else default()

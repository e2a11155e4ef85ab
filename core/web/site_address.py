"""The address of the site. `SITE_URL` is the one source; Wagtail's default site is kept like it.

Canonical addresses, sharing tags, structured data, sitemap, robots.txt, feed and llms.txt are made from Wagtail's site,
mail and cookies from `SITE_URL`. So a change of `SITE_URL` (http to https, a name with www, a restored backup on a new
domain) is carried through at each start. What cannot be, or has come apart since, is told at the start, by
`check --deploy`, health, the launch list and the audit.
"""

import ipaddress
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError
from django.utils.translation import gettext as _
from wagtail.models import Site

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> str:
    """An address as browsers write its origin (RFC 6454): small letters, no port where it is the scheme's own."""
    parts = urlsplit(url)
    host = (parts.hostname or "localhost").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    default = DEFAULT_PORTS.get(parts.scheme)
    return f"{parts.scheme}://{host}{'' if parts.port in (None, default) else f':{parts.port}'}"


def host_and_port(url: str) -> tuple[str, int]:
    """An address as Wagtail keeps it."""
    parts = urlsplit(origin(url))
    host = parts.hostname or "localhost"
    return f"[{host}]" if ":" in host else host, parts.port or DEFAULT_PORTS.get(parts.scheme, 80)


def is_local(host: str) -> bool:
    """Whether a host name is only good on the machine itself, as in a trial."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def address_trouble() -> str:
    """What is wrong with the site's address, in words for staff; empty when all is well (one query)."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or origin(site.root_url) == origin(settings.SITE_URL):
        return ""
    told, shown = origin(settings.SITE_URL), origin(site.root_url)
    if settings.SITE_URL_GIVEN:
        return _(
            "Search engines and shared links are told %(shown)s, but SITE_URL is %(told)s. Start the website again, "
            "and it follows SITE_URL."
        ) % {"shown": shown, "told": told}
    if is_local(site.hostname):
        return ""
    return _(
        "The pages say %(shown)s, but SITE_URL is not set, so mail and cookies are made for %(told)s. Set SITE_URL to "
        "the address that visitors type."
    ) % {"shown": shown, "told": told}


def carry_through(say: Callable[[str], None]) -> None:
    """Give Wagtail's default site the address of `SITE_URL`, and say so; say what is wrong where that cannot be.

    An address that nobody has set (`make run` takes the port it listens on) never replaces a public one.
    """
    site = Site.objects.filter(is_default_site=True).first()
    before = origin(site.root_url) if site else ""
    if site and before != origin(settings.SITE_URL) and (settings.SITE_URL_GIVEN or is_local(site.hostname)):
        host, port = host_and_port(settings.SITE_URL)
        if Site.objects.exclude(pk=site.pk).filter(hostname=host, port=port).exists():
            say(f"! Another site in the admin (Settings, Sites) has the address {origin(settings.SITE_URL)} already.")
        elif (site.hostname, site.port) != (host, port):
            site.hostname, site.port = host, port
            site.save()
            say(f"The site's address is {origin(site.root_url)} now; it was {before}")
    if trouble := address_trouble():
        say(f"! {trouble}")


def check_site_address(app_configs: Sequence[Any] | None, **kwargs: object) -> list[checks.CheckMessage]:
    """Report an address that has come apart (`check --deploy`); nothing where there is no database yet."""
    try:
        trouble = address_trouble()
    except DatabaseError:
        return []
    return [checks.Warning(trouble, id="clinic.W001")] if trouble else []

"""Redirects that lead straight to a page: no loops, no chains, none to a page that is gone.

Wagtail keeps the redirects and makes one for every page that moves or is renamed, and for all pages below it. Here they
are checked when they are saved, and once more when they are used.
"""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.seo.missed import note_miss
from core.seo.models import MissedAddress
from core.site.languages import root_of
from core.web.languages import default, language_of_path

# A chain longer than this is somebody's import gone wrong.
LONGEST_CHAIN = 10


def local_path(url: str) -> str | None:
    """The normalised path of an address on one of this project's sites; None for any other site."""
    parts = urlsplit(url)
    if parts.netloc and not any(urlsplit(site.root_url).netloc == parts.netloc for site in Site.objects.all()):
        return None
    return Redirect.normalise_path(parts._replace(scheme="", netloc="").geturl() or "/")


def redirects_for(path: str, site_id: int | None) -> Any:
    """The redirects of a path that apply on a site."""
    return Redirect.objects.filter(Q(site_id=site_id) | Q(site=None), old_path=path)


def check_redirect(redirect: Redirect) -> None:
    """Require exactly one target, refuse loops, and point a chain's first step at its last.

    Raises:
        ValidationError: on the field that is wrong.
    """
    if bool(redirect.redirect_page_id) == bool(redirect.redirect_link):
        raise ValidationError({"redirect_page": _("Choose one target: a page, or a web address.")})
    seen = {redirect.old_path}
    if redirect.redirect_page_id:
        target = redirect.redirect_page.get_url() or ""
        if target and Redirect.normalise_path(target) in seen:
            raise ValidationError({"redirect_page": _("This page already has the address that you redirect from.")})
        return
    for _step in range(LONGEST_CHAIN):
        path = local_path(redirect.redirect_link)
        if path is None:
            return
        if path in seen:
            raise ValidationError({"redirect_link": _("This redirect would lead back to itself.")})
        seen.add(path)
        following = redirects_for(path, redirect.site_id).exclude(pk=redirect.pk).first()
        if following is None:
            return
        redirect.redirect_page, redirect.redirect_link = following.redirect_page, following.redirect_link
        if redirect.redirect_page_id:
            return
    raise ValidationError({"redirect_link": _("Too many redirects lead on from this address.")})


def shorten_chains(sender: type, instance: Redirect, raw: bool = False, **kwargs: Any) -> None:
    """Point older redirects that led to this one's address straight at its target."""
    if raw:
        return
    older = Redirect.objects.exclude(pk=instance.pk).exclude(redirect_link="")
    for redirect in older.filter(redirect_link__endswith=instance.old_path) | older.filter(
        redirect_link__endswith=f"{instance.old_path}/"
    ):
        if local_path(redirect.redirect_link) == instance.old_path and redirect.old_path != local_path(
            instance.redirect_link or "-"
        ):
            Redirect.objects.filter(pk=redirect.pk).update(
                redirect_page=instance.redirect_page, redirect_link=instance.redirect_link
            )


def forget_miss(sender: type, instance: Redirect, **kwargs: Any) -> None:
    """An address that is redirected now leaves the report of missed ones."""
    missed = MissedAddress.objects.filter(path__in=[instance.old_path, f"{instance.old_path}/"])
    (missed.filter(site_id=instance.site_id) if instance.site_id else missed).delete()


class SafeRedirectMiddleware(RedirectMiddleware):
    """Follows redirects for addresses that do not exist, and counts those without one.

    A redirect to a page that is not live, or back to the address asked for (its page was moved back and then taken
    down), is not followed: the visitor gets the 404 page, not an endless loop.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Turn a 404 into the redirect of that address, if there is a sound one."""
        if response.status_code != 404:
            return response
        answer = super().process_response(request, response)
        if answer is not response and self._is_sound(request, answer["Location"]):
            return answer
        note_miss(request)
        return response

    def _is_sound(self, request: HttpRequest, location: str) -> bool:
        target = urlsplit(location)
        if target.netloc and target.netloc != request.get_host():
            return True
        same = Redirect.normalise_path(target.path) == Redirect.normalise_path(request.path)
        return not same and self._is_served(request, target.path)

    def _is_served(self, request: HttpRequest, path: str) -> bool:
        """Whether something else than a page answers the address, or a live page does."""
        site = Site.find_for_request(request)
        if site is None:
            return True
        language = language_of_path(path)
        root = root_of(site, language) or site.root_page
        below = path.strip("/") if language == default() else path.strip("/").partition("/")[2]
        pages = root.get_descendants(inclusive=True).filter(
            url_path=f"{root.url_path.rstrip('/')}/{below}/".replace("//", "/")
        )
        live = list(pages.values_list("live", flat=True))
        return not live or any(live)


def connect() -> None:
    """Check every redirect: in the admin's forms, in imports and through `full_clean` alike; called once.

    Wagtail's forms and imports build `Redirect` themselves and offer no hook for further checks, so its `clean` is
    extended here instead of four views being replaced.
    """
    original = Redirect.clean

    def clean(self: Redirect) -> None:
        original(self)
        check_redirect(self)

    Redirect.clean = clean
    post_save.connect(shorten_chains, sender=Redirect, dispatch_uid="core.seo.shorten_chains")
    post_save.connect(forget_miss, sender=Redirect, dispatch_uid="core.seo.forget_miss")

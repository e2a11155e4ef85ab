"""What may be saved as a redirect: what works. The form, an import and `full_clean` say why anything else does not."""

from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from core.seo.models import MissedAddress
from core.seo.redirects.addresses import normal_address
from core.seo.redirects.destinations import Ending, Route, follow, is_own, redirect_for, what_answers

LONGEST_ADDRESS = 255


def check_redirect(redirect: Redirect, typed: str = "") -> None:
    """Require exactly one target, an old address that can be redirected, and a way without loops.

    `typed` is the old address before it was brought into its one form: a page's own address may have capitals.

    Raises:
        ValidationError: on the field that is wrong.
    """
    if bool(redirect.redirect_page_id) == bool(redirect.redirect_link):
        raise ValidationError({"redirect_page": _("Choose one target: a page, or a web address.")})
    target = "redirect_page" if redirect.redirect_page_id else "redirect_link"
    own = redirect.redirect_page.get_url() if redirect.redirect_page_id else None
    if own and normal_address(own) == redirect.old_path:
        raise ValidationError({"redirect_page": _("This page already has the address that you redirect from.")})
    _check_old_address(redirect, typed)
    ending = where_it_ends(redirect).ending
    if ending is Ending.LOOPS:
        raise ValidationError({target: _("This redirect would lead back to itself.")})
    if ending is Ending.TOO_LONG:
        raise ValidationError({target: _("Too many redirects lead on from this address.")})


def _check_old_address(redirect: Redirect, typed: str) -> None:
    old = redirect.old_path
    if len(old) > LONGEST_ADDRESS:
        raise ValidationError({"old_path": _("This address is too long to be redirected.")})
    # A query of its own is looked at before the page that answers without it.
    answering = _who_answers(redirect, typed) if "?" not in old or is_own(old) else None
    if isinstance(answering, Page):
        message = _(
            "The page “%(title)s” has this address now, so a redirect would have no effect. Unpublish or move that "
            "page first."
        )
        raise ValidationError({"old_path": ValidationError(message, params={"title": answering.title})})
    if answering:
        message = _("The site itself answers at this address, so a redirect would have no effect.")
        raise ValidationError({"old_path": message})


def _who_answers(redirect: Redirect, typed: str) -> Page | str | None:
    """What stands at the old address on every site that the redirect is for."""
    ways = [way.partition("?")[0] for way in (redirect.old_path, typed) if way.startswith("/")]
    found: Page | str | None = None
    for site in [redirect.site] if redirect.site_id else Site.objects.all():
        found = next((answer for way in ways if (answer := what_answers(site, way))), None)
        if found is None:
            return None
    return found


def where_it_ends(redirect: Redirect) -> Route:
    """Follow a redirect on its own site, or on the default one where it is for all."""
    return follow(redirect, redirect.site or Site.objects.filter(is_default_site=True).first())


def has_effect(redirect: Redirect) -> bool:
    """Whether visitors who ask for the old address arrive somewhere by this redirect."""
    taken = "?" not in redirect.old_path and _who_answers(redirect, "") is not None
    return not taken and where_it_ends(redirect).ending is Ending.ARRIVES


def forget_redirected_misses() -> None:
    """Take off the report of missed addresses those whose redirect works now; the others stay."""
    redirected = set(Redirect.objects.values_list("old_path", flat=True))
    done = []
    for row in MissedAddress.objects.select_related("site"):
        address = normal_address(quote(row.path))
        redirect = redirect_for(row.site, [address]) if address in redirected else None
        if redirect is not None and has_effect(redirect):
            done.append(row.pk)
    MissedAddress.objects.filter(pk__in=done).delete()


def keep_in_one_form(sender: type, instance: Redirect, raw: bool = False, **kwargs: Any) -> None:
    """Bring the old address into the form that it is looked up in, whoever saves it."""
    if not raw:
        instance.old_path = normal_address(instance.old_path)


def connect() -> None:
    """Check every redirect: in the admin's forms, in imports and through `full_clean` alike; called once.

    Wagtail's forms, its imports and the redirects of moved pages use `Redirect` itself and offer no hook for another
    form of addresses or further checks, so both methods are replaced here instead of four views and a signal.
    """
    original = Redirect.clean

    def clean(self: Redirect) -> None:
        typed = self.old_path
        original(self)
        check_redirect(self, typed)

    Redirect.clean = clean
    Redirect.normalise_path = staticmethod(normal_address)
    pre_save.connect(keep_in_one_form, sender=Redirect, dispatch_uid="core.seo.keep_in_one_form")

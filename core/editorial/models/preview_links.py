"""Links by which somebody without an account may read one draft."""

import datetime
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# 192 random bits as hexadecimal digits: nobody guesses one, and logs star it out (core.web.middleware.request_log).
TOKEN_BYTES = 24
LONGEST_DAYS = 30
# Ended links are kept this long, so that staff see who could read what.
KEPT_AFTER_END = datetime.timedelta(days=180)


def digest(token: str) -> str:
    """What is stored of a token. It is long and random, so a plain hash is enough: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(models.QuerySet):
    """Preview links by whether they work."""

    def working(self) -> "PreviewLinkQuerySet":
        """Return those that have neither ended nor been revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def long_ended(self) -> "PreviewLinkQuerySet":
        """Return those that ended or were revoked so long ago that nobody asks for them."""
        limit = timezone.now() - KEPT_AFTER_END
        return self.filter(Q(expires_at__lt=limit) | Q(revoked_at__lt=limit))


class PreviewLink(models.Model):
    """Lets whoever has the address read the newest draft of one page until a day, or until it is revoked.

    Only a hash of the address's secret is stored: neither the database nor a backup gives access to a draft.
    """

    # For the page cache: no public page shows these rows.
    affects_public_pages = False
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("for whom"), max_length=120)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    uses = models.PositiveIntegerField(_("times opened"), default=0)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page.title}: {self.label}"

    @classmethod
    def make(cls, page: Page, user: Any, label: str, days: int) -> tuple["PreviewLink", str]:
        """Make a link that works for `days` days; returns it and the secret, which is never known again."""
        cls.objects.long_ended().delete()
        token = secrets.token_hex(TOKEN_BYTES)
        expires_at = timezone.now() + datetime.timedelta(days=days)
        link = cls.objects.create(
            page_id=page.pk, token_hash=digest(token), label=label, created_by=user, expires_at=expires_at
        )
        return link, token

    @classmethod
    def find(cls, token: str) -> "PreviewLink | None":
        """The working link with this secret, counted as opened; None when there is none, or none any more."""
        link = cls.objects.working().filter(token_hash=digest(token)).select_related("page").first()
        if link is not None:
            cls.objects.filter(pk=link.pk).update(uses=F("uses") + 1, last_used_at=timezone.now())
        return link

    def revoke(self) -> None:
        """End the link now; nothing changes for one that has ended already."""
        if self.works:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    @property
    def works(self) -> bool:
        """Whether the link still opens the draft."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def state(self) -> str:
        """Whether the link works, in words."""
        if self.revoked_at:
            return str(_("Revoked"))
        return str(_("Works")) if self.works else str(_("Ended"))

"""Second steps of a login, the browsers a person has used, mail that waits, and the clinic's choice who needs what.

A second step is a django-otp device, so that a session is only as good as the device that opened it: when that is
removed, the session has to do the second step again.
"""

import logging
import secrets
import time
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device
from django_otp.oath import TOTP
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.accounts.secret_box import Unreadable, seal, unseal

logger = logging.getLogger("clinic.accounts")

STEP_SECONDS = 30  # RFC 6238, 5.2
DIGITS = 6
SECRET_BYTES = 20  # RFC 4226, 4: 160 bits
CODES = 10
# Without letters and digits that are mistaken for each other; 10 of them are 49 bits.
CODE_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # pragma: allowlist secret
CODE_LENGTH = 10


class _OwnRows(models.Model):
    """What all rows here have in common: no public page shows them, and nobody gets rights on them."""

    affects_public_pages = False
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions = ()


class AuthenticatorApp(_OwnRows, Device):
    """An app that shows a code of six digits (RFC 6238). Its secret is sealed, each code works once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed_secret = models.TextField(editable=False)
    # The time step of the last code that was used: that code and older ones are refused from then on.
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def start(cls, user: Any, name: str) -> "AuthenticatorApp":
        """Make one that counts only when its first code was typed. What was started before is forgotten."""
        cls.objects.filter(user=user, confirmed=False).delete()
        app = cls(user=user, name=name, confirmed=False)
        app.sealed_secret = seal(secrets.token_bytes(SECRET_BYTES), app._context)
        app.save()
        return app

    @property
    def _context(self) -> str:
        return f"{self._meta.label}:{self.uuid}"

    @property
    def secret(self) -> bytes:
        """The secret shared with the app. Raises `secret_box.Unreadable`."""
        return unseal(self.sealed_secret, self._context)

    def verify_token(self, token: str) -> bool:
        """Use a code up: True at most once for each, however many requests bring it at the same moment."""
        if not (token.isascii() and token.isdigit() and len(token) == DIGITS):
            return False
        try:
            clock = TOTP(self.secret, STEP_SECONDS, digits=DIGITS)
        except Unreadable:
            logger.error("the secret of an app cannot be read", extra={"details": {"account": self.user_id}})  # noqa: TRY400
            return False
        clock.time = time.time()
        # One step back and forth: telephones' clocks differ, and people type slowly.
        if not clock.verify(int(token), tolerance=1, min_t=self.last_step + 1):
            return False
        step = clock.t()
        return bool(type(self).objects.filter(pk=self.pk, last_step__lt=step).update(last_step=step))


class Passkey(_OwnRows, Device):
    """A key that never leaves its owner's device (WebAuthn). Only its public half is here."""

    credential_id = models.CharField(max_length=1400, unique=True)  # base64url; 1023 bytes at most (WebAuthn 5.1)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    transports = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class RecoveryCodes(_OwnRows, Device):
    """A person's sheet of codes for the day when phone or key are lost."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def replace(cls, user: Any) -> list[str]:
        """Make a new sheet and return its codes, which nobody can read again. The old sheet is worth nothing."""
        cls.objects.filter(user=user).delete()
        sheet = cls.objects.create(user=user, name="recovery codes")
        codes = ["".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
        RecoveryCode.objects.bulk_create(RecoveryCode(sheet=sheet, digest=sheet.digest(code)) for code in codes)
        return [f"{code[:5]}-{code[5:]}" for code in codes]

    def digest(self, code: str) -> str:
        """What of a code is stored."""
        return salted_hmac(f"core.accounts.recovery:{self.pk}", code, algorithm="sha256").hexdigest()

    def verify_token(self, token: str) -> bool:
        """Use a code up: deleting its row succeeds once."""
        code = token.lower().replace("-", "").replace(" ", "")
        return bool(self.codes.filter(digest=self.digest(code)).delete()[0])


class RecoveryCode(_OwnRows):
    """One code that was not used yet."""

    sheet = models.ForeignKey(RecoveryCodes, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return "(code)"


class KnownBrowser(_OwnRows):
    """A browser that somebody has signed in with. It holds the token, we its hash."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_browsers")
    digest = models.CharField(max_length=64)
    last_seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta(_OwnRows.Meta):
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="accounts_browser_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class MailKind(models.TextChoices):
    """What a person is told by mail. None of these mails holds a detail."""

    PASSWORD_RESET = "password_reset", _("Password reset")
    NEW_SIGN_IN = "new_sign_in", _("Sign-in with a new browser")
    PASSWORD_CHANGED = "password_changed", _("Changed password")
    EMAIL_CHANGED = "email_changed", _("Changed e-mail address")
    SECOND_STEP_CHANGED = "second_step_changed", _("Changed second step")
    RECOVERY_CODE_USED = "recovery_code_used", _("Used recovery code")


class AccountMail(_OwnRows):
    """A mail about somebody's login that waits to be sent. It is written when it is sent, so no link is kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=MailKind)
    # For a password reset the address as typed: whether it is anybody's is looked up by the worker.
    address = models.EmailField(max_length=254)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    next_attempt_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.kind


@register_setting(icon="lock", order=900)
class SignInSettings(BaseGenericSetting):
    """Which groups need a second step besides those that always do."""

    affects_public_pages = False

    groups = models.ManyToManyField(
        Group,
        blank=True,
        verbose_name=_("groups that need a second step"),
        help_text=_(
            "Members are asked to set it up when they next sign in. On the live site everybody who may read "
            "appointment requests needs one in any case."
        ),
    )

    panels = [FieldPanel("groups")]

    class Meta:
        verbose_name = _("Signing in")

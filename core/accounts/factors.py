"""Who needs a second step, who has one, and taking it away from somebody who lost it."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from core.accounts import mail
from core.accounts.models import AuthenticatorApp, MailKind, Passkey, RecoveryCodes, SignInSettings


def has_factor(user: Any) -> bool:
    """Whether the user has set up an app or a passkey. Recovery codes alone are none."""
    return any(model.objects.filter(user=user, confirmed=True).exists() for model in (AuthenticatorApp, Passkey))


def _needs_by_right(user: Any) -> bool:
    if user.is_superuser:
        return bool(settings.SECOND_STEP_FOR_SUPERUSERS)
    return any(user.has_perm(permission) for permission in settings.SECOND_STEP_PERMISSIONS)


def needs_factor(user: Any) -> bool:
    """Whether the user may do nothing in the admin without a second step."""
    return _needs_by_right(user) or SignInSettings.groups.through.objects.filter(group__user=user).exists()


def must_still_verify(user: Any) -> bool:
    """Whether this session, which knows the password, has yet to do the second step. `user` is the request's.

    Asked with every request to the admin, so it takes one query: whether there is a factor, or a group that needs one.
    """
    if user.is_verified():
        return False
    has_or_needs = (
        Q(authenticatorapp__confirmed=True) | Q(passkey__confirmed=True) | Q(groups__signinsettings__isnull=False)
    )
    return _needs_by_right(user) or get_user_model().objects.filter(has_or_needs, pk=user.pk).exists()


@transaction.atomic
def reset(user: Any) -> int:
    """Take every second step from the user, who sets up a new one at the next login. Returns how many there were.

    Sessions that were opened with one have to do it again.
    """
    deleted = sum(model.objects.filter(user=user).delete()[0] for model in (AuthenticatorApp, Passkey, RecoveryCodes))
    if deleted:
        mail.tell(user, MailKind.SECOND_STEP_CHANGED)
    return deleted

"""Watches logins and accounts: notes when a session began, tells people what changed.

Log lines name accounts by their number: names and addresses stay out of logs.
"""

import logging
from typing import Any

from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import pre_save
from django.http import HttpRequest

from core.accounts import limits, mail, sessions
from core.accounts.models import MailKind

logger = logging.getLogger("clinic.accounts")


def connect() -> None:
    """Attach the receivers below."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="accounts.failed")
    user_locked_out.connect(_locked_out, dispatch_uid="accounts.locked_out")
    pre_save.connect(_keep_no_form, sender=AccessAttempt, dispatch_uid="accounts.keep_no_form")
    pre_save.connect(_tell_of_changes, sender=get_user_model(), dispatch_uid="accounts.tell_of_changes")


def _signed_in(sender: object, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    sessions.begin(request.session)
    logger.info("signed in", extra={"details": {"account": user.pk}})


def _signed_out(sender: object, user: Any = None, **kwargs: Any) -> None:
    if user is not None:
        logger.info("signed out", extra={"details": {"account": user.pk}})


def _failed(sender: object, **kwargs: Any) -> None:
    logger.warning("a login failed")


def _locked_out(sender: object, **kwargs: Any) -> None:
    logger.warning("a login is locked after wrong passwords")


def _keep_no_form(sender: object, instance: AccessAttempt, **kwargs: Any) -> None:
    """Empty what axes would keep of each failed try besides name and address: the query and the form as sent."""
    instance.get_data = instance.post_data = ""


def _tell_of_changes(
    sender: object, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """Tell the user of a new password, and at the old address of a new one."""
    if raw or instance.pk is None or (update_fields is not None and not {"password", "email"} & set(update_fields)):
        return
    old = sender.objects.filter(pk=instance.pk).only("email", "password").first()  # type: ignore[attr-defined]
    if old is None:
        return
    # `_password` is the text just set. Without it Django only writes the same password with a newer hasher.
    if old.password != instance.password and instance._password is not None and old.has_usable_password():
        mail.tell(old, MailKind.PASSWORD_CHANGED)
        limits.forget_wrong_passwords(old)
    if old.email.casefold() != instance.email.casefold():
        mail.tell(old, MailKind.EMAIL_CHANGED)

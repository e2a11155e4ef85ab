"""Mail about somebody's login: put into a table by the request, written and sent by the worker.

So nobody waits for a mail server, and a password reset takes the same time whether the address is known or not: the
request looks nobody up. Links with a token are made at the moment of sending and stand nowhere.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.models import Site

from core.accounts.models import AccountMail, MailKind
from core.operations.mail import Failure, claim, close, deliver, due, pause_after
from core.site.models import ClinicSettings

logger = logging.getLogger("clinic.accounts")

# A warning is of use for days. A link that arrives hours after it was asked for surprises, and its time runs out.
GIVE_UP_AFTER = timedelta(days=3)
GIVE_UP_RESET_AFTER = timedelta(hours=1)


def tell(user: Any, kind: MailKind, *, address: str = "") -> None:
    """Queue a mail to the user, at `address` or at their present one. Nobody without an address is told."""
    if address or user.email:
        AccountMail.objects.create(kind=kind, address=address or user.email)


def ask_for_reset(address: str) -> None:
    """Queue a password reset for whoever has this address, if anybody."""
    AccountMail.objects.create(kind=MailKind.PASSWORD_RESET, address=address)


def send_due(stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due and return how many rows are done. A server that is down ends the round."""
    done = 0
    connection: BaseEmailBackend | None = None
    try:
        for row in AccountMail.objects.filter(due()).order_by("created_at")[:200]:
            if stopping() or not claim(AccountMail.objects.filter(due(), pk=row.pk)):
                continue
            connection = connection or get_connection(timeout=settings.EMAIL_TIMEOUT)
            failure = _send(connection, row)
            if failure is None:
                row.delete()
                done += 1
            else:
                _postpone(row, failure.what)
                if failure.server_down:
                    break
    finally:
        if connection is not None:
            close(connection)
    return done


def _send(connection: BaseEmailBackend, row: AccountMail) -> Failure | None:
    for message in _messages(row):
        if failure := deliver(connection, message):
            return failure
    return None


def _postpone(row: AccountMail, what: str) -> None:
    attempts = row.attempts + 1
    logger.warning("Mail %s about a login not sent, attempt %d: %s", row.pk, attempts, what)
    age = timezone.now() - row.created_at
    if age > (GIVE_UP_RESET_AFTER if row.kind == MailKind.PASSWORD_RESET else GIVE_UP_AFTER):
        row.delete()
        return
    AccountMail.objects.filter(pk=row.pk).update(next_attempt_at=timezone.now() + pause_after(attempts))


def _messages(row: AccountMail) -> Iterator[EmailMessage]:
    """The mails of a row: one, or for a reset one for each user with that address, so perhaps none."""
    if row.kind != MailKind.PASSWORD_RESET:
        yield _compose(row, row.address, {})
        return
    for user in PasswordResetForm().get_users(row.address):
        token = default_token_generator.make_token(user)
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        path = reverse("wagtailadmin_password_reset_confirm", kwargs={"uidb64": uid, "token": token})
        yield _compose(row, user.email, {"link": _absolute(path), "username": user.get_username()})


def _compose(row: AccountMail, address: str, context: dict[str, str]) -> EmailMessage:
    context = {
        **context,
        "clinic": clinic_name(),
        "time": timezone.localtime(row.created_at).strftime("%A, %B %-d, %Y at %-I:%M %p %Z"),
        "account": _absolute(reverse("wagtailadmin_account")),
        "minutes": str(settings.PASSWORD_RESET_TIMEOUT // 60),
    }
    template = f"accounts/mail/{row.kind}"
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return EmailMessage(
        subject=" ".join(render_to_string(f"{template}.subject.txt", context).split()),
        body=render_to_string(f"{template}.txt", context),
        to=[address],
        headers={"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def clinic_name() -> str:
    """What the clinic calls itself, in mails and in the lists of people's apps."""
    site = Site.objects.filter(is_default_site=True).first()
    return (ClinicSettings.for_site(site) if site else ClinicSettings()).display_name


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"

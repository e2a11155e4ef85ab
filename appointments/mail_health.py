"""Whether notices reach their readers, for the health checks: counts only."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.operations.health.checks import Check

from .models import OutboxMessage
from .outbox import undelivered


def ask() -> str:
    """Look for notices that are late or given up."""
    late = OutboxMessage.objects.filter(undelivered()).count()
    if not late:
        return ""
    return ngettext("%d notice could not be delivered yet.", "%d notices could not be delivered yet.", late) % late


def describe() -> str:
    """Say how many wait for their turn."""
    waiting = OutboxMessage.objects.filter(sent_at=None, failed_at=None).count()
    if not waiting:
        return _("No notice is waiting to be sent.")
    return ngettext("%d notice is about to be sent.", "%d notices are about to be sent.", waiting) % waiting


MAIL = Check(
    name="mail",
    ask=ask,
    title=gettext_lazy("E-mail"),
    describe=describe,
    advice=gettext_lazy(
        "New requests are safe, but nobody is told of them by e-mail: look at the inbox more often, and tell the "
        "person who looks after the mail server."
    ),
)

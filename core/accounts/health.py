"""What "Is everything all right?" says about logins."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.accounts import factors, names
from core.accounts.models import AccountMail
from core.operations.health.checks import Check

LATE_AFTER = timedelta(minutes=15)


def _ask() -> str:
    late = AccountMail.objects.filter(created_at__lt=timezone.now() - LATE_AFTER, attempts__gt=0)
    return _("Mail about logins, such as the one for a new password, does not go out.") if late.exists() else ""


def _describe() -> str:
    people = get_user_model().objects.filter(is_active=True)
    missing = sum(factors.needs_factor(user) and not factors.has_factor(user) for user in people)
    if not missing:
        return _("Everybody who needs a second step has set it up.")
    return ngettext(
        "%d person has yet to set up a second step, at the next sign-in.",
        "%d people have yet to set up a second step, at their next sign-in.",
        missing,
    ) % (missing,)


def _ask_for_names() -> str:
    if names.there_are_twins():
        return _("Two logins have names that differ only in capital letters.")
    return ""


LOGIN_NAMES = Check(
    name="login_names",
    ask=_ask_for_names,
    title=gettext_lazy("Names of logins"),
    describe=gettext_lazy("Each is one of its own, however it is capitalized."),
    advice=gettext_lazy("Give one of the two another name under Settings > Users."),
)
LOGINS = Check(
    name="logins",
    ask=_ask,
    title=gettext_lazy("Logins"),
    describe=_describe,
    advice=gettext_lazy("The mail server refuses it, or does not answer. Tell the person who looks after the server."),
)

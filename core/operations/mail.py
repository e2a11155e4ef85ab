"""Hands a mail to the mail server and says in one word what went wrong, for queues that try again."""

import logging
import smtplib
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q, Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.clock import SLACK

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(hours=1)
LEASE = timedelta(minutes=2)  # a worker that died holds its claims no longer


class Failure(NamedTuple):
    """Why a mail did not go: a kind or SMTP code, never the server's words, which repeat the address."""

    what: str
    server_down: bool


def deliver(connection: BaseEmailBackend, message: EmailMessage) -> Failure | None:
    """Send one mail over an open or new connection. Returns None when the server has taken it."""
    try:
        connection.open()
        connection.send_messages([message])
    except smtplib.SMTPResponseException as error:
        close(connection)
        return Failure(f"SMTP {error.smtp_code}", server_down=False)
    except smtplib.SMTPRecipientsRefused as error:
        close(connection)
        codes = sorted({code for code, _text in error.recipients.values()})
        return Failure(f"SMTP {', '.join(map(str, codes))}", server_down=False)
    except (smtplib.SMTPException, OSError) as error:
        close(connection)
        return Failure(type(error).__name__, server_down=True)
    except ValueError as error:  # an address or header that no mail can have must not hold up the others
        return Failure(type(error).__name__, server_down=False)
    return None


def in_words(what: str) -> str:
    """What a `Failure` says, for people; "" for nothing. SMTP codes (RFC 5321, 4.2.1) stay, for experts."""
    if not what:
        return ""
    if what.startswith("SMTP 4"):
        return _("the mail server could not take it yet (%(code)s)") % {"code": what}
    if what.startswith("SMTP"):
        return _("the mail server refused it (%(code)s)") % {"code": what}
    if what in {"ValueError", "UnicodeEncodeError"}:
        return _("no mail can go to this address")
    return _("the mail server could not be reached")


def close(connection: BaseEmailBackend) -> None:
    """Close the connection, also one that the server has dropped."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        logger.debug("The mail server was gone before the connection was closed.")


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, an hour at most."""
    return min(FIRST_RETRY * 2 ** min(attempts - 1, 20), LONGEST_RETRY)


def due(longest_wait: timedelta = LONGEST_RETRY) -> Q:
    """Rows of a queue whose time has come.

    Those that were written while a clock was ahead have come, too, and would otherwise wait until it is that late.
    """
    now = timezone.now()
    return (
        Q(next_attempt_at__lte=now) | Q(next_attempt_at__gt=now + longest_wait + SLACK) | Q(created_at__gt=now + SLACK)
    )


def claim(rows: Any) -> bool:
    """Take a row that is due out of the queue for a while, so that no other worker sends it; False when one did."""
    now = timezone.now()
    created_at = Least("created_at", Value(now))
    return bool(rows.update(next_attempt_at=now + LEASE, attempts=F("attempts") + 1, created_at=created_at))

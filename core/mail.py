"""Hands a mail to the mail server and says in one word what went wrong, for queues that try again."""

import logging
import smtplib
from datetime import timedelta
from typing import NamedTuple

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(hours=1)


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


def close(connection: BaseEmailBackend) -> None:
    """Close the connection, also one that the server has dropped."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        logger.debug("The mail server was gone before the connection was closed.")


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, an hour at most."""
    return min(FIRST_RETRY * 2 ** min(attempts - 1, 20), LONGEST_RETRY)

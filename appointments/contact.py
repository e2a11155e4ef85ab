"""Phone numbers and e-mail addresses as people type them."""

import difflib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.web.characters import without_invisible
from core.web.email_addresses import ReachableEmailValidator
from core.web.phones import Reading, read_phone

# The providers most Americans use; a domain that is nearly one of these is probably a slip.
COMMON_DOMAINS = (
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "aol.com",
    "comcast.net",
    "bellsouth.net",
    "att.net",
    "live.com",
    "msn.com",
    "verizon.net",
    "me.com",
    "mac.com",
    "ymail.com",
    "sbcglobal.net",
    "protonmail.com",
    "cox.net",
    "earthlink.net",
    # Rarer, but so like the ones above that they would be taken for slips.
    "mail.com",
    "email.com",
    "gmx.com",
    "googlemail.com",
    "rocketmail.com",
    "fastmail.com",
    "proton.me",
    "yahoo.co.uk",
    "hotmail.co.uk",
    "yahoo.ca",
    "hotmail.ca",
    "yahoo.fr",
    "hotmail.fr",
    "yahoo.es",
    "hotmail.es",
)
SIMILAR = 0.8


def clean_phone(text: str) -> Reading:
    """Return a phone number typed in any format as E.164, and what stood beside it; empty for none.

    Raises:
        ValidationError: with the message shown beside the field.
    """
    if not text:
        return Reading("", "")
    try:
        return read_phone(text)
    except ValidationError as error:
        messages = {
            "invalid_phone": _("Enter a phone number with its area code, like 904-555-0123"),
            "letters_in_phone": _("Write your phone number in digits, with its area code, like 904-555-0123"),
        }
        raise ValidationError(messages[error.code or "invalid_phone"], code=error.code) from error


def clean_email(text: str) -> str:
    """Return an e-mail address that mail can be sent to, "" for none.

    Raises:
        ValidationError: with the message shown beside the field; for addresses of one machine too (jane@localhost).
    """
    email = without_invisible(text)
    if email:
        ReachableEmailValidator(_("Enter an e-mail address in the right format, like name@example.com"))(email)
    return email


def likely_email(email: str) -> str:
    """Return the address that was probably meant when the domain looks like a slip, else ""."""
    name, _at, domain = email.rpartition("@")
    domain = domain.lower()
    if not name or domain in COMMON_DOMAINS:
        return ""
    close = difflib.get_close_matches(domain, COMMON_DOMAINS, n=1, cutoff=SIMILAR)
    return f"{name}@{close[0]}" if close else ""

"""Refuses passwords that only dress up a common one, or that say little besides what the site is about.

Django's own list knows "password1234", not "P@ssw0rd-2026!": whoever guesses tries such forms first.
"""

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST_LEFT = 6  # letters that must remain when all that is easy to guess is taken away
LETTERS = str.maketrans("@4831!0$57", "aabeliosst")
SUBJECTS = ("ketamine", "clinic", "pain", "jacksonville", "middleburg", "florida", "website", "admin", "welcome")
_ENDS = re.compile(r"^[^a-z]+|[^a-z]+$")


@cache
def common_passwords() -> frozenset[str]:
    """Django's 20,000 common passwords."""
    return frozenset(CommonPasswordValidator().passwords)


def core_of(password: str, names: tuple[str, ...]) -> str:
    """What is left of a password without digits and signs at its ends, and without words that anybody would try."""
    text = _ENDS.sub("", password.lower()).translate(LETTERS)
    for word in sorted({*SUBJECTS, *names}, key=len, reverse=True):
        text = text.replace(word, "")
    return re.sub(r"[^a-z]", "", text)


class DisguisedPasswordValidator:
    """A validator for AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a disguised common password.

        Raises:
            ValidationError: saying why.
        """
        host = urlsplit(settings.SITE_URL).hostname or ""
        names = tuple(part for part in host.split(".") if len(part) > 3)
        left = core_of(password, names)
        # Passwords in other scripts have no letters that this could judge.
        if password.isascii() and (len(left) < LEAST_LEFT or len(set(left)) < 4 or left in common_passwords()):
            raise ValidationError(
                _("This password is easy to guess: a common one with changes, or little more than a place or a name."),
                code="password_disguised",
            )

    def get_help_text(self) -> str:
        """The sentence beside the field."""
        return _("Four or five words that have nothing to do with each other are easy to remember and hard to guess.")

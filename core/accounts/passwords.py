"""Refuses passwords that a guesser tries early, or that say little besides what the site is about.

Django's own list knows "password1234", not "P@ssw0rd-2026!" nor "letmeinletmein1". zxcvbn (Wheeler, USENIX Security
2016) counts the guesses that a password takes when words, names, dates, keys in a row and repeats are tried first.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

SAFE = 4  # zxcvbn's highest score: more than 10^10 guesses
# Characters. The time that zxcvbn takes doubles with each few more when they are signs that stand for letters.
LONGEST_JUDGED = 24
# What anybody would try here. These words count for nothing, however many are strung together.
SUBJECTS = ("ketamine", "clinic", "pain", "jacksonville", "middleburg", "florida", "website", "admin", "welcome")
LOOKALIKES = {"a": "a@4", "b": "b8", "e": "e3", "i": "i!1", "l": "l1", "o": "o0", "s": "s$5", "t": "t7"}


def without_subjects(password: str) -> str:
    """The password without the words of SUBJECTS and the site's host name, also where signs stand for their letters."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    words = {*SUBJECTS, *(part for part in host.split(".") if len(part) > 3)}
    disguised = ("".join(f"[{LOOKALIKES.get(letter, re.escape(letter))}]" for letter in word) for word in words)
    return re.sub("|".join(sorted(disguised, key=len, reverse=True)), "", password, flags=re.IGNORECASE)


class GuessablePasswordValidator:
    """A validator for AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that is easy to guess.

        Raises:
            ValidationError: saying why.
        """
        known = [getattr(user, name, "") for name in ("username", "first_name", "last_name", "email")]
        left = without_subjects(password)[:LONGEST_JUDGED]
        if not left or zxcvbn(left, user_inputs=[text for text in known if text])["score"] < SAFE:
            raise ValidationError(
                _("This password is easy to guess: a common one with changes, or little more than a place or a name."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """The sentence beside the field."""
        return _("Four or five words that have nothing to do with each other are easy to remember and hard to guess.")

"""Names of logins, which ignore case: telephones write "Anna" for "anna".

Two logins whose names differ only by case may exist from before. They stay two people: each is known by its exact name
alone. New ones are refused where logins are made, and "Is everything all right?" asks for another name.

Compared in Python, since SQLite folds ASCII alone; a clinic has dozens of logins.
"""

from collections import Counter
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest

LONGEST_KEPT = 255  # django-axes' column; folding can make a name longer


def folded(name: str) -> str:
    """What is equal for all spellings of a name: NFKC, as Django stores names, without case."""
    return get_user_model().normalize_username(name).casefold()


def _spelled_like(name: str) -> list[str]:
    """The names of all logins that are `name` but for case."""
    key = folded(name)
    # An empty text has no spellings; it also is what a form without a name sends.
    return [known for known in _all_names() if folded(known) == key] if key else []


def _all_names() -> list[str]:
    return list(get_user_model().objects.values_list("username", flat=True))


def as_stored(typed: str) -> str:
    """The login that is meant by `typed`: the one of exactly this name, else the only one that differs by case.

    Returned as typed where there is none, or more than one.
    """
    typed = get_user_model().normalize_username(typed)
    found = _spelled_like(typed)
    return found[0] if len(found) == 1 and typed not in found else typed


def find(typed: str) -> Any | None:
    """The login that is meant by `typed`, or None."""
    return get_user_model().objects.filter(username=as_stored(typed)).first()


def twin(name: str, *, but: str = "") -> str:
    """The name of another login than `but` that is `name`, or differs from it only by case; "" when there is none."""
    return next((known for known in _spelled_like(name) if known != but), "")


def there_are_twins() -> bool:
    """Whether names of logins differ only by case."""
    counts = Counter(folded(name) for name in _all_names())
    return any(count > 1 for count in counts.values())


def counted_as(name: str) -> str:
    """By what wrong passwords for `name` are counted: one text for all spellings."""
    return folded(name)[:LONGEST_KEPT]


def name_that_counts(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """What django-axes counts a wrong password by (`AXES_USERNAME_CALLABLE`)."""
    name = (credentials or {}).get("username") or request.POST.get("username")
    return counted_as(name) if name else None

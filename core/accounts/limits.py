"""How often a password or a code may be tried, counted in the database, so that all workers share the count.

- One name from one address: django-axes, five tries. Spellings that differ by case are one name (see `names`).
- One address, whatever names it tries: that is how stolen or common passwords are sprayed over many accounts. Counted
  where passwords are compared (see `backends`), so whatever page they were sent to.
- The shared password of a protected page or collection: five tries from one address, which also count as its logins.
- One account's second step, from anywhere: by then the password was right.
- Password resets: by address, and by the mailbox that would fill up.

A try is counted before it is looked at and given back when it was right: a hundred at the same moment are a hundred.

The address is REMOTE_ADDR as `core.web.middleware.proxies` has corrected it; forwarded headers are not read here.
"""

import ipaddress
import logging
import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.accounts import names
from core.web.clock import lately
from core.web.error_pages import error_response
from core.web.network import network_of
from core.web.rate_limits import Counter, Limit, TooMany

logger = logging.getLogger("clinic.accounts")

SHARED_PASSWORD = Limit(5, 15 * 60)
SECOND_STEP = Limit(5, 15 * 60)
# Whoever knows the password could otherwise go on for months: one code in 333,333 fits at any time.
SECOND_STEP_DAILY = Limit(30, 24 * 60 * 60)
RESETS_PER_MAILBOX = Limit(3, 60 * 60)
RESETS_PER_ADDRESS = Limit(20, 60 * 60)


def client_address(request: HttpRequest) -> str | None:
    """The address that logins are counted by, here and in django-axes: of IPv6 the /64's first, since a customer has
    all of it. None, which axes counts as well, for a unix socket.
    """
    return sender(request.META.get("REMOTE_ADDR", ""))


def sender(address: str) -> str | None:
    """What counts as one address."""
    try:
        return str(ipaddress.ip_network(network_of(address)).network_address)
    except ValueError:
        return None


def sign_in_counter(request: HttpRequest) -> Counter:
    """Failed logins from the visitor's address, whatever the name."""
    return counter_of_address(client_address(request) or "")


def counter_of_address(address: str) -> Counter:
    """Failed logins from an address."""
    return Counter(Limit.parse(settings.LOGIN_LIMIT_PER_ADDRESS), "sign-in", address)


def refuse(request: HttpRequest, seconds: int) -> None:
    """Have axes' middleware answer with `locked_out`, and axes count nothing more against the name."""
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.sign_in_retry_after = seconds  # type: ignore[attr-defined]


def limit_shared_password(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Limit a view of Wagtail's that takes a shared password and leads on when it was right."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        address = client_address(request) or ""
        what = [view.__module__, *(str(value) for _name, value in sorted(kwargs.items()))]
        counters = [Counter(SHARED_PASSWORD, "shared-password", address, *what), counter_of_address(address)]
        try:
            for counter in counters:
                counter.take()
        except TooMany as error:
            logger.warning("a shared password was tried too often")
            response = error_response(429)
            response["Retry-After"] = str(error.retry_after)
            return response
        response = view(request, *args, **kwargs)
        if response.status_code == 302:
            for counter in counters:
                counter.give_back()
        return response

    return limited


def second_step_counters(user: Any) -> list[Counter]:
    """Codes tried for the account, in a quarter of an hour and in a day."""
    return [Counter(limit, "second-step", str(user.pk)) for limit in (SECOND_STEP, SECOND_STEP_DAILY)]


def count_second_step(user: Any) -> None:
    """Count one more try. Raises TooMany."""
    for counter in second_step_counters(user):
        counter.take()


def forget_second_step(user: Any) -> None:
    """Start the account's count again."""
    for counter in second_step_counters(user):
        counter.forget()


def reset_may_be_asked(request: HttpRequest) -> None:
    """Count a password reset for the address. Raises TooMany."""
    Counter(RESETS_PER_ADDRESS, "reset", client_address(request) or "").take()


def mailbox_has_room(address: str) -> bool:
    """Count a password reset for the mailbox; False when it got enough within the hour. Nobody is told."""
    try:
        Counter(RESETS_PER_MAILBOX, "reset-mail", address.casefold()).take()
    except TooMany:
        return False
    return True


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page that says when to try again."""
    context = {"minutes": max(1, math.ceil(seconds / 60))}
    response = render(request, "accounts/too_many.html", context, status=429)
    response["Retry-After"] = str(max(1, seconds))
    response["Cache-Control"] = "private, no-store"
    return response


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer of django-axes to a name that is locked from this address, or to an address that is
    (`AXES_LOCKOUT_CALLABLE`).
    """
    if seconds := getattr(request, "sign_in_retry_after", 0):
        return too_many(request, seconds)
    name = names.name_that_counts(request, credentials)
    attempt = (
        AccessAttempt.objects.filter(username=name, ip_address=client_address(request))
        .order_by("-attempt_time")
        .first()
    )
    wait = settings.AXES_COOLOFF_TIME
    if attempt:
        wait = attempt.attempt_time + wait - timezone.now()
    return too_many(request, int(wait.total_seconds()))


def forget_old_attempts() -> int:
    """Delete tries whose lock is over, and those of a clock that was ahead; the worker runs it hourly."""
    return AccessAttempt.objects.exclude(attempt_time__range=lately(settings.AXES_COOLOFF_TIME)).delete()[0]


def forget_wrong_passwords(user: Any) -> None:
    """Let the user try again from every address: also done when they have set a new password."""
    AccessAttempt.objects.filter(username=names.counted_as(user.get_username())).delete()


def unlock(user: Any) -> None:
    """Forget wrong passwords and codes."""
    forget_wrong_passwords(user)
    forget_second_step(user)

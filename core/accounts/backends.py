"""The one place where the password of a login is compared, so that no address can get round its limits.

Wagtail's login, a second one that an upgrade brings, HTTP Basic of an API, or the password that confirms a change: all
call Django's `authenticate()`, which asks this backend and no other.
"""

from typing import Any

from asgiref.sync import sync_to_async
from axes.backends import AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from core.accounts import limits, names
from core.web.rate_limits import TooMany


class LimitedBackend(AxesStandaloneBackend, ModelBackend):
    """Counts a try by address, refuses locked names (django-axes), and then compares."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """The user whose password it is, by name in any case; None when it is not.

        Raises:
            PermissionDenied: when it was tried too often. axes' middleware then answers with `limits.locked_out`.
            AxesBackendRequestParameterRequired: without a request, whose address is counted.
        """
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **kwargs)  # which refuses
        counter = limits.sign_in_counter(request)
        try:
            counter.take()
        except TooMany as error:
            limits.refuse(request, error.retry_after)
            raise PermissionDenied from error
        super().authenticate(request, username, password, **kwargs)  # raises PermissionDenied for a locked name
        user = ModelBackend.authenticate(self, request, names.as_stored(username), password)
        if user is not None:
            counter.give_back()
        return user

    async def aauthenticate(self, request: HttpRequest | None, *args: Any, **kwargs: Any) -> Any:
        """The same for asynchronous callers: ModelBackend's own would compare without a limit."""
        return await sync_to_async(self.authenticate)(request, *args, **kwargs)

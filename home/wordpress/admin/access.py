"""Who may move content in: site managers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.menu import MenuItem

PERMISSION = "wordpress.import_wordpress"


def for_movers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer only those who may move content in.

    Raises:
        PermissionDenied: for anybody else.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class MoverMenuItem(MenuItem):
    """An entry of the menu for those who may move content in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return bool(request.user.has_perm(PERMISSION))

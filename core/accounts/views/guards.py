"""What must have happened before a second step may be changed."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.admin.utils import get_valid_next_url_from_request

from core.accounts import factors, sessions

View = Callable[..., HttpResponse]


def person(request: HttpRequest) -> Any:
    """The signed-in user, whom Wagtail has asked for by then, with what django-otp adds."""
    return request.user


def next_address(request: HttpRequest) -> str:
    """Where the visitor wanted to go: an address of this site, else the start of the admin."""
    return get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")


def lead_to(name: str, next_url: str) -> HttpResponseRedirect:
    """Lead to the screen `name` of this app and from there on to `next_url`."""
    return HttpResponseRedirect(f"{reverse(f'accounts:{name}')}?{urlencode({'next': next_url})}")


def own_second_step(view: View) -> View:
    """Let in who has done the second step, or has none yet, and has typed the password lately."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        here = request.get_full_path() if request.method == "GET" else reverse("accounts:factors")
        if not person(request).is_verified() and factors.has_factor(request.user):
            return lead_to("verify", here)
        if not sessions.confirmed_lately(request.session):
            return lead_to("confirm", here)
        return view(request, *args, **kwargs)

    return guarded

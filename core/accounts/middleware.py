"""Ends sessions that rested too long, and lets nobody past the login who has a second step still to do."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from core.accounts import factors, sessions

# What somebody who has still to do the second step may open in the admin. The screens that change one see for
# themselves that nobody gets round the one that is set up.
OPEN = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "accounts:verify",
    "accounts:verify_passkey_options",
    "accounts:verify_passkey",
    "accounts:confirm",
    "accounts:factors",
    "accounts:add_app",
    "accounts:add_passkey_options",
    "accounts:add_passkey",
}


class SignInRulesMiddleware:
    """Stands behind AuthenticationMiddleware and OTPMiddleware. A request without a session costs nothing.

    Until the second step is done, the admin leads to it, and to every other address (pages, previews, documents,
    health details) the visitor is anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Apply the rules to a signed-in visitor, then pass the request on."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if sessions.is_over(request.session):
                logout(request)
                messages.info(request, _("You were signed out because nothing was done for a while. Please sign in."))
            elif response := self.second_step(request):
                return response
        return self.get_response(request)

    def second_step(self, request: HttpRequest) -> HttpResponse | None:
        """Note activity; return the answer that leads to the second step where it is still to be done."""
        view_name = name_of_view(request)
        sessions.touch(request.session, view_name)
        if not factors.must_still_verify(request.user):
            return None
        if not request.path.startswith(f"/{settings.ADMIN_PATH}/"):
            request.user = AnonymousUser()
            return None
        if view_name in OPEN:
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied
        target = reverse("accounts:verify")
        if request.method == "GET":
            target += "?" + urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(target)


def name_of_view(request: HttpRequest) -> str:
    """The name of the address that is asked for, such as "wagtailadmin_home"; "" when there is none."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""

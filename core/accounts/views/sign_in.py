"""The first step: name and password; and asking for a new password."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView as DjangoLoginView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.admin.views import account

from core.accounts import browsers, factors, limits, mail
from core.accounts.models import MailKind
from core.accounts.views.guards import lead_to, next_address, person
from core.web.rate_limits import TooMany


class LoginView(account.LoginView):
    """Wagtail's login, the only one of the site, which tells people of a browser they have not used before.

    Private pages and documents lead here too, as does the second login that Wagtail has for them. How often a password
    may be tried is decided where it is compared (see `backends`).
    """

    template_name = "accounts/login.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form; lead on who is signed in, unless they come from a page that does not open to them."""
        user, target = person(request), next_address(request)
        if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
            if factors.must_still_verify(user):
                return lead_to("verify", target)
            if not target.startswith(f"/{settings.ADMIN_PATH}/"):
                # Wagtail would lead back to the page, which leads here again.
                return DjangoLoginView.get(self, request, *args, **kwargs)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in. The cookie ends with the browser; the session itself has its own ends (see `sessions`)."""
        response: HttpResponse = super().form_valid(form)
        user = form.get_user()
        if not browsers.recognize(self.request, response, user):
            mail.tell(user, MailKind.NEW_SIGN_IN)
        return response


class PasswordResetView(account.PasswordResetView):
    """Asks for a new password: the same answer, after the same work, for every address."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Queue the mail, unless too many were asked for."""
        try:
            limits.reset_may_be_asked(request)
        except TooMany as error:
            return limits.too_many(request, error.retry_after)
        return super().post(request, *args, **kwargs)

"""The first step: name and password; and asking for a new password."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.admin.views import account

from core.accounts import browsers, limits, mail
from core.accounts.models import MailKind
from core.rate_limits import TooMany


class LoginView(account.LoginView):
    """Wagtail's login, which counts failures by address and tells people of a browser they have not used before."""

    template_name = "accounts/login.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the password, unless too many were wrong."""
        try:
            limits.sign_in_counter(request).take()
        except TooMany as error:
            return limits.too_many(request, error.retry_after)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in. The cookie ends with the browser; the session itself has its own ends (see `sessions`)."""
        limits.sign_in_counter(self.request).give_back()
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

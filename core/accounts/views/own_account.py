"""A person's own account, where a new e-mail address needs the password: new passwords are sent to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views import account

from core.accounts import sessions

from .guards import lead_to, person


class AccountView(account.AccountView):
    """Wagtail's screen, which takes a new e-mail address only from who has typed the password lately."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save, or ask for the password first."""
        email = request.POST.get("name_email-email", person(request).email)
        if email.casefold() != person(request).email.casefold() and not sessions.confirmed_lately(request.session):
            messages.warning(request, _("Please confirm your password, then change your e-mail address again."))
            return lead_to("confirm", reverse("wagtailadmin_account"))
        response: HttpResponse = super().post(request)
        return response

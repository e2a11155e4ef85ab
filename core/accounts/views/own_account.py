"""A person's own account, where a new e-mail address needs the password: new passwords are sent to it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views import account

from core.accounts import sessions
from core.accounts.forms import AS_TYPED, CountedPasswordChangeForm
from core.accounts.views.guards import lead_to, person


class OwnNameForm(NameEmailForm):
    """A person's own name and address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = {"first_name": "given-name", "last_name": "family-name", "email": "email"}
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = purposes[name]
        if "email" in self.fields:
            self.fields["email"].widget.attrs.update(AS_TYPED)


class AccountView(account.AccountView):
    """Wagtail's screen, which takes a new e-mail address only from who has typed the password lately, and says to
    browsers what its fields are (WCAG 1.3.5).
    """

    def get_panels(self) -> list[Any]:
        """Wagtail's, with the old password counted as at a login."""
        panels: list[Any] = super().get_panels()
        for panel in panels:
            if isinstance(panel, account.ChangePasswordPanel):
                panel.form_class = partial(CountedPasswordChangeForm, request=self.request)
            if isinstance(panel, account.NameEmailSettingsPanel):
                panel.form_class = OwnNameForm
        return panels

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save, or ask for the password first."""
        email = request.POST.get("name_email-email", person(request).email)
        if email.casefold() != person(request).email.casefold() and not sessions.confirmed_lately(request.session):
            messages.warning(request, _("Please confirm your password, then change your e-mail address again."))
            return lead_to("confirm", reverse("wagtailadmin_account"))
        response: HttpResponse = super().post(request)
        return response

"""The forms of signing in."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordChangeForm, PasswordResetForm

from core.accounts.limits import mailbox_has_room
from core.accounts.mail import ask_for_reset

# Telephones begin each field with a capital and correct what they do not know.
AS_TYPED = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


class SignInForm(LoginForm):
    """Name and password, in fields that browsers and password managers know (WCAG 1.3.5)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.update({**AS_TYPED, "autocomplete": "username"})
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"


class QueuedPasswordResetForm(PasswordResetForm):
    """Asks for a reset mail. Whether the address is anybody's is found out later, by the worker."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.update({**AS_TYPED, "autocomplete": "email"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Queue it: the same work for every address."""
        address = self.cleaned_data["email"]
        if mailbox_has_room(address):
            ask_for_reset(address)


class CodeField(forms.CharField):
    """A code of an app or of the sheet of recovery codes."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {**AS_TYPED, "autocomplete": "one-time-code"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: Any) -> Any:
        """Leave out the spaces that apps show between the digits."""
        text = super().to_python(value)
        return "".join(text.split()) if isinstance(text, str) else text


class VerifyForm(forms.Form):
    """The second step by code."""

    code = CodeField(label=_("Code"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = ""


class AddAppForm(forms.Form):
    """The first code of a new app shows that it works."""

    code = CodeField(label=_("Code that the app shows now"))
    name = forms.CharField(label=_("Name for this app"), max_length=64, initial=_("My phone"))


class CountedPasswordChangeForm(PasswordChangeForm):
    """A new password under "Account". Whoever found a session open cannot guess the old one."""

    def __init__(self, user: Any, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(user, *args, **kwargs)

    def clean_old_password(self) -> str:
        """Check it as at a login, so that the same limits count."""
        password: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=password) is None:
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password


class ConfirmForm(forms.Form):
    """The password once more, before a second step is changed."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": ""}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Check it as at a login, so that the same limits count."""
        password: str = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            raise forms.ValidationError(_("That is not your password. Please try again."))
        return password

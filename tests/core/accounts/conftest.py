"""People with logins, and what they do to sign in."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from core.accounts.models import AuthenticatorApp

PASSWORD = "correct horse battery staple"


@pytest.fixture
def make_person(db: None) -> Callable[..., Any]:
    """Make a login in the groups named."""

    def make(name: str = "anna", *groups: str, **values: Any) -> Any:
        user = get_user_model().objects.create_user(name, f"{name}@clinic.example", PASSWORD, **values)
        user.groups.set(Group.objects.filter(name__in=groups))
        assert user.groups.count() == len(groups)
        return user

    return make


@pytest.fixture
def second_step_required(settings: Any) -> None:
    """As in production."""
    settings.SECOND_STEP_PERMISSIONS = ["appointments.view_appointmentrequest"]
    settings.SECOND_STEP_FOR_SUPERUSERS = True


def sign_in(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
    """Send the login form."""
    return client.post(reverse("wagtailadmin_login"), {"username": name, "password": password}, **extra)


def make_app(user: Any) -> AuthenticatorApp:
    """An app that is set up."""
    app = AuthenticatorApp.start(user, "Phone")
    app.confirmed = True
    app.save()
    return app


def code_of(app: AuthenticatorApp, steps: int = 0) -> str:
    """What the app shows, now or some steps of 30 seconds away."""
    clock = TOTP(app.secret)
    clock.time = time.time() + 30 * steps
    return f"{clock.token():06}"

"""Addresses that replace Wagtail's own: the login and asking for a new password."""

from django.urls import path

from .views.sign_in import LoginView, PasswordResetView

urlpatterns = [
    path("login/", LoginView.as_view(), name="wagtailadmin_login"),
    path("password_reset/", PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
]

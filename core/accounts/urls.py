"""Addresses that replace Wagtail's own: the login, asking for a new password, and a person's account."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from core.accounts.views.own_account import AccountView
from core.accounts.views.sign_in import LoginView, PasswordResetView

urlpatterns = [
    path("login/", never_cache(LoginView.as_view()), name="wagtailadmin_login"),
    path("password_reset/", never_cache(PasswordResetView.as_view()), name="wagtailadmin_password_reset"),
    path("account/", never_cache(require_admin_access(AccountView.as_view())), name="wagtailadmin_account"),
]

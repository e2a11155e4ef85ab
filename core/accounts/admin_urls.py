"""Addresses of the second step, inside the admin: Wagtail has checked that the visitor is signed in."""

from django.urls import path

from core.accounts.views import help_others, own_factors, second_step

app_name = "accounts"
urlpatterns = [
    path("", own_factors.overview, name="factors"),
    path("verify/", second_step.verify, name="verify"),
    path("verify/passkey/options/", second_step.passkey_options, name="verify_passkey_options"),
    path("verify/passkey/", second_step.passkey, name="verify_passkey"),
    path("confirm/", second_step.confirm, name="confirm"),
    path("add-app/", own_factors.add_app, name="add_app"),
    path("add-passkey/options/", own_factors.passkey_options, name="add_passkey_options"),
    path("add-passkey/", own_factors.add_passkey, name="add_passkey"),
    path("recovery-codes/", own_factors.new_codes, name="new_codes"),
    path("remove/<str:kind>/<int:pk>/", own_factors.remove, name="remove"),
    path("reset/<int:pk>/", help_others.reset_second_step, name="reset"),
]

"""App configurations of the logins, and of Wagtail's users with this site's rules."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Signing in."""

    name = "core.accounts"
    label = "accounts"
    default = True
    verbose_name = _("Signing in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch logins and changed accounts, and tell the worker what to send and to forget."""
        from core.accounts import registration  # noqa: PLC0415 - models come after apps

        registration.register()


class ClinicUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for users, where nobody gives or takes over more than they have (see `hierarchy`)."""

    user_viewset = "core.accounts.user_screens.ClinicUserViewSet"

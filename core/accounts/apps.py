"""App configurations of the logins, and of Wagtail's users with this site's rules."""

from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig

from core.web import app_config


class AccountsConfig(app_config.RegisteringAppConfig):
    """Signing in."""

    name = "core.accounts"
    label = "accounts"
    default = True
    verbose_name = _("Signing in")


class ClinicUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for users, where nobody gives or takes over more than they have (see `hierarchy`)."""

    user_viewset = "core.accounts.user_screens.ClinicUserViewSet"

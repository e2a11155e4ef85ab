"""App configurations of the logins, and of Wagtail's users with this site's rules."""

from datetime import timedelta

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
        from core.health.checks import register_check
        from core.worker import register_job, register_queue

        from . import browsers, mail, sessions, signals
        from .health import LOGIN_NAMES, LOGINS
        from .limits import forget_old_attempts

        signals.connect()
        register_check(LOGINS)
        register_check(LOGIN_NAMES)
        register_queue(mail.send_due)
        register_job("forget_login_attempts", timedelta(hours=1), forget_old_attempts)
        register_job("forget_old_sessions", timedelta(days=1), sessions.forget_old)
        register_job("forget_unused_browsers", timedelta(days=1), browsers.forget_unused)


class ClinicUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for users, where nobody gives or takes over more than they have (see `hierarchy`)."""

    user_viewset = "core.accounts.user_screens.ClinicUserViewSet"

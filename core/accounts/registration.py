"""What signing in registers once models are loaded."""

from datetime import timedelta

from core.accounts import browsers, mail, sessions, signals
from core.accounts.health import LOGIN_NAMES, LOGINS
from core.accounts.limits import forget_old_attempts
from core.operations.health.checks import register_check
from core.operations.worker import register_job, register_queue


def register() -> None:
    """Watch logins and changed accounts, and tell the worker what to send and to forget."""
    signals.connect()
    register_check(LOGINS)
    register_check(LOGIN_NAMES)
    register_queue(mail.send_due)
    register_job("forget_login_attempts", timedelta(hours=1), forget_old_attempts)
    register_job("forget_old_sessions", timedelta(days=1), sessions.forget_old)
    register_job("forget_unused_browsers", timedelta(days=1), browsers.forget_unused)

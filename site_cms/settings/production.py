"""Production, also used by `make run`: refuses to start without its secrets, naming each that is missing."""

from django.core.exceptions import ImproperlyConfigured

from .base import *

REQUIRED_SECRETS = {
    "SECRET_KEY": "signs sessions and links; 50 random characters or more",
    "APPOINTMENTS_KEYS": 'encrypts appointment requests; a list "name:key" with 32 random bytes in base64',
    "APPOINTMENTS_INDEX_KEY": "finds encrypted requests again; 32 random bytes in base64",
}
_missing = [f"{name} ({why})" for name, why in REQUIRED_SECRETS.items() if not env.str(name, default="")]
if _missing:
    raise ImproperlyConfigured(
        f"Missing in the environment: {'; '.join(_missing)}. "
        "`make run` and the container make them by themselves; for compose run `make env`; see docs/deployment.md."
    )
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: 50 random characters or more are needed.")

if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    # Loaded only where it is used: the library takes 2 MB.
    from core.operations.error_reports import start_error_reports

    start_error_reports(SENTRY_DSN)

# Who may read appointment requests needs a second step. Administrators may, too; on a trial without https they are
# spared it, since `make run` should take two minutes.
if env.bool("SECOND_STEP_REQUIRED", default=True):
    SECOND_STEP_PERMISSIONS = ["appointments.view_appointmentrequest"]
    SECOND_STEP_FOR_SUPERUSERS = HTTPS

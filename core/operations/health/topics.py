"""What visitors can do without for a while, and a person must see to: worker, backups, certificate, mail server ..."""

import smtplib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template.defaultfilters import date, filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.operations import worker
from core.operations.health.checks import Check
from core.operations.models import BackupRun
from core.web.clock import is_within
from core.web.site_address import address_trouble, origin

SECONDS_FOR_CERTIFICATE = SECONDS_FOR_MAIL_SERVER = 3
FEWEST_DAYS = 14  # certificates that renew themselves do so 30 days before they end


def _ask_worker() -> str:
    return "" if worker.is_alive() else _("The worker has given no sign of life lately.")


WORKER = Check(
    name="worker",
    ask=_ask_worker,
    title=gettext_lazy("The worker"),
    describe=gettext_lazy("It runs: mail goes out and scheduled pages are published."),
    advice=gettext_lazy(
        "No mail goes out and no scheduled page is published until it runs again. Tell the person who looks after the "
        "server."
    ),
)


def _site_is_new() -> bool:
    """Whether the database is younger than a first backup may take."""
    first = MigrationRecorder(connection).migration_qs.order_by("applied").values_list("applied", flat=True).first()
    return first is None or first > timezone.now() - timedelta(days=2)


def _ask_backup() -> str:
    if not settings.BACKUP_KEY:
        return _("No backups are made: BACKUP_KEY is not set.")
    if not settings.BACKUP_EVERY_HOURS:
        return ""
    last = BackupRun.last_good()
    failed = BackupRun.objects.order_by("-pk").first()
    if last is None:
        if failed is not None:
            return _("No backup could be made. %(why)s") % {"why": failed.error}
        return "" if _site_is_new() else _("No backup was ever made.")
    if is_within(timezone.now() - last.finished_at, timedelta(hours=2 * settings.BACKUP_EVERY_HOURS)):
        return ""
    return _("The last backup was made %(age)s ago. %(why)s") % {
        "age": timesince(last.finished_at, depth=1),
        "why": failed.error if failed else "",
    }


def _describe_backup() -> str:
    last = BackupRun.last_good()
    if last is None:
        if settings.BACKUP_EVERY_HOURS:
            return _("The first one is made within the hour.")
        return _("They are made by other means; the website makes none.")
    return _("The last one was made %(age)s ago (%(size)s).") % {
        "age": timesince(last.finished_at, depth=1),
        "size": filesizeformat(last.size),
    }


BACKUP = Check(
    name="backup",
    ask=_ask_backup,
    title=gettext_lazy("Backups"),
    describe=_describe_backup,
    advice=gettext_lazy("If the server broke now, work would be lost. Tell the person who looks after the server."),
)


def certificate_end(host: str, port: int) -> datetime:
    """Return when the certificate that `host` shows ends.

    Raises:
        ssl.SSLError: when browsers would refuse it.
        OSError: when nobody answers.
    """
    with (
        socket.create_connection((host, port), timeout=SECONDS_FOR_CERTIFICATE) as plain,
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
    ):
        found = secure.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(found["notAfter"])), UTC)


def _site() -> tuple[str, int] | None:
    """Host and port of the site's https address; None without https."""
    parts = urlsplit(settings.SITE_URL)
    return (parts.hostname, parts.port or 443) if parts.scheme == "https" and parts.hostname else None


def _ask_certificate() -> str:
    site = _site()
    if site is None:
        return ""
    try:
        left = (certificate_end(*site) - timezone.now()).days
    except ssl.SSLError:
        return _("Browsers do not trust the certificate of %(host)s.") % {"host": site[0]}
    except OSError:
        return ""  # a server behind a proxy often cannot reach its own public address
    if left >= FEWEST_DAYS:
        return ""
    return ngettext("The certificate ends in %d day.", "The certificate ends in %d days.", left) % left


def _describe_certificate() -> str:
    site = _site()
    if site is None:
        return _("The address begins with http, so there is none.")
    try:
        end = certificate_end(*site)
    except OSError:
        return _("It cannot be looked at from the server itself; open the website in a browser to see it.")
    return _("It is valid until %(date)s.") % {"date": date(timezone.localtime(end), "DATE_FORMAT")}


CERTIFICATE = Check(
    name="certificate",
    ask=_ask_certificate,
    title=gettext_lazy("Certificate (https)"),
    describe=_describe_certificate,
    advice=gettext_lazy("Browsers will warn visitors away. Tell the person who looks after the server today."),
    staff_only=True,
)


def _describe_address() -> str:
    return _("Visitors, search engines and mail are told %(address)s.") % {"address": origin(settings.SITE_URL)}


ADDRESS = Check(
    name="address",
    ask=address_trouble,
    title=gettext_lazy("The website's address"),
    describe=_describe_address,
    advice=gettext_lazy(
        "Search engines may list the wrong address, and links in mail may lead nowhere. Tell the person who looks "
        "after the server."
    ),
)


def _ask_mail_server() -> str:
    connection = get_connection(timeout=SECONDS_FOR_MAIL_SERVER)
    try:
        connection.open()
        connection.close()
    except (smtplib.SMTPException, OSError):
        return _("It does not take mail: it cannot be reached, or refuses the website.")
    return ""


MAIL_SERVER = Check(
    name="mail_server",
    ask=_ask_mail_server,
    title=gettext_lazy("The mail server"),
    describe=gettext_lazy("It takes mail."),
    advice=gettext_lazy(
        "Nobody is told of new requests, and nobody can set a new password. Tell the person who looks after the server."
    ),
    staff_only=True,
)

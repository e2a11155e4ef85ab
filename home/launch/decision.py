"""Launching the site and taking the launch back: what stands in the way, and the switch itself."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Site

from core.operations.health import staff
from core.operations.health.checks import all_checks, run_checks
from core.operations.models import BackupRun
from core.site.models import ClinicSettings
from core.web.site_address import is_local, origin
from home.launch.checklist import Group, Missing, everything_missing

PERMISSION = "site.launch_site"
LAUNCHED, TAKEN_BACK = "site.launch", "site.take_back_launch"


class OpenItems(NamedTuple):
    """What is missing, by weight: what the launch should wait for, and what may follow."""

    musts: list[Group]
    others: list[Group]

    @property
    def must_count(self) -> int:
        """How many things the launch should wait for."""
        return sum(len(group.items) for group in self.musts)

    @property
    def other_count(self) -> int:
        """How many things may follow."""
        return sum(len(group.items) for group in self.others)


def open_items(site: Site) -> OpenItems:
    """Everything that is missing, whoever may fill it in, the server asked just now (this takes seconds)."""
    server = Group(_("The server: mail, backups and the rest"), list(_server(site)))
    # What the dashboard knows of the server is as much as a minute old, and not everything.
    groups = [server, *(group for group in everything_missing(site) if group.title != server.title)]
    return OpenItems(_those(groups, must=True), _those(groups, must=False))


def _those(groups: list[Group], *, must: bool) -> list[Group]:
    found = [Group(group.title, [item for item in group.items if item.must is must]) for group in groups]
    return [group for group in found if group.items]


def _server(site: Site) -> list[Missing]:
    checks, url = all_checks(), reverse(staff.URL_NAME)
    found = [f"{checks[result.name].title}: {result.why}" for result in run_checks(for_staff=True) if not result.ok]
    if is_local(site.hostname):
        words = _("The website's address is %(address)s, which only this computer can open. SITE_URL sets another.")
        found.append(str(words) % {"address": origin(site.root_url)})
    if settings.BACKUP_KEY and settings.BACKUP_EVERY_HOURS and BackupRun.last_good() is None:
        found.append(str(_("Backups: none has been made yet.")))
    return [Missing(words, url, must=True) for words in found]


@transaction.atomic
def set_launched(site: Site, user: AbstractBaseUser | AnonymousUser, *, launched: bool) -> None:
    """Let search engines in, or ask them to leave again. The site's history says who did."""
    clinic = ClinicSettings.for_site(site)
    if clinic.launched is not launched:
        clinic.launched = launched
        clinic.save()
        log(instance=clinic, action=LAUNCHED if launched else TAKEN_BACK, user=user)


def last_decision(clinic: ClinicSettings) -> ModelLogEntry | None:
    """The newest entry of the history about the launch; None where it was never decided in the admin."""
    entries = ModelLogEntry.objects.for_instance(clinic).filter(action__in=(LAUNCHED, TAKEN_BACK))
    return entries.select_related("user").order_by("-timestamp").first()

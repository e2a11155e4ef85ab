"""“Is everything all right?”: plain words for those who answer for the site."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.editorial.roles import MARKETING_EDITOR, SITE_MANAGER
from core.operations import worker
from core.operations.health import topics
from core.operations.health.staff import summary
from core.operations.models import BackupRun


@pytest.fixture
def person(db: None) -> Callable[[str], Client]:
    """Log somebody of a group in."""

    def login(group: str) -> Client:
        user = User.objects.create_user(group.replace(" ", ""))
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return login


def rows(client: Client) -> dict[str, tuple[str, str]]:
    """Return {title: (yes or no, text)} of the page."""
    response = client.get(reverse("site_health"))
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    found = [
        (row.strong.get_text(strip=True), row.td.get_text(strip=True), row.find_all("td")[1].get_text(" ", strip=True))
        for row in soup.select("tbody tr")
    ]
    return {title: (verdict, text) for title, verdict, text in found}


def test_a_site_manager_reads_it_and_an_editor_does_not(person: Callable[[str], Client]) -> None:
    manager, editor = person(SITE_MANAGER), person(MARKETING_EDITOR)
    worker.claim(worker.HEARTBEAT, worker.HEARTBEAT_EVERY)
    found = rows(manager)
    assert {"Database", "The worker", "Backups", "E-mail", "Disk space", "Certificate (https)"} <= found.keys()
    assert all(verdict == "Yes" for verdict, _text in found.values()), found
    assert "are free" in found["Disk space"][1]
    assert found["Certificate (https)"][1] == "Certificate (https) The address begins with http, so there is none."
    page = manager.get(reverse("site_health")).content.decode()
    assert "Yes, everything is all right." in page
    link = reverse("site_health")
    assert link in manager.get(reverse("wagtailadmin_home")).content.decode()
    assert link not in editor.get(reverse("wagtailadmin_home")).content.decode()
    refused = editor.get(link)
    assert refused.status_code == 302
    assert refused["Location"] == reverse("wagtailadmin_home")


def test_what_is_wrong_comes_first_with_what_to_do(person: Callable[[str], Client]) -> None:
    found = rows(person(SITE_MANAGER))
    title, (verdict, text) = next(iter(found.items()))
    assert (title, verdict) == ("The worker", "No")
    assert "no sign of life" in text
    assert "Tell the person who looks after the server" in text


def test_the_page_has_no_inline_script_or_style_of_its_own(person: Callable[[str], Client]) -> None:
    page = person(SITE_MANAGER).get(reverse("site_health")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "style=" not in main
    assert "<script" not in main


def test_the_dashboard_gets_one_line(person: Callable[[str], Client]) -> None:
    person(SITE_MANAGER)
    person(MARKETING_EDITOR)
    manager, editor = User.objects.get(username="Sitemanager"), User.objects.get(username="Marketingeditor")
    assert summary(editor) is None
    line = summary(manager)
    assert line is not None
    assert (line.ok, str(line.text)) == (False, "1 thing needs a person.")
    assert line.url == reverse("site_health")
    worker.claim(worker.HEARTBEAT, worker.HEARTBEAT_EVERY)
    line = summary(manager)
    assert line is not None
    assert line.ok


def backup() -> tuple[str, str]:
    return topics.BACKUP.ask(), topics._describe_backup()


def test_backups_are_told_of(db: None, settings: Any) -> None:
    settings.BACKUP_EVERY_HOURS = 24
    assert backup() == ("", "The first one is made within the hour.")
    BackupRun.keep(timezone.now(), error="The disk is full.")
    assert backup()[0] == "No backup could be made. The disk is full."
    BackupRun.objects.all().delete()
    MigrationRecorder.Migration.objects.update(applied=timezone.now() - timedelta(days=5))
    assert backup()[0] == "No backup was ever made."
    BackupRun.keep(timezone.now(), name="one", size=12 * 2**20)
    assert backup() == ("", "The last one was made 0\xa0minutes ago (12.0\xa0MB).")
    BackupRun.objects.update(finished_at=timezone.now() - timedelta(days=3))
    BackupRun.keep(timezone.now(), error="The disk is full.")
    assert backup()[0] == "The last backup was made 3\xa0days ago. The disk is full."
    settings.BACKUP_EVERY_HOURS = 0
    assert backup()[0] == ""
    settings.BACKUP_KEY = ""
    assert backup()[0] == "No backups are made: BACKUP_KEY is not set."


@pytest.mark.parametrize(
    ("answer", "trouble", "text"),
    [
        (timedelta(days=60), "", "It is valid until"),
        (timedelta(days=5, hours=1), "The certificate ends in 5 days.", "It is valid until"),
        (ssl.SSLCertVerificationError("expired"), "Browsers do not trust", "cannot be looked at"),
        (OSError("unreachable"), "", "cannot be looked at from the server itself"),
    ],
)
def test_the_certificate_is_looked_at(settings: Any, monkeypatch: Any, answer: Any, trouble: str, text: str) -> None:
    settings.SITE_URL = "https://clinic.example"

    def end(host: str, port: int) -> datetime:
        assert (host, port) == ("clinic.example", 443)
        if isinstance(answer, Exception):
            raise answer
        return datetime.now(UTC) + answer

    monkeypatch.setattr(topics, "certificate_end", end)
    assert trouble in topics.CERTIFICATE.ask()
    assert bool(trouble) == bool(topics.CERTIFICATE.ask())
    assert text in topics._describe_certificate()

"""Loading the starter site: once, whole or not at all, on either database.

The command takes seconds, so a test that looks at what it left begins with a copy of that (tests/starter_site.py).
"""

import os
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision, Site

from core.editorial.models.references import Reference
from core.site.models import ClinicSettings
from home.models import HomePage
from home.starter.load import StarterSite
from tests import starter_site


def load() -> None:
    call_command("load_starter_content", stdout=StringIO())


@pytest.fixture
def starter(db: None) -> None:
    """The starter site in the database, as the command left it."""
    starter_site.fill()


@pytest.fixture
def one_language(settings: Any) -> None:
    """Spare the command the Spanish drafts; tests/i18n looks at those."""
    settings.LANGUAGES_OFFERED = ["en"]


def snapshot() -> dict[str, list[Any]]:
    return {
        "pages": list(Page.objects.order_by("pk").values_list("pk", "title", "path", "last_published_at")),
        "revisions": list(Revision.objects.order_by("pk").values_list("pk", flat=True)),
        "references": list(Reference.objects.order_by("pk").values_list("pk", "title")),
        "settings": list(ClinicSettings.objects.order_by("pk").values_list("pk", "tagline", "emergency_text")),
    }


def test_a_second_load_changes_nothing_and_says_so(starter: None) -> None:
    HomePage.objects.update(title="Our own words")
    before = snapshot()
    out = StringIO()
    call_command("load_starter_content", if_empty=True, stdout=out)
    assert out.getvalue() == ""
    with pytest.raises(CommandError, match="already has a home page"):
        load()
    assert snapshot() == before


def test_a_failed_load_leaves_nothing_behind(db: None, one_language: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: StarterSite) -> None:
        raise RuntimeError("the power goes out")

    monkeypatch.setattr(StarterSite, "_fill_settings", fail)
    before = snapshot()
    with pytest.raises(RuntimeError):
        load()
    assert snapshot() == before


def test_pages_are_published_through_a_revision_and_wagtails_welcome_is_gone(starter: None) -> None:
    for page in Page.objects.filter(depth__gt=1):
        assert page.live
        assert page.live_revision_id
        assert not page.has_unpublished_changes
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    site = Site.objects.get()
    assert site.root_page.specific_class is HomePage
    assert site.is_default_site


def test_settings_that_staff_filled_in_before_are_kept(db: None, one_language: None) -> None:
    values = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
    values.tagline, values.emergency_text = "Ours", "<p>Call 911 or 988, then us.</p>"
    values.save()
    load()
    values = ClinicSettings.for_site(Site.objects.get())
    assert values.tagline == "Ours"
    assert values.emergency_text == "<p>Call 911 or 988, then us.</p>"
    assert 'linktype="page"' in values.medical_disclaimer


@pytest.mark.postgres
@pytest.mark.full
def test_it_loads_on_postgresql(postgres_url: str, tmp_path: Any) -> None:
    """The same command in a process of its own, on an empty PostgreSQL database."""
    environment = {
        **os.environ, "TEST_DATABASE_URL": postgres_url, "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "site_cms.settings.test",
    }  # fmt: skip
    for command in (["migrate", "-v0"], ["load_starter_content"], ["load_starter_content", "--if-empty"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        if command == ["load_starter_content"]:
            assert "Created" in done.stdout

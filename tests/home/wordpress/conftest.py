"""An empty clinic with a page of news, and an import by the command."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from core.site.models import ClinicSettings
from home.models import HomePage
from home.wordpress.models import ImportRow, ImportRun
from news.models import NewsIndexPage
from tests.pages import add_page, make_home

Run = Callable[..., list[ImportRow]]


@pytest.fixture
def clinic(settings: Any, tmp_path: Path) -> HomePage:
    """A launched site with a page of news and nothing else."""
    settings.MEDIA_ROOT = tmp_path / "media"
    home = make_home()
    add_page(home, NewsIndexPage, "News")
    ClinicSettings.objects.update_or_create(site=home.get_site(), defaults={"launched": True, "name": "The Clinic"})
    return home


@pytest.fixture
def run(clinic: HomePage, tmp_path: Path) -> Run:
    """Import one or more files given as text or bytes; returns the rows of the report."""

    def import_them(*files: str | bytes, **options: Any) -> list[ImportRow]:
        paths = []
        for number, text in enumerate(files):
            path = tmp_path / f"export-{number}.xml"
            path.write_bytes(text.encode() if isinstance(text, str) else text)
            paths.append(str(path))
        call_command("import_wordpress", *paths, stdout=StringIO(), stderr=StringIO(), **options)
        return list(ImportRun.objects.latest("pk").rows.all())

    return import_them

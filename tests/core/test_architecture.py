"""The house's rules hold, and breaking one is found."""

from pathlib import Path

import pytest
from django.conf import settings

from core.checks import ALLOWED, ROOMS, check_imports, wrong_imports


def test_imports_run_one_way_in_this_house() -> None:
    assert check_imports(None) == []


def test_the_rule_covers_every_room_there_is() -> None:
    apps = {name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()}
    assert {name.partition(".")[0] for name in apps} == ROOMS | {"core"}
    assert ALLOWED.keys() == ROOMS | {"core", "site_cms"}


@pytest.mark.parametrize(
    ("package", "code", "found"),
    [
        ("core", "from home.models import HomePage", True),
        ("core", "def f():\n    import news.models", True),
        ("core", "from site_cms import settings", True),
        ("therapy", "from news.models import NewsArticlePage", True),
        ("therapy", "from site_cms.urls import urlpatterns", True),
        ("appointments", "import home", True),
        ("appointments", "from locations.models import LocationPage", False),
        ("home", "from therapy.models import TherapyPage", False),
        ("therapy", "from core.models import BasePage", False),
        ("therapy", "from .models import TherapyPage", False),
        ("therapy", "import newsletter, homepage", False),
        ("site_cms", "from appointments import urls", False),
    ],
)
def test_a_wrong_import_is_named_with_its_line(tmp_path: Path, package: str, code: str, found: bool) -> None:
    (tmp_path / package).mkdir()
    (tmp_path / package / "module.py").write_text(code)
    wrong = list(wrong_imports(tmp_path))
    assert [(name, item.file.name) for name, item in wrong] == ([(package, "module.py")] if found else [])


def test_the_message_tells_where_and_what_to_do(tmp_path: Path, settings: object) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "bad.py").write_text("\nimport news\n")
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    (error,) = check_imports(None)
    assert error.msg == "core/bad.py:2: core imports news."
    assert "get_model" in (error.hint or "")

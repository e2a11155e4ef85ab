"""The rules on who may import whom hold, breaking one is found, and the page that explains them is current."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.house_picture import PACKAGES, House, draw, drawn, read_house

PROJECT = Path(settings.BASE_DIR)
MOST_IMPORTS_IN_FUNCTIONS = 3


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter as `make check` does, in a copy of the project or in itself."""
    command = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def house() -> House:
    """The house as it stands."""
    return read_house()


def test_the_contracts_are_kept() -> None:
    result = lint_imports(PROJECT)
    assert result.returncode == 0, result.stdout


WRONG_IMPORTS = {
    "core.web.clock": ("core.pages.models", "def f() -> None:\n    from core.pages import models\n"),
    "core.site.contact": ("home.models", "import home.models\n"),
    "core.editorial.roles": ("core.operations.backup.sealing", "import core.operations.backup.sealing\n"),
    "therapy.models": ("core.accounts.models", "import core.accounts.models\n"),
    "locations.lists": ("therapy.models", "import therapy.models\n"),
    "appointments.origin": ("news.models", "import news.models\n"),
    "search.ranking": ("appointments.models", "import appointments.models\n"),
}


def test_wrong_imports_are_found_where_they_stand(tmp_path: Path) -> None:
    """Below, of a neighbor, behind a door, of health information; at the top of a module and inside a function."""
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=ignored)
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    for module, (_target, code) in WRONG_IMPORTS.items():
        path = (tmp_path / module.replace(".", "/")).with_suffix(".py")
        path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{code}", encoding="utf-8")
    news = tmp_path / "news" / "structured_data.py"  # which news.models imports
    news.write_text(f"{news.read_text(encoding='utf-8')}\n\nimport news.models\n", encoding="utf-8")
    result = lint_imports(tmp_path)
    broken = result.stdout.partition("Broken contracts")[2]
    assert result.returncode == 1
    missed = [
        (module, target) for module, (target, _code) in WRONG_IMPORTS.items() if f"{module} -> {target}" not in broken
    ]
    assert missed == [], broken
    assert "No cycles are allowed in news" in broken


def ignored(folder: str, names: list[str]) -> set[str]:
    """All but Python sources and folders."""
    return {name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()}


def imports_in_functions() -> Iterator[tuple[str, str]]:
    """Each import of our own packages that stands inside a function, as (file:line, the line)."""
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            functions = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef))
            inside = {node for function in functions for node in ast.walk(function)}
            for node in inside:
                if isinstance(node, ast.ImportFrom):
                    names = [node.module or package if not node.level else package]
                elif isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                else:
                    continue
                if any(name.partition(".")[0] in PACKAGES for name in names):
                    yield f"{path.relative_to(PROJECT)}:{node.lineno}", text.splitlines()[node.lineno - 1]


def test_imports_inside_functions_are_few_and_each_has_its_reason() -> None:
    found = dict(imports_in_functions())
    assert len(found) <= MOST_IMPORTS_IN_FUNCTIONS, found
    assert [place for place, line in found.items() if not re.search(r"# noqa: PLC0415 - \w+", line)] == []


def test_nothing_is_loose_in_core() -> None:
    inside = [path for path in (PROJECT / "core").iterdir() if path.name not in {"__init__.py", "__pycache__"}]
    labels = {config.name: config.label for config in apps.get_app_configs() if config.name.startswith("core.")}
    assert {f"core.{path.name}": path.name for path in inside} == labels


def test_every_app_says_what_it_is_for() -> None:
    for app in (PROJECT / "core").glob("*/__init__.py"):
        text = ast.get_docstring(ast.parse(app.read_text(encoding="utf-8"))) or ""
        assert "Door" in text, app
        assert len(text.splitlines()) >= 5, app


def test_no_part_is_more_than_a_fifth_of_the_house(house: House) -> None:
    whole = sum(house.lines.values())
    assert {name: lines for name, lines in house.lines.items() if lines > whole / 5} == {}


def test_the_picture_shows_the_arrows_that_there_are(house: House) -> None:
    arrows = re.compile(r"^ +\w+ --> \w+$", re.MULTILINE)
    assert arrows.findall(drawn()) == arrows.findall(draw(house)), "make picture"


def test_the_picture_shows_about_the_right_sizes(house: House) -> None:
    shown = {name: int(lines.replace(",", "")) for name, lines in re.findall(r'"([\w.]+)<br>([\d,]+) lines"', drawn())}
    assert shown.keys() == house.lines.keys()
    wrong = {name: (shown[name], lines) for name, lines in house.lines.items() if abs(shown[name] - lines) > lines / 5}
    assert wrong == {}, "make picture"

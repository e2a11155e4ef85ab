"""System checks for the house's rules: imports run one way only, `site_cms` -> rooms -> `core`.

Read from the source with `ast`, not by importing: a rule that is broken inside a function counts as well.
"""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

ROOMS = frozenset({"home", "therapy", "news", "locations", "appointments", "search"})
HOUSE = ROOMS | {"core", "site_cms"}
# What may import what besides itself. home features every room; an appointment request is for a place.
ALLOWED: dict[str, frozenset[str]] = {
    "core": frozenset(),
    "site_cms": HOUSE,
    "home": ROOMS | {"core"},
    "appointments": frozenset({"core", "locations"}),
    **{room: frozenset({"core"}) for room in ROOMS - {"home", "appointments"}},
}


class Import(NamedTuple):
    """One import of a package of the house: where it stands, and what it reaches."""

    file: Path
    line: int
    target: str


def imports_of(file: Path) -> Iterator[Import]:
    """Yield every absolute import in `file` that reaches a package of the house."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), filename=str(file))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        else:
            continue
        for name in names:
            if (top := name.partition(".")[0]) in HOUSE:
                yield Import(file, node.lineno, top)


def wrong_imports(base: Path) -> Iterator[tuple[str, Import]]:
    """Yield (package, import) for each import that runs the wrong way in the house below `base`."""
    for package in sorted(HOUSE):
        for file in sorted((base / package).rglob("*.py")):
            for found in imports_of(file):
                if found.target != package and found.target not in ALLOWED[package]:
                    yield package, found


def check_imports(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Report every import that breaks the rule, with the file and line to change."""
    return [
        Error(
            f"{found.file.relative_to(settings.BASE_DIR)}:{found.line}: {package} imports {found.target}.",
            hint=(
                'Imports run site_cms -> rooms -> core. Relate models by a string ("locations.ClinicianPage") or '
                "django.apps.apps.get_model, or move what both need to core."
            ),
            id="clinic.E001",
        )
        for package, found in wrong_imports(Path(settings.BASE_DIR))
    ]

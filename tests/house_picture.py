"""Draws the house in docs/architecture.md: which package may know which, and how large each is. `make picture`.

Made from the imports themselves (grimp, as import-linter reads them, imports inside functions included). An arrow that
follows from others is left out: where home knows news and news knows core, the one from home to core says nothing new.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import grimp

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "architecture.md"
PACKAGES = ("site_cms", "home", "appointments", "locations", "news", "search", "therapy", "core")
# What people write and read. Migrations are written by Django.
SOURCES = {".py", ".html", ".css", ".js", ".txt"}
# Apps within a package: those of the street, and what stands at the front door as an app of its own.
APPS = {f"{path.parts[-3]}.{path.parts[-2]}" for package in PACKAGES for path in (PROJECT / package).glob("*/apps.py")}
_BLOCK = re.compile(r"(?<=```mermaid\n)flowchart.*?(?=```)", re.DOTALL)

Arrows = set[tuple[str, str]]


class House(NamedTuple):
    """Lines of each part, and which part imports which."""

    lines: dict[str, int]
    arrows: Arrows


def part_of(module: str) -> str:
    """The part of the house that a module belongs to: an app, or a package of the top level."""
    steps = module.split(".")
    return ".".join(steps[:2]) if ".".join(steps[:2]) in APPS else steps[0]


def lines_of(folder: Path) -> int:
    """How many lines the sources in a folder have."""
    files = (path for path in folder.rglob("*") if path.suffix in SOURCES and "migrations" not in path.parts)
    return sum(path.read_text(encoding="utf-8").count("\n") for path in files)


def read_house() -> House:
    """Measure the house as it stands."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    found = {
        (part_of(module), part_of(target))
        for module in graph.modules
        for target in graph.find_modules_directly_imported_by(module)
    }
    lines = {name: lines_of(PROJECT / name.replace(".", "/")) for name in (*APPS, *PACKAGES) if name != "core"}
    for name in APPS:
        if (around := name.partition(".")[0]) in lines:
            lines[around] -= lines[name]
    return House(lines, {(start, end) for start, end in found if start != end})


def reduced(arrows: Arrows) -> Arrows:
    """The arrows without those that follow from others (transitive reduction of a graph without circles)."""
    ways: dict[str, set[str]] = {}
    for start, end in arrows:
        ways.setdefault(start, set()).add(end)

    def reach(start: str) -> set[str]:
        return {further for end in ways.get(start, ()) for further in {end} | reach(end)}

    return {
        (start, end) for start, end in arrows if not any(end in reach(other) for other in ways[start] if other != end)
    }


def _nodes(names: Iterable[str], lines: dict[str, int]) -> list[str]:
    return [f'  {name.replace(".", "_")}["{name}<br>{round(lines[name], -2):,} lines"]' for name in sorted(names)]


def draw(house: House) -> str:
    """The picture as a Mermaid flowchart; sizes are rounded to hundreds of lines."""
    street = {name for name in house.lines if name.startswith("core.")}
    arrows = sorted(f"  {start} --> {end}".replace(".", "_") for start, end in reduced(house.arrows))
    return "\n".join(
        [
            "flowchart TD",
            *_nodes(house.lines.keys() - street, house.lines),
            "  subgraph core",
            *(f"  {line}" for line in _nodes(street, house.lines)),
            "  end",
            *arrows,
            "",
        ]
    )


def drawn() -> str:
    """The picture that the page shows."""
    match = _BLOCK.search(PAGE.read_text(encoding="utf-8"))
    return match[0] if match else ""


def main() -> None:
    """Put the picture into the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BLOCK.sub(lambda _old: draw(read_house()), text), encoding="utf-8")


if __name__ == "__main__":
    main()

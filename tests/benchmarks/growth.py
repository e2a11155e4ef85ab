"""What a page costs in a large site, as a ratio against the same page in a small one."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import ROOT, environment, manage

# Every type of public page; the newest sample articles are in every site.
PATHS = (
    *("/", "/privacy/", "/conditions/", "/conditions/crps/", "/news/", "/news/?page=2", "/news/?year=2026"),
    *("/news/?kind=study", "/news/sample-50/", "/news/feed/", "/locations/", "/locations/?near=32256"),
    *("/locations/jacksonville/", "/request-an-appointment/", "/sitemap.xml"),
)
# What shows places shows as many as there are, up to a dozen or two dozen: with 2 it is another page than with 500. So
# these are measured against a site that fills them; against 2 their cards have a target of their own.
SHOWING_PLACES = {"/", "/locations/", "/locations/?near=32256"}
# Sample articles and places of each site, besides the starter content with its 2 places.
SIZES = {"small": (100, 0), "fair": (100, 30), "large": (10_000, 500)}
HUGE = (100_000, 500)
ROUNDS = 15
PUBLISHED = 3


class Site:
    """A process that holds a site and takes turns with others."""

    def __init__(self, folder: Path, tree: Path = ROOT) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.pages"],
            cwd=tree, env=environment(folder, PYTHONPATH=str(tree)), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, what: str, argument: str = "") -> Any:
        """What a function of `tests.benchmarks.pages` answers."""
        assert self._process.stdin
        assert self._process.stdout
        print(what, argument, file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)


def build(prepared: Path, folder: Path, articles: int, places: int) -> Path:
    """A copy of a prepared site with many more pages."""
    shutil.copytree(prepared, folder)
    manage(folder, "build_sample_pages", str(articles), "--locations", str(places))
    return folder


def pages(sites: dict[str, Site]) -> list[Figure]:
    """Each page in all sites by turns: queries, processor time, and the first look after a publish."""
    figures = []
    publishing: dict[str, list[float]] = {name: [] for name in sites}
    for path in PATHS:
        counts = {name: site.ask("count", path) for name, site in sites.items()}
        warm = {
            name: min(times)
            for name, times in _by_turns(sites, "spend", path, ROUNDS).items()
        }  # fmt: skip
        first = {}
        for name, both in _by_turns(sites, "publish", path, PUBLISHED).items():
            publishing[name] += [published for published, _ in both]
            first[name] = min(seconds for _, seconds in both)
        base = "fair" if path in SHOWING_PLACES else "small"
        of = f"{SIZES[base][1] + 2} places" if path in SHOWING_PLACES else "2 places"
        figures += [
            Figure(f"queries {path}", counts["large"]["queries"], "", 12),
            Figure(
                f"more queries {path} than at 100 articles",
                counts["large"]["queries"] - counts["small"]["queries"],
                "",
                0,
            ),
            Figure(f"time {path} against 100 articles, {of}", warm["large"] / warm[base], "x", 1.2),
            Figure(f"function calls {path}, the same", counts["large"]["calls"] / counts[base]["calls"], "x"),
            Figure(f"first time {path} after a publish, the same", first["large"] / first[base], "x"),
            Figure(f"first time {path} after a publish", first["large"] * 1000, "ms"),
        ]
        if path in SHOWING_PLACES:
            # From a ZIP code each card tells its distance, so all of them are drawn for the one who asks.
            target = None if "near=" in path else 1.2
            figures.append(Figure(f"time {path} against 2 places", warm["large"] / warm["small"], "x", target))
    ratio = min(publishing["large"]) / min(publishing["small"])
    return [*figures, Figure("publishing against 100 articles", ratio, "x", 1.5)]


def _by_turns(sites: dict[str, Site], what: str, path: str, rounds: int) -> dict[str, list[Any]]:
    """What each site answers, asked in turns: what else the machine does disturbs all alike."""
    answers: dict[str, list[Any]] = {name: [] for name in sites}
    for _ in range(rounds):
        for name, site in sites.items():
            answers[name].append(site.ask(what, path))
    return answers


def growth(prepared: Path) -> list[Figure]:
    """All pages at three sizes; memory of the process and of the sitemap, that of 100,000 articles included."""
    with tempfile.TemporaryDirectory(prefix="clinic-bench-growth-") as name:
        folders = {size: build(prepared, Path(name) / size, *numbers) for size, numbers in SIZES.items()}
        with Site(folders["small"]) as small, Site(folders["fair"]) as fair, Site(folders["large"]) as large:
            figures = pages({"small": small, "fair": fair, "large": large})
            maps = {"100": small.ask("sitemap"), "10,000": large.ask("sitemap")}
            held = {"100": small.ask("memory"), "10,000": large.ask("memory")}
        with Site(build(prepared, Path(name) / "huge", *HUGE)) as huge:
            for path in PATHS:
                huge.ask("spend", path)
            maps["100,000"], held["100,000"] = huge.ask("sitemap"), huge.ask("memory")
    for size, found in maps.items():
        figures += [
            Figure(f"addresses of the sitemap at {size} articles", found["addresses"], ""),
            Figure(f"most memory of one of its {found['files']:g} files", found["peak"], "MB", 16),
            Figure("most time of one of them", found["slowest"] * 1000, "ms"),
            Figure(f"most memory of the process at {size} articles", held[size], "MB"),
        ]
    return figures

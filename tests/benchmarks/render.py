"""What a page costs without the page cache, against the same page of the former build; the two take turns."""

import shutil
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.growth import Site
from tests.benchmarks.servers import ROOT
from tests.benchmarks.whole_site import former_build

# Page: at most this part of the former build's processor time.
PAGES = {
    "/conditions/crps/": 0.6,
    "/therapy/": 0.6,
    "/": None,
    "/locations/": None,
    "/conditions/": None,
    "/privacy/": None,
}
ROUNDS = 25


def render(prepared: Path) -> list[Figure]:
    """Processor time of each page, median of the rounds, and its queries."""
    figures = []
    with former_build() as former, tempfile.TemporaryDirectory(prefix="clinic-bench-render-") as name:
        if former is None:
            return []
        folders = [shutil.copytree(prepared, Path(name) / build) for build in ("ours", "theirs")]
        with Site(folders[0], ROOT) as ours, Site(folders[1], former) as theirs:
            for path, target in PAGES.items():
                queries = [site.ask("count", path)["queries"] for site in (ours, theirs)]
                times = [[site.ask("spend", path) for site in (ours, theirs)] for _ in range(ROUNDS)]
                one, other = (statistics.median(each) * 1000 for each in zip(*times, strict=True))
                figures += [
                    Figure(f"rendering {path}", one, "ms"),
                    Figure(f"rendering {path} / former build", one / other, "x", target),
                    Figure(f"queries {path}", queries[0], ""),
                    Figure(f"queries {path}, former build", queries[1], ""),
                ]
    return figures

"""How good an order of results is, for a set of judged queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Judged = Sequence[tuple[str, set[str]]]


@dataclass
class Report:
    """Success@k: the share of queries with a right page in the first k; MRR: the mean of 1 / its rank (0 past 10)."""

    queries: int = 0
    first: int = 0
    third: int = 0
    reciprocal: float = 0.0
    misses: list[str] = field(default_factory=list)

    @property
    def success_at_1(self) -> float:
        """The share of queries whose first page is right."""
        return self.first / self.queries

    @property
    def success_at_3(self) -> float:
        """The share of queries with a right page among the first three."""
        return self.third / self.queries

    @property
    def mrr(self) -> float:
        """The mean reciprocal rank."""
        return self.reciprocal / self.queries

    def __str__(self) -> str:
        return (
            f"{self.queries} queries: success@1 {self.success_at_1:.3f}, success@3 {self.success_at_3:.3f}, "
            f"MRR {self.mrr:.3f}"
        )


def measure(judged: Judged, find: Callable[[str], list[str]]) -> Report:
    """Return the report of a function that finds paths for a query."""
    report = Report()
    for query, right in judged:
        found = find(query)[:10]
        rank = next((place for place, path in enumerate(found, start=1) if path in right), 0)
        report.queries += 1
        report.first += rank == 1
        report.third += 1 <= rank <= 3
        report.reciprocal += 1 / rank if rank else 0
        if rank != 1:
            report.misses.append(f"{query!r}: rank {rank or '-'} of {found[:3]}")
    return report

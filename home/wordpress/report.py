"""The report of a run, row by row: kept in the database, written a few hundred at a time."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from home.wordpress.models import LONGEST_ADDRESS, ImportRow, ImportRun
from home.wordpress.reader import Item
from home.wordpress.words import line

Outcome = ImportRow.Outcome
MOST_WAITING = 200


class Subject(NamedTuple):
    """What a row of the report is about."""

    kind: str
    title: str
    old_id: int
    source_url: str

    @classmethod
    def of(cls, item: Item) -> "Subject":
        """An item of the export."""
        return cls(item.kind, line(item.title), item.old_id, item.link)


class Report:
    """Collects the rows of one run. What a broken run has done until then is in the report."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._waiting: list[ImportRow] = []
        self.counts: Counter[str] = Counter()
        run.rows.all().delete()

    def add(
        self,
        outcome: Outcome,
        kind: str,
        title: str,
        *,
        old_id: int | None = None,
        source_url: str = "",
        became: str = "",
        page_id: int | None = None,
        why: Iterable[str] = (),
    ) -> None:
        """Add a row."""
        self.counts[outcome] += 1
        self._waiting.append(
            ImportRow(
                run=self._run,
                kind=kind[:40],
                old_id=old_id,
                title=title[:255] or "–",
                source_url=source_url[:LONGEST_ADDRESS],
                outcome=outcome,
                became=str(became)[:120],
                page_id=page_id,
                why="\n".join(why),
            )
        )

    def flush_if_many(self) -> None:
        """Write what waits once it is much; never within an item's transaction, which may be taken back."""
        if len(self._waiting) >= MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        ImportRow.objects.bulk_create(self._waiting)
        self._waiting = []

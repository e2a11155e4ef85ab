"""After two years the sums of days become sums of months: who reads a report of then needs no more."""

from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import Min, Sum
from django.utils import timezone

from core.analytics.figures import Period, month_of
from core.analytics.models import COUNTS, OriginCount, PageCount
from core.analytics.writing import add

YEARS_OF_DAYS = 2


def fold_oldest_month() -> int:
    """Fold one month of days, and return how many rows it became. The worker does it daily.

    One month a day: a clock that is ahead for an hour folds no more than that, and no sum is lost. A worker that was
    away catches up, since the oldest month with days goes first.
    """
    return _fold(PageCount, ("day", "page_id", "language"), COUNTS) + _fold(
        OriginCount, ("day", "kind", "page_id", "label"), ("entries",)
    )


def _fold(model: type[models.Model], key: tuple[str, ...], counts: tuple[str, ...]) -> int:
    rows = model._default_manager
    today = timezone.localdate()
    limit = date(today.year - YEARS_OF_DAYS, today.month, 1)
    oldest = rows.filter(day__lt=limit).exclude(day__day=1).aggregate(first=Min("day"))["first"]
    if oldest is None:
        return 0
    month = month_of(oldest)
    with transaction.atomic():
        days = rows.filter(day__range=Period(month.first + timedelta(days=1), month.last))
        sums = days.values_list(*key[1:]).annotate(**{f"sum_{name}": Sum(name) for name in counts}).order_by()
        folded = {
            (month.first, *row[: len(key) - 1]): dict(zip(counts, row[len(key) - 1 :], strict=True)) for row in sums
        }
        add(model, key, folded)
        days.delete()
    return len(folded)

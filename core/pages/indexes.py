"""Indexes that a database reads a sorted list from, instead of sorting it."""

from typing import Any

from django.db import models
from django.db.models.expressions import OrderBy


def newest_first(*fields: str) -> tuple[OrderBy, ...]:
    """The order of a list by these fields: the highest value first, rows without one last."""
    return tuple(models.F(field).desc(nulls_last=True) for field in fields)


class NewestFirstIndex(models.Index):
    """Serves the order `newest_first` of the same fields.

    SQLite sorts rows without a value last by itself, and takes no index that says so.
    """

    def create_sql(self, model: type[models.Model], schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """The statement that makes the index."""
        names = [name for name, _order in self.fields_orders]
        database = schema_editor.connection.vendor
        index = models.Index(
            *([] if database == "sqlite" else newest_first(*names)),
            fields=[f"-{name}" for name in names] if database == "sqlite" else [],
            name=self.name,
        )
        return index.create_sql(model, schema_editor, using, **kwargs)

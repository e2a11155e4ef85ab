"""A table whose words wagtail-localize can take out and put back in another language."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from wagtail.blocks import Block
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

CAPTION = "caption"


def _name_of(kind: str, stored: Any) -> str:
    """What the words of a heading or cell are known by: the words themselves, so that a moved row stays translated."""
    words = json.dumps([kind, stored], sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


class TranslatableTableBlock(TypedTableBlock):
    """Wagtail's typed table, with the hooks that wagtail-localize asks of blocks that it does not know.

    Without them it takes no words out of a table and says nothing: a Spanish page would keep an English one. Equal
    cells are translated once.
    """

    def get_translatable_segments(self, table: TypedTable) -> list[Any]:
        """The words of the table, for whoever translates: caption, headings of columns, cells row by row."""
        from wagtail_localize.segments import StringSegmentValue  # noqa: PLC0415 - not always there
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor  # noqa: PLC0415 - not always there

        extractor = StreamFieldSegmentExtractor(field=None)
        found = {CAPTION: [StringSegmentValue("", table.caption or "")]}
        found |= {_name_of("", words): [StringSegmentValue("", words)] for words in self._headings(table)}
        for block, name, value in self._cells(table):
            found.setdefault(name, extractor.handle_block(block, value))
        return [segment.wrap(name) for name, segments in found.items() for segment in segments]

    def restore_translated_segments(self, table: TypedTable, segments: list[Any]) -> TypedTable:
        """The table with the words in another language; what is not translated stays as it is."""
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter  # noqa: PLC0415 - not always there

        given: dict[str, list[Any]] = defaultdict(list)
        for segment in segments:
            name, rest = segment.unwrap()
            given[name].append(rest)
        writer = StreamFieldSegmentsWriter(field=None, src_locale=None, tgt_locale=None)

        def spoken(words: str, name: str) -> str:
            return given[name][0].render_text() if name in given else words

        cells = iter(
            [
                writer.handle_block(block, value, list(given[name])) if name in given else value
                for block, name, value in self._cells(table)
            ]
        )
        return TypedTable(
            columns=[
                {**column, "heading": spoken(column["heading"], _name_of("", column["heading"]))}
                for column in table.columns
            ],
            row_data=[{**row, "values": [next(cells) for _value in row["values"]]} for row in table.row_data],
            caption=spoken(table.caption, CAPTION),
        )

    @staticmethod
    def _headings(table: TypedTable) -> Iterator[str]:
        yield from (column["heading"] for column in table.columns if column["heading"])

    @staticmethod
    def _cells(table: TypedTable) -> Iterator[tuple[Block, str, Any]]:
        """Each cell's block, the name of its words, and its value."""
        for row in table.row_data:
            for column, value in zip(table.columns, row["values"], strict=True):
                block = column["block"]
                yield block, _name_of(block.name, block.get_prep_value(value)), value

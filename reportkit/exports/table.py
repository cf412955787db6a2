"""An export as tables: what CSV and spreadsheets have in common. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reportkit.exports.columns import Cell, Column, columns_of, joined
from reportkit.exports.export import Export
from reportkit.exports.hxl import change_tag, tag_of
from reportkit.model.book import RECORD_TYPES
from reportkit.model.envelope import Record

CHANGES = "changes"
#: In each row, since a row outlives the file that it was copied from.
STAMP = ("series", "edition", "edition_tlp")
_STAMP_ABOUT = {
    "series": "the id of the series",
    "edition": "the number of the edition; a draft says so",
    "edition_tlp": "the marking of the whole; 'tlp' is that of the record",
}
_CHANGE_ABOUT = {
    "record": "the id of the record that changed",
    "type": "its type",
    "title": "what it is called",
    "section": "the section in which it is printed",
    "class": "what the change means: ADDED, UPDATED, CORRECTED, ...",
    "kind": "of a judgement: in which way it changed",
    "field": "the key that changed; empty where the record as a whole came or went",
    "was": "what it said before",
    "now": "what it says now",
    "reason": "why, as readers were told",
    "evidence": "the ids of the records that show it",
    "significance": "whether it changes what a reader would take away",
    "key": "true: a key figure or a key judgement",
    "formerly": "the id that it had before",
    "sentence": "the change as the brief says it",
    "via": "of a change over several editions: the steps between",
}


class Head(NamedTuple):
    """The head of a column."""

    key: str
    tag: str  # HXL; "" where the dictionary has none
    about: str


class Table(NamedTuple):
    """One table of an export."""

    name: str  # "events"
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(export: Export) -> Iterator[Table]:
    """Give a table for each type that has records or is asked for; the changes are one."""
    if export.options.changes:
        yield _changes(export)
        return
    for kind in RECORD_TYPES:
        records = export.of(kind)
        if records or kind in export.options.types:
            yield _records(export, kind, records)


def _records(export: Export, kind: type[Record], records: Iterable[Record]) -> Table:
    columns = columns_of(kind)
    stamp = _stamp(export)
    return Table(
        kind.plural,
        tuple(_heads(kind, columns)),
        tuple(
            (*(column.read(record, export.view) for column in columns), *stamp)
            for record in records
        ),
    )


def _heads(kind: type[Record], columns: Iterable[Column]) -> Iterator[Head]:
    for column in columns:
        yield Head(column.key, tag_of(kind, column.key), column.about)
    yield from _stamp_heads()


def _stamp_heads() -> Iterator[Head]:
    for key in STAMP:
        yield Head(key, change_tag(key), _STAMP_ABOUT[key])


def _stamp(export: Export) -> tuple[Cell, ...]:
    return export.book.brief.id, export.edition, str(export.marking)


def _changes(export: Export) -> Table:
    heads = (Head(key, change_tag(key), about) for key, about in _CHANGE_ABOUT.items())
    stamp = _stamp(export)
    rows = tuple(
        (*(_plain_cell(row.get(key)) for key in _CHANGE_ABOUT), *stamp) for row in export.changes()
    )
    return Table(CHANGES, (*heads, *_stamp_heads()), rows)


def _plain_cell(value: object) -> Cell:
    """Give a value as the log holds it; a value inside a value stays JSON."""
    if isinstance(value, list) and not any(isinstance(item, Mapping | list) for item in value):
        return joined(value)
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value if isinstance(value, str | int) else None

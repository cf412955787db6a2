"""Records as JSON Lines: the whole of them, one a line, which ``import`` reads back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from reportkit.exports.export import Export
from reportkit.loading.serialize import record_to_plain

RECORDS, CHANGES = "reportkit-records", "reportkit-changes"
VERSION = 1


def lines(export: Export) -> bytes:
    """Write a first line that says what it is, then each record, in the order of the files."""
    if export.options.changes:
        return _written((_head(export, CHANGES), *export.changes()))
    return _written((_head(export, RECORDS), *map(record_to_plain, export.records)))


def readings(content: bytes) -> Iterator[str]:
    """Read the texts with the escapes of JSON undone, and each in quotes of its own."""
    for line in content.splitlines():  # of bytes: U+2028 ends no line
        yield from texts_in(json.loads(line))


def texts_in(value: object) -> Iterator[str]:
    """Give every text that a value of JSON holds, in quotes; its keys are those of the format."""
    if isinstance(value, str):
        yield f'"{value}"'
    elif isinstance(value, Mapping | list):
        for held in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(held)


def _head(export: Export, form: str) -> dict[str, object]:
    return {
        "format": form,
        "version": VERSION,
        "series": export.book.brief.id,
        "edition": export.edition,
        "marking": str(export.marking),
    }


def _written(values: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values).encode()

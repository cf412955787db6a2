"""Records as CSV: one file for each type, RFC 4180, UTF-8."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from reportkit.exports.columns import Cell, text_of
from reportkit.exports.export import Export, Files
from reportkit.exports.table import Table, tables

#: A spreadsheet takes a cell that begins with one of these for a formula, and runs it (OWASP).
#: The last four are the same signs as wide as Chinese letters.
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
#: Before such a text; spreadsheets show the text after it.
DEFUSED = "'"
#: What some programs drop before they look at the first sign: spaces, and marks that print nothing.
_DROPPED = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]*")
_BOM = b"\xef\xbb\xbf"


def csv_files(export: Export) -> Files:
    """Write a file for each table."""
    return {table.name: _written(table, export) for table in tables(export)}


def readings(content: bytes) -> Iterator[str]:
    """Read each cell in quotes of its own, without the sign that defuses it."""
    text = content.decode("utf-8-sig")
    usual = csv.field_size_limit(len(text) + 1)  # of the whole process; a joined list may be long
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""))]
    finally:
        csv.field_size_limit(usual)
    for row in rows:
        yield from (f'"{_without_sign(cell)}"' for cell in row if cell)


def defused(text: str) -> str:
    """Give a text that no spreadsheet runs; what has the sign already gets another."""
    bare = text.lstrip(DEFUSED)
    first = _DROPPED.sub("", bare, count=1)
    return DEFUSED + text if (bare.startswith(FORMULA) or first.startswith(FORMULA)) else text


def _without_sign(cell: str) -> str:
    return cell[1:] if cell.startswith(DEFUSED) and defused(cell[1:]) == cell else cell


def _written(table: Table, export: Export) -> bytes:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)  # of the dialect "excel", which RFC 4180 describes
    writer.writerow(head.key for head in table.heads)
    if export.options.hxl:
        writer.writerow(head.tag for head in table.heads)
    writer.writerows(map(_texts, table.rows))
    text = lines.getvalue().encode()
    return _BOM + text if export.options.bom else text


def _texts(row: tuple[Cell, ...]) -> Iterator[str]:
    """Give the cells as text; a number is none that could be a formula."""
    return (defused(cell) if isinstance(cell, str) else text_of(cell) for cell in row)

"""A sheet of a workbook as a grid of values: days, numbers and texts as its cells hold them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reportkit.problems import Level, Mark, Problem
from reportkit.tables.rows import Cell, Line, Merge, Report

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

#: A spreadsheet keeps fifteen digits of a number; further ones are noughts or noise.
_EXACT = 10**15
_SYSTEM_1904 = re.compile(rb"""date1904\s*=\s*["'](1|true)["']""")
_LETTERS = 26
#: What the reader gives.
_Value = bool | float | str | date | time | timedelta | None


class XlsxGrid:
    """One sheet, which the reader holds in memory."""

    encoding = ""
    may_be_short = True

    def __init__(self, path: Path, sheet: CalamineSheet, *, date_system: int) -> None:
        self.path = path.as_posix()
        self.sheet = sheet.name or "unnamed"  # "" is that of a CSV
        self.date_system = date_system
        self._sheet = sheet
        self._failed: Mapping[tuple[int, int], str] = {}  # what the reader gives as empty
        self._lines_failed: frozenset[int] = frozenset()
        self._left = sheet.start[1] if sheet.start else 0
        self.merges = tuple(
            Merge(first[0] + 1, first[1] - self._left, last[0] + 1, last[1] - self._left)
            for first, last in sheet.merged_cell_ranges or ()
        )

    def know_failed(self, failed: Mapping[tuple[int, int], str]) -> None:
        """Take note of cells, by line and column of the sheet, whose formula failed."""
        self._failed = failed
        self._lines_failed = frozenset(line for line, _ in failed)

    def lines(self, report: Report) -> Iterator[Line]:
        """Give all rows; a number of which digits were lost is reported."""
        # It gives the empty rows above the first cell too, but not the columns before it.
        for number, values in enumerate(self._sheet.iter_rows(), 1):
            cells = [_cell(value) for value in values]
            if number in self._lines_failed:
                cells = [
                    self._failed.get((number, self._left + index), cell)
                    for index, cell in enumerate(cells)
                ]
            for index, cell in enumerate(cells):
                if type(cell) is int and abs(cell) >= _EXACT:
                    report(self._of_digits(number, index, cell))
            yield Line(number, cells)

    def mark(self, line: int, index: int) -> Mark:
        """Give row and column as numbers from 1: column 4 is D."""
        return Mark(self.path, line, self._left + index + 1)

    def _of_digits(self, line: int, index: int, number: int) -> Problem:
        name = column_letters(self._left + index)
        message = f"cell {name}{line} of {self.sheet!r}: {number} has more digits than are kept"
        hint = "numbers of records belong into cells of text; ask the provider for a CSV"
        return Problem("table-digits", message, self.mark(line, index), hint, Level.WARNING)


def open_workbook(file: BinaryIO) -> tuple[CalamineWorkbook, int]:
    """Open a workbook that was looked at; give it and the system of its serial numbers.

    Raises ValueError where the reader cannot make sense of it.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    with zipfile.ZipFile(file) as archive:
        late = _SYSTEM_1904.search(archive.read("xl/workbook.xml"))
    file.seek(0)
    try:
        return CalamineWorkbook.from_filelike(file), 1904 if late else 1900
    except CalamineError as error:
        raise ValueError(str(error)) from error


def sheet_named(book: CalamineWorkbook, name: str) -> CalamineSheet:
    """Read a sheet. Raises ValueError where the reader cannot make sense of it."""
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise ValueError(f"sheet {name!r}: {error}") from error


def visible_sheets(book: CalamineWorkbook) -> list[str]:
    """Name the sheets that hold cells and that a person sees, in their order."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def column_letters(index: int) -> str:
    """Name a column as spreadsheets do: A, B, ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cell(value: _Value) -> Cell:
    if isinstance(value, float):
        if not isfinite(value):
            return None
        return int(value) if value.is_integer() else Decimal(repr(value))
    if value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"  # True equals 1: what is remembered of one is no other
    if isinstance(value, time | timedelta):
        return str(value)
    return value

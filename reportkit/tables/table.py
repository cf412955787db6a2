"""A file of rows, whatever its format: its columns at once, its rows one after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from reportkit.problems import Problem

#: None is absent: "", "N/A", "-", "#N/A" and the like. Of CSV all others are texts.
Cell = str | int | Decimal | date | datetime | bool | None


class Column(NamedTuple):
    """A column by what stands above it."""

    header: str  # as printed, blanks and line breaks made one space; "" where there is none
    tag: str  # HXL, normalised: "#affected+killed+f"; "" where there is none
    index: int  # from 0


class Row(NamedTuple):
    """What stands in one row; empty rows are left out."""

    line: int  # of the file, from 1: where the row begins in CSV, the number of the row in XLSX
    cells: tuple[Cell, ...]  # one per column


class Table:
    """A table whose columns are known and whose rows are read as they are asked for."""

    path: str
    sheet: str  # "" of CSV
    encoding: str  # "utf-8", "windows-1252"; "" of XLSX
    columns: tuple[Column, ...]
    size: int  # bytes of the file
    position: int  # bytes that were read of it
    date_system: int  # 1900 or 1904: from where serial numbers of days count

    def rows(self) -> Iterator[Row]:
        """Give every row that holds anything; may be asked again."""
        raise NotImplementedError

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was odd in the rows that were read last, and in what stands above them."""
        raise NotImplementedError


def open_table(
    path: Path, *, sheet: str | None = None, header: int | None = None, encoding: str | None = None
) -> Table:
    """Open a CSV or XLSX file. ``header`` is the line of its header; 0 if it has none.

    Raises SeedsRejected with what is wrong with the file or must be asked: which sheet.
    """
    raise NotImplementedError

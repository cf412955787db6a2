"""What a table is made of, and what a file of either format gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

from reportkit.problems import Mark, Problem

#: None is absent: "", "N/A", "-", "#N/A" and the like. Of CSV all others are texts.
Cell = str | int | Decimal | date | datetime | None


class Column(NamedTuple):
    """A column by what stands above it."""

    header: str  # as printed, blanks and line breaks made one space; "" where there is none
    tag: str  # HXL, normalised: "#affected+killed+f"; "" where there is none
    index: int  # type: ignore[assignment]  # from 0

    @property
    def name(self) -> str:
        """Name it in a message: by its header, its tag, or its number from 1."""
        return self.header or self.tag or f"column {self.index + 1}"


class Row(NamedTuple):
    """What stands in one row; empty rows are left out."""

    line: int  # of the file, from 1: where the row begins in CSV, the number of the row in XLSX
    cells: tuple[Cell, ...]  # one per column


class Line(NamedTuple):
    """One line of a grid as it stands in the file: title, header, tags or row."""

    number: int  # as of a Row
    cells: Sequence[Cell]


class Merge(NamedTuple):
    """Cells that are one; lines from 1, columns from 0, all counted in."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


Report = Callable[[Problem], None]


class Grid(Protocol):
    """All lines of one sheet or file, before anyone knows which of them is the header."""

    path: str
    sheet: str
    encoding: str
    date_system: int
    merges: tuple[Merge, ...]
    may_be_short: bool  # a row may lack its last cells, for its writer drops them

    def lines(self, report: Report) -> Iterator[Line]:
        """Give all lines from the first on; what cannot be read is reported and left out."""

    def mark(self, line: int, index: int) -> Mark:
        """Give the place of a cell of the line that was given last."""

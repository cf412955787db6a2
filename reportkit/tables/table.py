"""A file of rows, whatever its format: its columns at once, its rows one after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import cast

from reportkit.problems import Level, Mark, Problem, counted
from reportkit.tables.characters import (
    TWINS,
    cleaned,
    is_failed,
    is_usual,
    oddities,
    trimmed,
    twins_in,
)
from reportkit.tables.findings import Findings
from reportkit.tables.heading import Heading
from reportkit.tables.number_index import NumberIndex
from reportkit.tables.rows import Cell, Column, Grid, Line, Row

__all__ = ["Cell", "Column", "Row", "Table", "open_table"]

#: Texts whose cleaning is remembered: codes and names recur, notes do not.
_REMEMBERED, _SHORT = 20_000, 60


class _Cleaner(dict[str, str | None]):
    """What becomes of each text of a cell; ``odd`` tells of one that must be looked at again."""

    odd = False

    def __missing__(self, text: str) -> str | None:
        usual = is_usual(text)
        clean = trimmed(text) if usual else cleaned(text)
        if (not usual and (twins_in(text) or oddities(text))) or ("#" in text and is_failed(text)):
            self.odd = True
        elif len(text) <= _SHORT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = clean
        return clean


class Table:
    """A table whose columns are known and whose rows are read as they are asked for."""

    def __init__(self, grid: Grid, heading: Heading, problems: Sequence[Problem] = ()) -> None:
        self._grid, self._heading = grid, heading
        self._opened = tuple(problems)
        self._findings = Findings()
        self._twins: dict[tuple[int, str], int] = {}
        self.columns = heading.columns

    @property
    def path(self) -> str:
        """The file as it was named."""
        return self._grid.path

    @property
    def sheet(self) -> str:
        """The sheet; "" of CSV."""
        return self._grid.sheet

    @property
    def encoding(self) -> str:
        """The encoding: "utf-8", "windows-1252"; "" of XLSX."""
        return self._grid.encoding

    @property
    def date_system(self) -> int:
        """The year from which serial numbers of days count: 1900 or 1904."""
        return self._grid.date_system

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was odd in what stands above the rows, and in the rows that were read last."""
        return (*self._opened, *self._findings.problems, *self._of_twins())

    def mark(self, line: int, index: int) -> Mark:
        """Give the place of a cell of the row that was read last, as an editor counts it."""
        return self._grid.mark(line, index)

    def written_in(self, indexes: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
        """Give what stands in some columns of each row as it is written, in a quick look."""
        last, widest = self._heading.last, max(indexes, default=0)
        aside = copy(self._grid)  # a cell of the row that is read just now may yet be marked
        for number, cells in aside.lines(_untold):
            if number > last:
                whole = cells if len(cells) > widest else [*cells, *[None] * (widest + 1)]
                yield tuple([whole[index] for index in indexes])

    def rows(self) -> Iterator[Row]:
        """Give every row that holds anything; may be asked again.

        A row of more or fewer cells than the header is reported and left out: its values may
        stand under other names.
        """
        self._findings, self._twins = Findings(), {}
        cleaner, width, last = _Cleaner(), len(self.columns), self._heading.last
        clean = cleaner.__getitem__
        header = self._heading.lines[-1].cells if self._heading.lines else ()
        known = NumberIndex()
        for line in self._grid.lines(self._findings.add):
            if line.number <= last:
                continue
            cells = tuple(
                [clean(cell) if type(cell) is str else cell for cell in line.cells]
                if self.sheet
                else map(clean, cast("Sequence[str]", line.cells))  # of CSV all are texts
            )
            if cleaner.odd:
                cleaner.odd = False
                self._look_at(line)
            if len(cells) != width:
                fitted = self._fitted(line, cells, width)
                if fitted is None:
                    continue
                cells = fitted
            if cells.count(None) == width:
                continue
            if self._is_again(line, cells, header, known):
                continue
            yield Row(line.number, cells)

    def _fitted(self, line: Line, cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...] | None:
        """Give a row as many cells as there are columns; None if its values may be shifted."""
        beyond = [index for index in range(width, len(cells)) if cells[index] is not None]
        if beyond and self.sheet:
            where = self._grid.mark(line.number, beyond[0])
            message = f"{cells[beyond[0]]!s:.40} stands beside the table and is not read"
            hint = "move it away from the table, or give its column a header"
            self._findings.add(Problem("table-row-width", message, where, hint, Level.WARNING))
        short = len(cells) < width and not (self.sheet or self._grid.may_be_short)
        if (beyond and not self.sheet) or short:
            if any(cell is not None for cell in cells):
                self._findings.add(self._of_width(line, len(cells), width))
            return None
        return (*cells[:width], *[None] * (width - len(cells)))

    def _of_width(self, line: Line, cells: int, width: int) -> Problem:
        return Problem(
            "table-row-width",
            f"this row has {counted(cells, 'cell')} and the table "
            f"{counted(width, 'column')}; it is left out",
            Mark(self.path, line.number, 1),
            "a delimiter or a line break in it may stand without quotes; mend the row, or ask the "
            "provider",
        )

    def _is_again(
        self, line: Line, cells: tuple[Cell, ...], header: Sequence[Cell], known: NumberIndex
    ) -> bool:
        """Report a row that was there before; tell a header that is written again."""
        if header and cells[0] == header[0] and cells[: len(header)] == tuple(header):
            where = Mark(self.path, line.number, 1)
            message = "the header is written again here; the line is left out"
            self._findings.add(Problem("table-header", message, where, "", Level.WARNING))
            return True
        # Values of a workbook as texts: 1 and True are equal, and -1 and -2 have one hash.
        values = tuple(map(str, cells)) if self.sheet else cells
        first = known.setdefault(hash(values), line.number)
        if first != line.number:
            message = f"this row says the same as line {first}"
            hint = "one of them may be another event; ask the provider"
            where = Mark(self.path, line.number, 1)
            self._findings.add(Problem("table-row-repeated", message, where, hint, Level.WARNING))
        return False

    def _look_at(self, line: Line) -> None:
        """Report what is odd in a line, cell by cell."""
        for index, text in enumerate(line.cells):
            if not isinstance(text, str):
                continue
            if text.isascii() and text.isprintable() and not is_failed(text):
                continue
            for twin in twins_in(text):
                key = (index, twin)
                self._twins[key] = self._twins.get(key, 0) + 1
            for oddity in oddities(text):
                where = self._grid.mark(line.number, index)
                message = f"{self._name(index)}: {oddity.message}"
                self._findings.add(Problem(oddity.code, message, where, oddity.hint, Level.WARNING))

    def _of_twins(self) -> Iterator[Problem]:
        """Tell of columns that write one letter in two ways, so that names that are one differ."""
        names = Counter((index, TWINS[letter]) for index, letter in self._twins)
        for index, name in (key for key, many in names.items() if many > 1):
            counts = ", ".join(
                f"U+{ord(letter):04X} in {counted(many, 'cell')}"
                for (at, letter), many in sorted(self._twins.items())
                if at == index and TWINS[letter] == name
            )
            yield Problem(
                "table-letters",
                f"{self._name(index)} writes {name} in two ways: {counts}",
                Mark(self.path, max(self._heading.last, 1), 1),
                "names are compared as if they were one letter; what is written stays",
                Level.WARNING,
            )

    def _name(self, index: int) -> str:
        return self.columns[index].name if index < len(self.columns) else f"column {index + 1}"


def _untold(_: Problem) -> None:
    """Leave what is wrong with the file to the walk through its rows, which tells it."""


def open_table(
    path: Path, *, sheet: str | None = None, header: int | None = None, encoding: str | None = None
) -> Table:
    """Open a CSV or XLSX file. ``header`` is the line of its header; 0 if it has none.

    Raises SeedsRejected with what is wrong with the file, or with what must be asked: which
    sheet, which encoding.
    """
    from reportkit.tables.opening import opened_table

    return opened_table(path, sheet=sheet, header=header, encoding=encoding)

"""What a row says of day, place and numbers, as the mapping reads its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import NamedTuple, TypeVar

from reportkit.authoring.written import Value
from reportkit.imports.columns import Columns, named, taker
from reportkit.imports.mapping import FigureColumns, Mapping
from reportkit.imports.place_reader import PlaceReader
from reportkit.imports.places import Spot
from reportkit.imports.remembered import Remembered
from reportkit.imports.skipped import Skipped
from reportkit.imports.vocabulary import Vocabulary
from reportkit.model.metrics import METRICS
from reportkit.model.vocabulary.events import DatePrecision
from reportkit.model.vocabulary.sources import GeoPrecision
from reportkit.problems import Mark, Problem
from reportkit.tables.cells import (
    DayOrder,
    DayRead,
    Unreadable,
    around,
    day_of,
    decimal_of,
    is_month,
    month_of,
    number_of,
    order_of,
    text_of,
)
from reportkit.tables.table import Cell, Row, Table

T = TypeVar("T")
_REMEMBERED = 20_000
_PRECISIONS = {str(word): word for word in DatePrecision}
_SLASHED = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_FIGURE_KEYS = ("best", "low", "high")


class Number(NamedTuple):
    """A figure of a row: what it counts, and its number or its bounds."""

    columns: FigureColumns
    values: dict[str, Value]  # best, low, high
    most: Decimal  # the greatest of them: 0 where the row says that nothing is counted
    label: str


class RowReader:
    """Reads the rows of one table by one mapping; mistakes of the mapping stand in ``problems``."""

    def __init__(self, mapping: Mapping, table: Table) -> None:
        self.mapping, self.table = mapping, table
        self.columns = Columns(named(table.columns, mapping.columns))
        self.vocabulary = Vocabulary(mapping, self.columns)
        day = mapping.day
        find = self.columns.index
        self._start = find(day, "start", day.start)
        self._end = find(day, "end", day.end)
        self._month = find(day, "month", day.month)
        self._year = find(day, "year", day.year)
        self._middle = day.middle
        self._precision = find(day, "precision", day.precision)
        self._key = find(mapping, "key", mapping.key)
        self._place = PlaceReader(mapping.place, self)
        self._figures = [_FigureReader(each, self) for each in mapping.figures]
        self._numbers: Remembered[Cell, Decimal | Unreadable | None] = Remembered(
            lambda cell: number_of(cell, decimal=self._decimal_of(cell))
        )
        system = table.date_system
        self._days: Remembered[Cell, DayRead | Unreadable | None] = Remembered(
            lambda cell: day_of(cell, self._order_of(cell), date_system=system)
        )
        self._words_checked()

    @property
    def problems(self) -> list[Problem]:
        """What the mapping asks for and the table does not have."""
        return self.columns.problems

    def mark(self, row: Row, index: int | None = None) -> Mark:
        """Give the place of a cell of the row that is read just now."""
        if index is None:
            return Mark(self.table.path, row.line, 1)
        return self.table.mark(row.line, index)

    def key(self, row: Row) -> str:
        """Give the provider's own number of a row. Raises Skipped where there is none."""
        key = self.key_or_nothing(row)
        if not key:
            name = self.mapping.key or "key"
            raise Skipped(
                Problem(
                    "import-key",
                    f"the row has no {name}",
                    self.mark(row, self._key),
                    "a record is found again by it; without one the row is not imported",
                )
            )
        return key

    def key_or_nothing(self, row: Row) -> str:
        """Give the same; "" where there is none."""
        return text_of(row.cells[self._key]).strip() if self._key is not None else ""

    def day(self, row: Row) -> DayRead | None:
        """Give the days of a row; None where the mapping names no column of days."""
        index = self._start if self._start is not None else self._month
        if index is None:
            return None
        read = self._day_of if index == self._start else self._month_in(row)
        first = self._read(row, index, read)
        if first is None:
            raise Skipped(self._absent(row, index, "day"))
        last = None
        if self._end is not None:
            last = self._read(row, self._end, self._day_of)
        end = last.end if last else first.end
        if end < first.start:
            message = f"ends on {end}, before it begins on {first.start}"
            raise Skipped(Problem("import-day", message, self.mark(row, self._end)))
        precision = self._precision_of(row, first)
        if end != first.end or precision is not first.precision:
            first = _known_as(first, end, precision)
        return around(first) if self._middle and last is None else first

    def undated(self, row: Row) -> tuple[Mark, str] | None:
        """Give a month of which nothing says the year, or "" where none stands; None: a day."""
        if self._start is not None or self._month is None:
            return None
        cell = row.cells[self._month]
        year = row.cells[self._year] if self._year is not None else self.mapping.day.year_is
        if cell is None or (year is None and is_month(cell)):
            return self.mark(row, self._month), text_of(cell)
        return None

    def spot(self, row: Row) -> Spot:
        """Give what a row says of its place."""
        return self._place.spot(row)

    def numbers(self, row: Row) -> Iterator[Number]:
        """Give the figures of a row; a number that is absent is none, and never 0."""
        for figure in self._figures:
            number = figure.number(row)
            if number is not None:
                yield number

    def text(self, row: Row, index: int | None) -> str:
        """Give the text of a cell; "" where it is absent or there is no such column."""
        if index is None:
            return ""
        cell = row.cells[index]
        return cell if type(cell) is str else text_of(cell)

    def number(self, row: Row, index: int | None) -> Decimal | None:
        """Give the number of a cell; None where it is absent. Raises Skipped."""
        if index is None:
            return None
        return self._read(row, index, self._numbers.__getitem__)

    def degrees(self, row: Row, index: int | None) -> Decimal | None:
        """Give a latitude or longitude: it has no thousands, so that any mark is of decimals."""
        if index is None:
            return None
        return self._read(row, index, _degrees)

    def word(self, row: Row, index: int) -> str | None:
        """Give what the word of a cell means; None where the mapping does not say it."""
        cell = row.cells[index]
        text = cell if type(cell) is str else text_of(cell)
        if (known := self.vocabulary.known[index].get(text)) or not text:
            return known
        return self.vocabulary.meaning(index, text, partial(self.mark, row, index))

    # -- cells -------------------------------------------------------------------------------

    def _read(
        self, row: Row, index: int, read: Callable[[Cell], T | Unreadable | None]
    ) -> T | None:
        held = read(row.cells[index])
        if isinstance(held, Unreadable):
            message = f"{self.columns.name(index)}: {held.reason}"
            raise Skipped(Problem("import-cell", message, self.mark(row, index), held.hint))
        return held

    def _day_of(self, cell: Cell) -> DayRead | Unreadable | None:
        return self._days[cell]

    def _month_in(self, row: Row) -> Callable[[Cell], DayRead | Unreadable | None]:
        year = row.cells[self._year] if self._year is not None else self.mapping.day.year_is
        return lambda cell: month_of(cell, year)

    def _absent(self, row: Row, index: int, what: str) -> Problem:
        message = f"the row has no {what} in {self.columns.name(index)}"
        return Problem("import-cell", message, self.mark(row, index))

    def _precision_of(self, row: Row, day: DayRead) -> DatePrecision:
        if self._precision is None:
            return day.precision
        means = self.word(row, self._precision)
        return _PRECISIONS.get(means or "", day.precision)

    # -- how the file writes -----------------------------------------------------------------

    def _order_of(self, day: Cell) -> DayOrder | None:
        """Give the order of a day such as 03/04/2025; others need none."""
        if type(day) is not str or not _SLASHED.match(day):
            return self.mapping.day.order
        return self.mapping.day.order or self._conventions[0]

    def _decimal_of(self, number: Cell) -> str:
        """Give the mark before decimals, of a number that is more than digits."""
        if type(number) is not str or number.isdecimal():
            return self.mapping.decimal or ""
        return self.mapping.decimal or self._conventions[1]

    @cached_property
    def _conventions(self) -> tuple[DayOrder | None, str]:
        """See in all rows what decides how 03/04/2025 is meant, and the mark before decimals.

        Without it 10.234 is ten, be it ten thousand above 12,5. The file is read once more for it:
        only where a cell needs to know.
        """
        numbers = [index for one in self._figures for index in one.indexes]
        if self._start is None and not numbers:
            return None, ""
        slashed: set[str] = set()
        marked: set[str] = set()  # numbers that are no digits alone: few of a file differ
        for day, *cells in self.table.written_in([self._start or 0, *numbers]):
            if type(day) is str and (match := _SLASHED.match(day)):
                slashed.add(match[0])
            marked.update([cell for cell in cells if type(cell) is str and not cell.isdecimal()])
        return order_of(slashed) if self._start is not None else None, decimal_of(marked)

    def _words_checked(self) -> None:
        if self._precision is not None:
            self.problems.extend(self.vocabulary.expects(self._precision, map(str, DatePrecision)))
        if self._place.precision is not None:
            points = (str(int(word)) for word in GeoPrecision)
            self.problems.extend(self.vocabulary.expects(self._place.precision, points))


@lru_cache(maxsize=_REMEMBERED)
def _known_as(read: DayRead, end: date, precision: DatePrecision) -> DayRead:
    return read._replace(end=end, precision=precision)


def _degrees(cell: Cell) -> Decimal | Unreadable | None:
    return number_of(cell, decimal="," if type(cell) is str and "," in cell else ".")


class _FigureReader:
    """The columns of a number."""

    def __init__(self, columns: FigureColumns, reader: RowReader) -> None:
        self.columns, self._reader = columns, reader
        self._index = {
            key: index
            for key in _FIGURE_KEYS
            if (index := reader.columns.index(columns, key, getattr(columns, key))) is not None
        }
        self._label = reader.columns.text(columns, "label", columns.label)
        self._cells = taker(self.indexes)
        self._numbers: dict[tuple[Cell, ...], tuple[dict[str, Value], Decimal]] = {}

    @property
    def indexes(self) -> Sequence[int]:
        """The columns in which its numbers stand."""
        return tuple(self._index.values())

    def number(self, row: Row) -> Number | None:
        """Read the number of a row; None where it has none."""
        cells = self._cells(row.cells)
        if cells not in self._numbers:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            self._numbers[cells] = self._read(row)
        numbers, most = self._numbers[cells]
        return Number(self.columns, numbers, most, self._label(row.cells)) if numbers else None

    def _read(self, row: Row) -> tuple[dict[str, Value], Decimal]:
        numbers: dict[str, Value] = {}
        most = Decimal(0)
        for key, index in self._index.items():
            value = self._reader.number(row, index)
            if value is not None and self._is_no_count(value):
                raise Skipped(self._no_count(row, index, value))
            if value is not None:
                numbers[key] = _written(value)
                most = max(most, abs(value))
        return numbers, most

    def _is_no_count(self, value: Decimal) -> bool:
        known = METRICS.get(self.columns.metric)
        is_whole = known is not None and not known.unit
        return not self.columns.unit and (value < 0 or (is_whole and value % 1 != 0))

    def _no_count(self, row: Row, index: int, value: Decimal) -> Problem:
        message = f"{self._reader.columns.name(index)}: nobody counts {value:f}"
        hint = "where it stands for a number that is not known, leave the cell empty"
        if value % 1:
            hint = "where its mark is of thousands, add \"decimal: ','\" to the mapping"
        return Problem("import-cell", message, self._reader.mark(row, index), hint)


@lru_cache(maxsize=_REMEMBERED)
def _written(number: Decimal) -> str:
    """Write a number as the seeds do: 2022.0 is 2022."""
    whole = number.to_integral_value()
    return str(int(whole)) if number == whole else f"{number.normalize():f}"

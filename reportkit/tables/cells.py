"""What a cell says: a day, a number, a text, or nothing. Whatever is not certain is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from reportkit.model.vocabulary.events import DatePrecision
from reportkit.tables.table import Cell


class DayOrder(StrEnum):
    """How a column writes 03/04/2025."""

    DAY_FIRST = "day_first"  # 3 April
    MONTH_FIRST = "month_first"  # 4 March


class DayRead(NamedTuple):
    """Days of which a cell speaks."""

    start: date
    end: date  # start again where it names one day; counted in
    precision: DatePrecision
    moment: datetime | None = None  # where the cell has a time too, in its own zone if it names one


class Unreadable(NamedTuple):
    """A cell that says what nobody can be sure of."""

    reason: str  # "03/04/2025 can be 3 April or 4 March": follows the name of the column
    hint: str = ""


def day_of(
    cell: Cell, order: DayOrder | None = None, *, date_system: int = 1900
) -> DayRead | Unreadable | None:
    """Read a day; None where the cell is absent."""
    raise NotImplementedError


def month_of(month: Cell, year: Cell) -> DayRead | Unreadable | None:
    """Read a month and a year that stand in two columns."""
    raise NotImplementedError


def order_of(cells: Iterable[Cell]) -> DayOrder | None:
    """Tell from a whole column how it writes its days; None where nothing decides."""
    raise NotImplementedError


def number_of(cell: Cell, *, decimal: str = "") -> Decimal | Unreadable | None:
    """Read a number; ``decimal`` is "." or "," where the column or a person has decided."""
    raise NotImplementedError


def whole_of(cell: Cell, *, decimal: str = "") -> int | Unreadable | None:
    """Read a whole number: 2022.0 is 2022, 2022.5 is refused."""
    raise NotImplementedError


def decimal_of(cells: Iterable[Cell]) -> str:
    """Tell from a whole column which mark stands before its decimals; "" where nothing decides."""
    raise NotImplementedError


def text_of(cell: Cell) -> str:
    """Give a cell as text, "" where it is absent; a whole number has no ".0"."""
    raise NotImplementedError

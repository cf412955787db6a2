"""Days as tables write them, and those that nobody can be sure of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from reportkit.model.vocabulary.events import DatePrecision
from reportkit.tables.cells import DayOrder, DayRead, Unreadable, day_of, month_of, order_of
from reportkit.tables.table import Cell

DAY = DatePrecision.DAY


def start_of(cell: Cell, order: DayOrder | None = None) -> date | None:
    """Give the first day of which a cell speaks."""
    read = day_of(cell, order)
    return read.start if isinstance(read, DayRead) else None


@pytest.mark.parametrize(
    "cell",
    [
        "2015-03-01",
        "2015-3-1",
        "2015/03/01",
        "20150301",
        "1 March 2015",
        "01 Mar 2015",
        "1-Mar-15",
        "1st March 2015",
        "March 1, 2015",
        "Mar. 1 2015",
        "Sunday, 1 March 2015",
        "1er mars 2015",
        "1 de marzo de 2015",
        "\u06f2\u06f0\u06f1\u06f5-\u06f0\u06f3-\u06f0\u06f1",  # the digits of Persian
        "42064",
        42064,
        date(2015, 3, 1),
        datetime(2015, 3, 1),  # noqa: DTZ001
    ],
)
def test_one_day_in_many_ways(cell: Cell) -> None:
    assert DayRead(date(2015, 3, 1), date(2015, 3, 1), DAY) == day_of(cell)


@pytest.mark.parametrize(
    ("cell", "start", "end", "precision"),
    [
        ("March 2015", date(2015, 3, 1), date(2015, 3, 31), "month"),
        ("févr. 2016", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2015-03", date(2015, 3, 1), date(2015, 3, 31), "month"),
        ("03/2015", date(2015, 3, 1), date(2015, 3, 31), "month"),
        ("2015-W10", date(2015, 3, 2), date(2015, 3, 8), "week"),
        ("1-3 March 2015", date(2015, 3, 1), date(2015, 3, 3), "range"),
        ("30 to 31 March 2015", date(2015, 3, 30), date(2015, 3, 31), "range"),
        ("2015", date(2015, 1, 1), date(2015, 12, 31), "range"),
        (2015, date(2015, 1, 1), date(2015, 12, 31), "range"),
    ],
)
def test_more_than_a_day_says_how_much(cell: Cell, start: date, end: date, precision: str) -> None:
    assert (start, end, precision) == (day_of(cell) or ())[:3]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2015-03-01 14:05", datetime(2015, 3, 1, 14, 5)),  # noqa: DTZ001
        ("2015-03-01T14:05:00Z", datetime(2015, 3, 1, 14, 5, tzinfo=UTC)),
        ("1 March 2015 14:05", datetime(2015, 3, 1, 14, 5)),  # noqa: DTZ001
        (Decimal("42064.25"), datetime(2015, 3, 1, 6)),  # noqa: DTZ001
        (
            "2015-03-01T23:30:00+04:30",
            datetime(2015, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=4, minutes=30))),
        ),
    ],
)
def test_a_time_leaves_the_day_as_it_is_written(cell: Cell, moment: datetime) -> None:
    assert DayRead(date(2015, 3, 1), date(2015, 3, 1), DAY, moment) == day_of(cell)


def test_serial_numbers_count_from_the_year_of_their_workbook() -> None:
    assert (date(2017, 12, 12), date(2017, 12, 12), DAY, None) == day_of(43081)
    assert (date(2021, 12, 13), date(2021, 12, 13), DAY, None) == day_of(43081, date_system=1904)


@pytest.mark.parametrize("cell", ["03/04/2025", "3.4.2025", "03-04-2025", "03/04/2025 10:00"])
def test_day_and_month_are_asked_for_where_they_may_change_places(cell: str) -> None:
    read = day_of(cell)

    assert isinstance(read, Unreadable)
    assert f"{cell!r} can be 3 April or 4 March" == read.reason
    assert date(2025, 4, 3) == start_of(cell, DayOrder.DAY_FIRST)
    assert date(2025, 3, 4) == start_of(cell, DayOrder.MONTH_FIRST)


@pytest.mark.parametrize("cell", ["13/04/2025", "04/13/2025"])
def test_a_day_that_is_no_month_needs_no_order(cell: str) -> None:
    assert date(2025, 4, 13) == start_of(cell)
    assert date(2025, 5, 5) == start_of("05/05/2025")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2025", None, "2025-01-01", "13/04/2025"], DayOrder.DAY_FIRST),
        (["03/04/2025", "04/13/2025"], DayOrder.MONTH_FIRST),
        (["03/04/2025", "05/05/2025"], None),
        (["13/04/2025", "04/13/2025"], None),  # two persons wrote it
    ],
)
def test_a_column_decides_by_its_clear_values(cells: list[Cell], order: DayOrder | None) -> None:
    assert order == order_of(cells)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("March", "a month without a year"),
        ("14:30", "a time without a day"),
        ("30/02/2015", "no calendar has"),
        ("2015-02-30", "no calendar has"),
        ("2015-W60", "no calendar has"),
        ("03/04/25", "two digits"),
        ("1404-07-25", "Hijri"),
        ("0215-03-01", "outside"),
        ("3-1 March 2015", "ends before it begins"),
        ("tomorrow", "no day"),
        ("1 Smarch 2015", "no month"),
        ("12", "no day"),
        (12, "no day"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(cell: Cell, says: str) -> None:
    read = day_of(cell)

    assert isinstance(read, Unreadable)
    assert says in read.reason


def test_an_absent_cell_is_no_day() -> None:
    assert day_of(None) is None
    assert month_of(None, None) is None


@pytest.mark.parametrize(
    ("month", "year"), [("March", "2015"), ("mars", 2015), (3, "2015.0"), ("03", "2015")]
)
def test_month_and_year_of_two_columns(month: Cell, year: Cell) -> None:
    assert DayRead(date(2015, 3, 1), date(2015, 3, 31), DatePrecision.MONTH) == (
        month_of(month, year)
    )


def test_a_month_without_a_year_is_refused() -> None:
    assert isinstance(month_of("March", None), Unreadable)
    assert isinstance(month_of("March", "last"), Unreadable)


def test_a_day_in_the_column_of_the_month_stands_for_itself() -> None:
    assert DayRead(date(2015, 3, 4), date(2015, 3, 4), DAY) == month_of("2015-03-04", 2015)

"""Numbers and texts of cells, and what may be two numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from reportkit.tables.cells import (
    Unreadable,
    decimal_of,
    join_key,
    number_of,
    text_of,
)
from reportkit.tables.table import Cell


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", "12"),
        ("2022.0", "2022"),
        (Decimal("2022.0"), "2022"),
        (2022, "2022"),
        ("0", "0"),
        ("-5", "-5"),
        ("1 234", "1234"),
        ("1\u202f234\u202f567", "1234567"),
        ("1'234", "1234"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("1.234", "1.234"),
        ("34.1234567891", "34.1234567891"),
        ("\u0661\u0662\u0663", "123"),
        ("\u22125", "-5"),
    ],
)
def test_a_number_that_can_be_read_in_one_way(cell: Cell, number: str) -> None:
    assert Decimal(number) == number_of(cell)


@pytest.mark.parametrize("cell", [None, "", "NA", "NaN", "null", "none", ".."])
def test_where_there_is_none_it_is_absent_and_never_zero(cell: Cell) -> None:
    assert number_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("1,234", "'1,234' can be 1234 or 1.234"),
        ("12 (est.)", "'12 (est.)' is no number"),
        ("~12", "is no number"),
        ("12+", "is no number"),
        ("10-12", "is no number"),
        ("45%", "is no number"),
        ("many", "is no number"),
        ("1,23,456", "is no number"),
        ("1.2E+05", "powers of ten"),
        ("9" * 5000, "more than 25 digits"),
        ("0." + "0" * 200 + "5", "more than 25 digits"),
        ("1234567890123456789012345678.5", "more than 25 digits"),
        (Decimal("1e300"), "more than 25 digits"),
        (date(2015, 3, 1), "2015-03-01 is no number"),
    ],
)
def test_what_is_no_number_or_two_is_refused(cell: Cell, says: str) -> None:
    read = number_of(cell)

    assert isinstance(read, Unreadable)
    assert says in read.reason


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1 234.5", ".", "1234.5"),
    ],
)
def test_the_mark_of_the_column_decides(cell: str, decimal: str, number: str) -> None:
    assert Decimal(number) == number_of(cell, decimal=decimal)


@pytest.mark.parametrize(("cell", "decimal"), [("1.5", ","), ("1,5", "."), ("1 234.5", ",")])
def test_a_number_with_the_other_mark_is_refused(cell: str, decimal: str) -> None:
    read = number_of(cell, decimal=decimal)

    assert isinstance(read, Unreadable)
    assert f"{cell!r} is no number" in read.reason


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["1,234", "1,234.5"], "."),
        (["1,234", "0.5"], "."),
        (["1,234", "12,5"], ","),
        (["1.234", "1.234.567"], ","),
        (["1,234", "1.234", "12", None, 3], ""),
        (["12,5", "12.5"], ""),  # two persons wrote it
    ],
)
def test_a_column_decides_by_its_clear_values(cells: list[Cell], decimal: str) -> None:
    assert decimal == decimal_of(cells)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("Ostra", "Ostra"),
        (2022, "2022"),
        (Decimal("2022.0"), "2022"),
        (Decimal("34.50"), "34.50"),
        (Decimal("1E+3"), "1000"),
        (date(2015, 3, 1), "2015-03-01"),
        (datetime(2015, 3, 1, 12, 30), "2015-03-01 12:30:00"),  # noqa: DTZ001
    ],
)
def test_each_cell_has_a_text(cell: Cell, text: str) -> None:
    assert text == text_of(cell)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0643\u0627\u0628\u0644", "\u06a9\u0627\u0628\u0644"),
        ("Spin-Ostra", "spin ostra"),
        ("Vélm", "VELM"),
    ],
)
def test_names_are_joined_by_their_letters(one: str, other: str) -> None:
    assert join_key(one) == join_key(other)
    assert join_key(one) != join_key(f"{other} 2")

"""Figures in words, and differences only inside one series."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reportkit.changes.delta import Delta, NotComparable, delta, last_of_series, percent
from reportkit.model.evidence import Figure
from reportkit.phrasing.quantity import moved, quantity
from tests.records import Written, book_of, value_of

if TYPE_CHECKING:
    from reportkit.loading.serialize import Plain


def figure(**fields: Plain) -> Figure:
    return value_of(Figure, {"id": "toll", "metric": "injured", "provider": "un", **fields})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"best": "1240"}, "1,240"),
        ({"best": "1240.50"}, "1,240.50"),
        ({"low": "17", "operator": "at_least"}, "at least 17"),
        ({"low": "200", "operator": "more_than"}, "more than 200"),
        ({"best": "500", "operator": "about"}, "about 500"),
        ({"high": "9", "operator": "at_most"}, "at most 9"),
        ({"low": "25", "high": "30", "operator": "between"}, "25–30"),
        ({"best": "47", "low": "40", "high": "55"}, "47 (40–55)"),
        (
            {"low": "23", "high": "58", "range_kind": "reported_min_max"},
            "reported range 23–58",
        ),
        (
            {"best": "9", "low": "9", "high": "20", "range_kind": "reported_min_max"},
            "9 (reported range 9–20)",
        ),
        ({"low": "17"}, "at least 17"),
        ({"vague_term": "dozens"}, "dozens"),
        (
            {"vague_term": "tens", "low": "10", "unit": "million US dollars"},
            "tens of millions of US dollars",
        ),
        (
            {"vague_term": "tens", "unit": "USD million a day"},
            "tens of millions of US dollars a day",
        ),
        ({"vague_term": "hundreds", "unit": "USD a day"}, "hundreds of US dollars a day"),
        ({"vague_term": "several", "unit": "million rupees"}, "several million rupees"),
        ({"vague_term": "scores", "unit": "families"}, "scores of families"),
        ({"metric": "length", "vague_term": "hundreds"}, "hundreds of km"),
        ({}, "no figure given"),
        ({"best": "2.3", "unit": "USD billion"}, "US$2.3 billion"),
        ({"metric": "length", "best": "2600"}, "2,600 km"),
    ],
)
def test_a_figure_is_said_with_its_operator_in_words(fields: Written, words: str) -> None:
    """As written, grouped by thousands."""
    assert quantity(figure(**fields)) == words


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ({"best": "346"}, {"best": "425"}, "up 79 from 346 (+23%)"),
        ({"best": "80"}, {"best": "30"}, "down 50 from 80 (−63%)"),
        ({"best": "8"}, {"best": "3"}, "down 5 from 8"),
        ({"metric": "days", "best": "29"}, {"metric": "days", "best": "36"}, "up 7 from 29"),
        ({"best": "0"}, {"best": "3"}, "up 3 from 0"),
        ({"best": "-2"}, {"best": "3"}, "up 5 from -2"),
        ({"best": "5"}, {"best": "5.0"}, "5 before"),
        ({"best": "5"}, {"best": "5"}, "unchanged at 5"),
        ({}, {"best": "3"}, "no figure given before"),
        (
            {"low": "17", "operator": "at_least"},
            {"low": "35", "operator": "at_least"},
            "up from at least 17",
        ),
        ({"low": "17", "operator": "at_least"}, {"best": "35"}, "at least 17 before"),
    ],
)
def test_a_movement_is_said_from_the_figure_before(was: Written, now: Written, words: str) -> None:
    """Numbers are subtracted only where both are exact; no percentage of nothing."""
    assert moved(delta(figure(**was), figure(**now))) == words


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"metric": "casualties"}, ("metric",)),
        ({"population": "civilian"}, ("population",)),
        ({"place": "kabul"}, ("place",)),
        ({"provider": "ministry"}, ("provider",)),
        ({"method": "estimate"}, ("method",)),
        ({"series": "other"}, ("series",)),
        ({"scope": "cumulative"}, ("scope",)),
        ({"unit": "households"}, ("unit",)),
    ],
)
def test_what_is_not_one_series_is_not_comparable(
    change: Written, differs: tuple[str, ...]
) -> None:
    """Metric, population, place, provider and method make a series."""
    movement = delta(figure(best="16"), figure(best="17", **change))

    assert isinstance(movement, NotComparable)
    assert movement.differs == differs
    assert moved(movement) == f"16 before, not comparable: {differs[0]} changed"


@pytest.mark.parametrize(
    ("scope", "was", "now", "comparable"),
    [
        ("cumulative", ("2025-10-10", "2025-10-17"), ("2025-10-10", "2025-10-24"), True),
        ("cumulative", ("2025-10-10", "2025-10-17"), ("2025-10-01", "2025-10-24"), False),
        ("period", ("2025-10-06", "2025-10-12"), ("2025-10-13", "2025-10-19"), True),
        ("period", ("2025-10-06", "2025-10-12"), ("2025-10-13", "2025-10-31"), False),
    ],
)
def test_periods_must_be_alike(
    scope: str, was: tuple[str, str], now: tuple[str, str], *, comparable: bool
) -> None:
    """One start, or weeks of equal length."""
    before = figure(best="1", scope=scope, period={"start": was[0], "end": was[1]})
    after = figure(best="2", scope=scope, period={"start": now[0], "end": now[1]})

    assert isinstance(delta(before, after), Delta) is comparable


@pytest.mark.parametrize(
    ("base", "expected"),
    [(None, None), (Decimal(0), None), (Decimal(-4), None), (Decimal(4), Decimal(25))],
)
def test_a_percentage_needs_a_base(base: Decimal | None, expected: Decimal | None) -> None:
    """A missing, zero or negative base has none."""
    assert percent(base, Decimal(5)) == expected


def test_a_new_figure_continues_its_series() -> None:
    """The last point by its day, never a withdrawn one nor another series."""
    first = figure(id="a", series="un-toll", as_of="2025-10-16")
    second = figure(id="b", series="un-toll", as_of="2025-10-19")
    gone = figure(id="c", series="un-toll", as_of="2025-10-20", status="withdrawn")
    other = figure(id="d", series="other", as_of="2025-10-21")
    book = book_of([first, second, gone, other])

    assert last_of_series(figure(id="e", series="un-toll"), book) == second
    assert last_of_series(figure(id="e"), book) is None

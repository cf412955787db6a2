"""Page 1 says how the forecasts fared that fell due: all of them, and that few are few."""

from __future__ import annotations

from typing import Any

import pytest

from reportkit.editions.snapshot import at_marking
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.page.compose.expectations import track_record_line
from reportkit.page.compose.forecasts import is_past
from tests.records import book_of, value_of

#: The period ends on 19 October.
EDITION: Any = {"period": {"start": "2025-10-13", "end": "2025-10-19"}}


def forecast(id: str, term: str, outcome: str = "", **more: Any) -> Judgement:
    """A forecast for 18 October, decided or not."""
    resolution: Any = {"criteria": "Seen.", "due": "2025-10-18"}
    if outcome:
        resolution |= {"outcome": outcome, "on": "2025-10-18"}
    said: Any = {"id": id, "statement": f"It is {term}.", "likelihood": {"term": term}}
    return value_of(Judgement, {**said, "horizon": "2025-10-18", "resolution": resolution, **more})


def book(*judgements: Judgement) -> Book:
    return book_of(judgements, edition=EDITION)


def line(*judgements: Judgement) -> str:
    return track_record_line(book(*judgements), None)


def test_each_way_is_counted() -> None:
    counted = line(
        forecast("a", "likely", "occurred"),
        forecast("b", "very unlikely", "did_not"),
        forecast("c", "unlikely", "occurred"),
        forecast("d", "roughly even chance", "occurred"),
        forecast("e", "likely", "partly"),
        forecast("f", "likely"),
    )

    assert counted == (
        "Of only six forecasts due, two came out as judged likelier, one came out the other way, "
        "one was called even, one came true in part or could not be decided and one nobody has "
        "decided yet."
    )


def test_one_without_a_horizon_falls_due_when_it_can_be_told() -> None:
    """Else it would stay among what we expect, and nobody would count it."""
    undated = forecast("a", "likely").replace(horizon=None)

    assert "Of only one forecast due" in line(undated)
    assert is_past(book(undated), undated)


def test_where_no_forecast_fell_due_nothing_is_said() -> None:
    assert "" == line(forecast("a", "likely", horizon="2025-10-19"))
    assert "" == line()


def test_many_are_not_called_few() -> None:
    ten = [forecast(f"a{number}", "likely", "occurred") for number in range(10)]

    assert "Of 10 forecasts due so far, 10 came out as judged likelier." == line(*ten)
    assert "only" in line(*ten[:9])


@pytest.mark.parametrize("status", ["dropped", "superseded", "withdrawn"])
def test_a_forecast_that_went_wrong_counts_when_it_is_no_longer_carried(status: str) -> None:
    wrong = forecast("a", "likely", "did_not", status=status)

    assert "Of only one forecast due, one came out the other way." == line(wrong)


def test_what_readers_may_not_see_does_not_count_for_them() -> None:
    wrong = forecast("b", "likely", "did_not", tlp="TLP:RED")
    both = book_of(
        [forecast("a", "likely", "occurred"), wrong],
        edition={**EDITION, "tlp": "TLP:GREEN", "hold_back": True},
        brief={"tlp": "TLP:GREEN"},
    )

    assert "one came out the other way" in track_record_line(both, None)
    assert track_record_line(at_marking(both), None) == (
        "Of only one forecast due, one came out as judged likelier."
    )

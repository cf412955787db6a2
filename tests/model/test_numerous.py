"""Which records are counted and not listed: what a data set gave too much of, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from reportkit.model.numerous import MOST_LISTED, MOST_ZEROS, numerous
from tests.records import book_of, record_of


def event(number: int, **more: Any) -> dict[str, Any]:
    return {"type": "event", "id": f"e{number}", "section": "clashes", **more}


def toll(number: int, **more: Any) -> dict[str, Any]:
    return {
        "type": "figure", "id": f"e{number}.killed", "event": f"e{number}", "best": 2,
        "metric": "killed", "provider": "monitor", **more,
    }  # fmt: skip


def counted(*records: dict[str, Any], edition: dict[str, Any] | None = None) -> set[str]:
    return {*numerous(book_of(map(record_of, records), edition=edition)).ids}


MANY = [event(number) for number in range(MOST_LISTED + 2)]
ALL = {written["id"] for written in MANY}


def test_many_events_are_counted_with_their_tolls_and_few_are_listed() -> None:
    assert ALL | {"e0.killed"} == counted(*MANY, toll(0))
    assert set() == counted(*MANY[:MOST_LISTED], toll(0))


def test_events_are_many_in_one_section() -> None:
    half = len(MANY) // 2
    assert set() == counted(*MANY[:half], *({**one, "section": "talks"} for one in MANY[half:]))


@pytest.mark.parametrize(
    "told",
    [
        {"type": "fact", "id": "f", "event": "e0"},
        {"type": "fact", "id": "f", "about": ["e0.killed"]},
        {"type": "claim", "id": "c", "about": ["e0"]},
        {"type": "figure", "id": "g", "event": "e0", "best": 3, "provider": "army"},
        event(0, headline="The mill is lost"),
        event(0, milestone=True),
        event(0, status="withdrawn", status_reason="It did not happen."),
        event(0, victims=[{"name": "A. Person"}]),
        toll(0, note="Two were found later."),
    ],
)
def test_what_something_else_tells_of_or_a_reader_must_know_is_listed(told: dict[str, Any]) -> None:
    records = {written["id"]: written for written in (*MANY, toll(0), told)}

    assert counted(*records.values()).isdisjoint({"e0", "e0.killed"})
    assert "e1" in counted(*records.values())


def test_what_page_one_names_is_listed() -> None:
    assert "e0.killed" not in counted(*MANY, toll(0), edition={"key_figures": ["e0.killed"]})


def test_zeros_alike_are_counted_and_what_is_above_zero_is_listed() -> None:
    def figure(number: int, best: int) -> dict[str, Any]:
        return {"type": "figure", "id": f"f{number}", "metric": "killed", "best": best,
                "provider": "monitor", "place": f"p{number}"}  # fmt: skip

    zeros = [figure(number, 0) for number in range(MOST_ZEROS + 1)]
    above = [figure(number, 3) for number in range(20, 24)]

    assert {written["id"] for written in zeros} == counted(*zeros, *above)
    assert set() == counted(*zeros[1:], *above)

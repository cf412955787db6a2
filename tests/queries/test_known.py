"""Of which days a record speaks, and what is known of the time up to a day."""

from __future__ import annotations

from datetime import date

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import Snapshot
from reportkit.model.days import Days, days_of
from reportkit.model.vocabulary.events import Position
from reportkit.queries.known import known
from tests.records import Written, book_of, by_id, record_of

CLASH: Written = {"type": "event", "id": "clash", "date_start": "2025-10-12"}
TOLL: Written = {"type": "figure", "id": "toll", "event": "clash", "as_of": "2025-10-30"}
SOURCE: Written = {"type": "source", "id": "paper"}


def known_on(day: int, *records: Written) -> list[str]:
    held = {str(record["id"]): record for record in (CLASH, TOLL, SOURCE, *records)}
    positions = {"clash": Position.UNKNOWN, "later": Position.CONTESTED}
    snapshot = Snapshot(EditionName(4), book_of(by_id(*held.values()).values()), positions)
    found = known(snapshot, date(2025, 10, day))
    assert set(found.positions) <= set(found.records)
    return [id for id in found.records if id not in ("paper", "clash", "toll")]


@pytest.mark.parametrize(
    ("record", "days"),
    [
        ({"type": "event", "date_start": "2025-10-12", "date_end": "2025-10-13"}, (12, 13)),
        ({"type": "round", "start": "2025-10-18", "end": "2025-10-19"}, (18, 19)),
        ({"type": "figure", "event": "clash", "as_of": "2025-10-30"}, (12, None)),
        ({"type": "figure", "period": {"start": "2025-01-01", "end": "2025-10-15"}}, (15, None)),
        ({"type": "figure", "as_of": "2025-10-30"}, (30, None)),
        ({"type": "claim", "about": ["toll", "paper"], "date": "2025-10-20"}, (12, None)),
        ({"type": "claim", "about": ["paper"], "date": "2025-10-20"}, (20, None)),
        ({"type": "fact", "date": "2025-10-16", "event": "clash"}, (16, None)),
        ({"type": "fact", "event": "clash", "as_of": "2025-10-16"}, (12, None)),
        ({"type": "measure", "since": "2025-10-11", "until": "2025-10-20"}, (11, 20)),
        ({"type": "commitment", "ceasefire": {"start": "2025-10-19"}}, (19, None)),
        ({"type": "commitment", "made_on": "2025-10-18"}, (18, None)),
    ],
)
def test_the_days_of_a_record_are_those_it_speaks_of(
    record: Written, days: tuple[int, int | None]
) -> None:
    first, last = days
    expected = Days(date(2025, 10, first), date(2025, 10, last) if last else None)

    others = book_of(by_id(CLASH, TOLL, SOURCE).values())

    assert expected == days_of(record_of({"id": "x", **record}), others)


def test_a_record_that_names_no_day_speaks_of_none() -> None:
    nothing = book_of([])

    assert days_of(record_of({"type": "fact", "id": "x"}), nothing) is None
    judgement: Written = {"type": "judgement", "id": "x", "horizon": "2025-10-20"}
    assert days_of(record_of(judgement), nothing) is None


def test_what_began_later_was_not_known_of_that_day() -> None:
    fact: Written = {"type": "fact", "id": "later", "date": "2025-10-13"}

    assert ([], ["later"]) == (known_on(12, fact), known_on(13, fact))


def test_what_names_no_day_stays() -> None:
    assert ["old"] == known_on(1, {"type": "fact", "id": "old"})


def test_validity_is_counted_in_at_both_ends() -> None:
    fact: Written = {
        "type": "fact", "id": "open", "valid_from": "2025-10-10", "valid_to": "2025-10-12",
    }  # fmt: skip

    assert [[], ["open"], ["open"], []] == [known_on(day, fact) for day in (9, 10, 12, 13)]


@pytest.mark.parametrize("status", ["superseded", "withdrawn", "dropped"])
def test_what_we_no_longer_say_is_not_known(status: str) -> None:
    assert [] == known_on(31, {"type": "fact", "id": "wrong", "status": status})


def test_what_looks_ahead_is_no_knowledge_of_an_earlier_day() -> None:
    ahead: list[Written] = [
        {"type": type_, "id": type_} for type_ in ("judgement", "gap", "indicator", "assumption")
    ]

    assert [] == known_on(31, *ahead)

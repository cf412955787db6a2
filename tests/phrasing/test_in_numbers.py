"""When are records that changed alike told of by their number, and how is it said?"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportkit.changes.change import Change
from reportkit.loading.serialize import Plain
from reportkit.model.envelope import Record
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.in_numbers import MOST_LINES, are_counted, in_numbers
from tests.records import Written, book_of, by_id

VICTIM: Plain = {"name": "Ambrose Pell", "naming": "consent", "ground": "his brother agreed"}


def events(many: int, **also: Plain) -> list[Record]:
    written: list[Written] = [
        {
            "type": "event", "id": f"raid-{n}", "summary": "A raid", "event_type": "battle",
            "date_start": f"2026-01-{20 - n:02d}", **(also if not n else {}),
        }
        for n in range(many)
    ]  # fmt: skip
    return list(book_of(by_id(*written).values()))


def ended(records: Sequence[Record]) -> list[Change]:
    return [
        Change(record=one.id, type=one.type, section=None, class_=ChangeClass.DROPPED, before=one)
        for one in records
    ]


def test_more_than_have_lines_are_counted() -> None:
    assert not are_counted(ended(events(MOST_LINES)))
    assert are_counted(ended(events(MOST_LINES + 1)))


@pytest.mark.parametrize(
    "also", [{"milestone": True}, {"headline": "A raid that all speak of"}, {"victims": [VICTIM]}]
)
def test_not_where_one_of_them_has_more_to_say(also: dict[str, Plain]) -> None:
    assert not are_counted(ended(events(MOST_LINES + 1, **also)))


def test_the_days_are_from_the_first_to_the_last() -> None:
    assert "3 events of 18–20 Jan 2026" == in_numbers(events(3)).replace("\u2009", "")

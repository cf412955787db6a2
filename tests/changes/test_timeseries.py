"""A figure over several editions, read back from the change logs that they carry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportkit.changes.net import SealedChange, SealedLog
from reportkit.changes.timeseries import time_series_of
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.events import Method

NOW = Figure(
    id="toll",
    metric="killed",
    best=Decimal(23),
    as_of=date(2026, 1, 22),
    provider="un",
    method=Method.COUNT,
)


def log(*fields: tuple[str, str], class_: ChangeClass = ChangeClass.UPDATED) -> SealedLog:
    """Give a log in which the toll had these values before, and something else changed."""
    rows = [(NOW.id, field, was) for field, was in fields] or [(NOW.id, "note", "old")]
    entries = [
        SealedChange(
            record=id, class_=class_, reason=None, evidence=(), field=field, was=was, now="x"
        )
        for id, field, was in [*rows, ("other", "best", "9")]
    ]
    return SealedLog(from_="1", to="2", rows=tuple(entries), counts={}, renamed={})


def points(*logs: SealedLog) -> list[tuple[int, str]]:
    """Give day of January and value, oldest first."""
    return [(f.as_of.day if f.as_of else 0, str(f.best)) for f in time_series_of(NOW, logs)]


def test_each_edition_gives_the_value_it_printed() -> None:
    newest = log(("best", "20"), ("as_of", "2026-01-15"))
    oldest = log(("best", "16"), ("as_of", "2026-01-08"))

    assert points(newest, oldest) == [(8, "16"), (15, "20"), (22, "23")]


def test_editions_that_did_not_count_anew_add_no_point() -> None:
    assert points(log(), log(("best", "16"), ("as_of", "2026-01-08")), log()) == [
        (8, "16"),
        (22, "23"),
    ]


@pytest.mark.parametrize(
    "class_", [ChangeClass.ADDED, ChangeClass.CORRECTED, ChangeClass.METHOD_CHANGED]
)
def test_nothing_before_a_beginning_is_a_point(class_: ChangeClass) -> None:
    """What was wrong, or counted otherwise, is no point of the same line."""
    earlier = log(("best", "90"), ("as_of", "2026-01-08"), class_=class_)

    assert points(log(("best", "20"), ("as_of", "2026-01-15")), earlier) == [
        (15, "20"),
        (22, "23"),
    ]


def test_another_unit_ends_the_course() -> None:
    assert points(log(("unit", "families"), ("best", "4"))) == [(22, "23")]

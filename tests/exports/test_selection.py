"""Which records are handed on."""

from __future__ import annotations

from datetime import date

import pytest

from reportkit.exports.export import Options
from reportkit.exports.selection import wanted
from reportkit.model.evidence import Event, Place
from tests.exports.exporting import export_of
from tests.exports.test_csv import CLASH, WORLD
from tests.records import Written

RAID: Written = {
    "type": "event", "id": "raid", "date_start": "2026-01-10", "date_end": "2026-01-12",
    "place": "ford",
}  # fmt: skip
FORD: Written = {"type": "place", "id": "ford", "name": "The ford"}
TOLL: Written = {
    "type": "figure",
    "id": "toll",
    "best": "3",
    "event": "raid",
    "as_of": "2026-03-01",
}
SHUT: Written = {"type": "measure", "id": "shut", "since": "2026-01-01"}
GAP: Written = {"type": "gap", "id": "gap", "question": "Who?"}
BOOK = export_of(*WORLD, RAID, FORD, TOLL, SHUT, GAP).book


def ids(options: Options) -> set[str]:
    """Give the ids of what is wanted, beside what goes on and what is of no day."""
    return {record.id for record in wanted(BOOK, options)} - {"shut", "gap"}


def test_everything_is_wanted_in_the_order_of_the_files_unless_something_is_asked() -> None:
    assert tuple(BOOK) == wanted(BOOK, Options())


def test_types_are_wanted_alone() -> None:
    assert {"clash", "raid", "mill", "ford"} == ids(Options(types=(Event, Place)))


@pytest.mark.parametrize(
    ("since", "until", "events"),
    [
        (date(2026, 1, 7), date(2026, 1, 7), {"clash"}),
        (date(2026, 1, 12), None, {"raid", "toll"}),
        (date(2026, 1, 13), None, set()),
        (None, date(2026, 1, 6), set()),
        (date(2026, 1, 8), date(2026, 1, 11), {"raid", "toll"}),
    ],
)
def test_days_are_those_of_which_a_record_speaks(
    since: date | None, until: date | None, events: set[str]
) -> None:
    chosen = ids(Options(since=since, until=until))

    assert events == chosen & {"clash", "raid", "toll"}


def test_what_goes_on_is_of_every_later_day_and_what_has_no_day_of_each() -> None:
    chosen = {record.id for record in wanted(BOOK, Options(since=date(2027, 1, 1)))}

    assert {"shut", "gap"} == chosen


def test_of_sources_actors_and_places_those_stay_that_what_stays_names() -> None:
    assert {"clash", "mill", "north", "south", "wire", "note"} == ids(Options(section="clashes"))
    assert {"ford", "raid", "toll"} == ids(Options(since=date(2026, 1, 9)))
    assert "clashes" == CLASH["section"]


def test_actors_that_name_each_other_come_along_once() -> None:
    inner: Written = {"type": "actor", "id": "north", "name": "The North", "part_of": "south"}
    outer: Written = {"type": "actor", "id": "south", "name": "The South", "part_of": "north"}
    book = export_of(*WORLD[:1], inner, outer, *WORLD[3:]).book

    named = {record.id for record in wanted(book, Options(section="clashes"))}

    assert {"clash", "mill", "north", "south", "wire", "note"} == named

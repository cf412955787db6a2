"""What was read of one row and is remembered says nothing else of another one."""

from __future__ import annotations

from pathlib import Path

from reportkit.imports.convert import Options
from reportkit.imports.filters import Filters
from tests.imports.files import take, take_table
from tests.tables.files import xlsx_of

EVENTS = """\
    records: events
    source: {id: log, publisher: Valley Monitor}
    key: no
    day: {start: day}
    place: {name: place, admin1: "province?", country_name: Nomeland, precision: "exact?",
            unknown: make}
    event_type: kind
    figures:
      - {best: dead, metric: killed}
    words:
      - {column: kind, word: Clash, means: battle}
    """


def test_a_cell_is_marked_where_it_stands_though_the_file_was_looked_through_for_it(
    tmp_path: Path,
) -> None:
    content = """\
        no,day,place,kind,dead
        1,2025-10-14,Ford,Clash,"1,234"
        2,2025-10-14,Ford,Clash,"1,235"
        """
    taken = take(tmp_path, content, EVENTS)

    column = len("1,2025-10-14,Ford,Clash,") + 1
    assert [(2, column), (3, column)] == [one.mark[1:] for one in taken.problems]


def test_a_cell_that_says_true_is_no_number_beside_one_that_is(tmp_path: Path) -> None:
    rows = [
        ["no", "day", "place", "kind", "dead"],
        ["a", "2025-10-14", "Ford", "Clash", True],
        ["b", "2025-10-14", "Ford", "Clash", 1],
        ["c", "2025-10-14", "Ford", "Clash", True],
    ]
    taken = take_table(tmp_path, xlsx_of(tmp_path, {"rows": rows}), EVENTS)

    assert ["log.b"] == [one["id"] for one in taken.of("event")]
    assert [2, 4] == [one.mark.line for one in taken.problems]


def test_a_word_for_how_exact_a_point_is_is_asked_for_with_all_of_its_rows(tmp_path: Path) -> None:
    content = """\
        no,day,place,kind,dead,exact
        1,2025-10-14,Ford,Clash,1,vague
        2,2025-10-15,Ford,Clash,1,vague
        3,2025-10-16,Mill,Clash,1,vague
        """
    taken = take(tmp_path, content, EVENTS)

    assert ["import-word:2 nothing says what 'vague' of exact means, in 3 rows"] == taken.told


def test_a_place_is_made_by_the_first_row_that_is_taken_though_another_stood_before(
    tmp_path: Path,
) -> None:
    content = """\
        no,day,place,province,kind,dead
        1,2025-10-14,Ford,,Clash,1
        2,2025-10-15,Ford,Hill,Clash,1
        """
    taken = take(tmp_path, content, EVENTS, options=Options(Filters(places=("Hill",))))

    assert ["ford"] == [one["place"] for one in taken.of("event")]
    assert ["ford"] == [one["id"] for one in taken.of("place")]

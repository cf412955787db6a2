"""The contested figures held rightly: no finding, no number between two parties, each change named.

The eight matters, the trap in each, and what catches it; ``test_traps.py`` lays them.

| matter | trap | caught by |
|---|---|---|
| 11-12 October | the mean of two parties' counts | `toll-merged` |
| | the sum of both sides' dead | `toll-merged` |
| | the two ends as a range without who gives them | `range-unattributed` |
| | "between 23 and 58" in a sentence | `counts-merged-in-text` |
| | own and enemy losses added up | `losses-merged` |
| | own and enemy losses in one series | `series-mixed` |
| | both parties' counts in one series | `series-mixed` |
| | one side's number alone on page 1 | `key-figure-one-sided` |
| | one side's count without the other's word | `losses-one-sided` |
| Spin Boldak | the toll of the day given to the district | `toll-place-doubtful` |
| | "at least" lost beside the first count | `count-twice` |
| | the later count told as our error | `correction-newer` |
| other provinces | 16 casualties copied as 16 killed | `killed-are-casualties` |
| | killed and injured added up as killed | `parts-mixed` |
| | casualties in a series of the killed | `series-casualties` |
| | the agency cited, and not the mission | `copy-cited` |
| UNAMA's tally | 478 and 477 as two counts | `count-twice` |
| | a tally that grew in silence | `change-unexplained` |
| cricketers | the board's new number told as news of ours | `correction-missing` |
| Doha | the ceasefire dated to 16 October | `ceasefires-overlap`, `copy-cited` |
| 24-25 October | no search for Kabul's word | `losses-one-sided` |
| | "admits" of one side alone | `claims-uneven`, `verb-unearned` |
| Istanbul | a mechanism still told as announced, after its day | `commitment-due` |
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from reportkit.model.book import Book
from reportkit.model.corroboration import position_of
from reportkit.model.evidence import Fact
from reportkit.page.charts.casualties import tolls_of
from reportkit.page.compose.edition import compose
from reportkit.page.compose.page_model import Page
from reportkit.publish.check import check_series
from tests.building import made_once
from tests.contested.contested_series import codes, publish, write

MATRIX = "Fighting along the Durand Line, 11–12 Oct"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All three editions."""
    return made_once(tmp_path_factory, "contested", lambda folder: publish(folder, 3))


def book(series: Path) -> Book:
    candidate = check_series(series).candidate
    assert candidate is not None
    return candidate.book


def page(series: Path, week: int) -> Page:
    return compose(book(write(series, week)), name=str(week))


def cells(page: Page) -> dict[str, list[list[str]]]:
    """Give the table of the night by row: a list for each column, of values with their detail."""
    (matrix,) = (m for part in page.sections for m in part.matrices if m.title == MATRIX)
    return {
        row.label: [[f"{v.value} {v.provider}".strip() for v in cell.values] for cell in row.cells]
        for row in matrix.rows
    }


def changes(published: Path, edition: str) -> dict[str, str]:
    log: Any = json.loads((published / "reports" / edition / "changes.json").read_text("utf-8"))
    return {each["record"]: each["class"] for each in log["changes"]}


@pytest.mark.parametrize("week", [1, 2, 3])
def test_what_is_held_rightly_has_no_finding(tmp_path: Path, week: int) -> None:
    if week > 1:
        publish(tmp_path, week - 1)

    assert set() == codes(write(tmp_path, week))


def test_each_side_has_its_cell_and_nothing_stands_between_them(tmp_path: Path) -> None:
    """Columns by the alphabet; the same people in one row, the two counts apart."""
    assert {
        "Killed, forces on the side of Pakistan": [["58 DFA defence ministry"], ["23 ISPR"], []],
        "Killed, forces on the side of the DFA": [
            ["9 DFA defence ministry"],
            ["more than 200 ISPR"],
            [],
        ],
        "Injured, forces on the side of Pakistan": [[], ["29 ISPR"], []],
        "Members of the security forces killed": [
            [],
            [],
            ["reported range 23–58 our reading"],
        ],
    } == cells(page(tmp_path, 1))


def test_the_columns_stand_by_the_alphabet_and_the_range_says_who_gives_each_end(
    tmp_path: Path,
) -> None:
    (matrix,) = (m for part in page(tmp_path, 1).sections for m in part.matrices)

    assert [
        "According to the DFA",
        "According to Pakistan",
        "Others",
    ] == [column.title for column in matrix.columns]
    assert ["Of Pakistan’s soldiers ISPR gives 23 and the DFA 58."] == [
        text for _, text in matrix.notes
    ]
    assert "Nothing is averaged or added up." in matrix.sentence


def test_no_number_that_nobody_gives_is_on_any_page(tmp_path: Path) -> None:
    """Neither a mean (40.5) nor a sum (32, 81, 223, 258) of what the two sides count."""
    for week in (1, 2, 3):
        words = {
            word.strip("(),.;") for text in texts(page(tmp_path, week)) for word in text.split()
        }

        assert set() == words & {"40", "40.5", "41", "32", "81", "223", "232", "258"}
        assert {"23", "58"} <= words


def test_the_picture_of_tolls_has_each_report_by_itself(tmp_path: Path) -> None:
    (night,) = (t for t in tolls_of(book(write(tmp_path, 1))) if t.event == "border-night")

    assert [
        ("border-night.dfa-enemy-killed", "58"),
        ("border-night.dfa-own-killed", "9"),
        ("border-night.pk-enemy-killed", "more than 200"),
        ("border-night.pk-own-killed", "23"),
    ] == sorted((r.record, r.words) for _, reports in night.groups for r in reports)


def test_each_side_is_believed_by_nobody(tmp_path: Path) -> None:
    """Counts that exclude each other are contested; one side's word with a search is one side's."""
    held = book(write(tmp_path, 3))
    positions = {id: position_of(held, fact) for id in POSITIONS if (fact := held.get(Fact, id))}

    assert positions == POSITIONS


POSITIONS = {
    "border-night.tolls": "contested",
    "kurram.fighting": "single_party",
    "spin-boldak.unama": "independent_only",
    "unama-week.counted": "independent_only",
}


def test_where_kabul_was_silent_the_page_says_that_somebody_looked(tmp_path: Path) -> None:
    words = " ".join(texts(page(tmp_path, 2)))

    assert "no comment by Kabul was found" in words


def test_the_board_took_back_its_number_and_we_did_not_err(published: Path) -> None:
    assert {
        "urgun.board": "SOURCE-REVISED",
        "urgun.board-killed": "SOURCE-REVISED",
    } == {id: each for id, each in changes(published, "002").items() if id.startswith("urgun")}


def test_the_missions_later_count_is_an_update_and_compared(published: Path) -> None:
    classes = changes(published, "003")
    log = (published / "reports/003/changes.md").read_text("utf-8")

    assert ("UPDATED", "UPDATED") == (classes["unama-week.killed"], classes["unama-week.injured"])
    assert "CORRECTED" not in classes.values()
    assert "We said (No. 2): 37. We now say: 47." in log
    assert "spin-boldak.unama-killed" not in classes  # the district's first count still stands


def test_a_toll_of_the_day_is_not_set_against_that_of_the_district(tmp_path: Path) -> None:
    """35 killed in all places on 15 October is no movement of the 17 at Spin Boldak."""
    words = " ".join(texts(page(tmp_path, 3)))

    assert "at least 17" in words
    assert "up 18" not in words


def test_two_ceasefires_follow_each_other_and_the_mechanism_came_to_nothing(
    published: Path,
) -> None:
    facts: Any = json.loads((published / "reports/003/facts.json").read_text("utf-8"))["records"]
    held = {id: facts[id]["ceasefire"] for id in ("truce-48h", "doha-ceasefire")}

    assert "2025-10-19" == held["truce-48h"]["end"] == held["doha-ceasefire"]["start"]
    assert "STATUS-MOVED" == changes(published, "003")["monitoring-mechanism"]
    assert "Announced. We now say: Not concluded." in (
        published / "reports/003/changes.md"
    ).read_text("utf-8")


def texts(value: object) -> Iterator[str]:
    """Give every text of a composed page."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, (tuple, list, frozenset)):
        for item in value:
            yield from texts(item)

"""What goes on and was not looked at of late says when it last was, wherever it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportkit.page.compose.edition import compose
from tests.page.composing import book_of, lines_of_record

#: The period is 6 to 12 October 2025.
CROSSING = """
section: talks
measures:
  - {{id: ford.all, statement: Upperland shuts the ford, kind: crossing_closure, by: upper,
     place: ford, traffic: all, measure_status: {status}, since: 2025-09-01, {day}
     source_refs: [s1]}}
"""


def crossing(tmp_path: Path, day: str, status: str = "in_force") -> str:
    page = compose(book_of(tmp_path, CROSSING.format(day=day, status=status)), name="1")
    return page.sections[0].status_tables[0].rows[0].cells[0][0].detail


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("confirmed: 2025-10-05,", "since 1 Sep, last confirmed 5 Oct"),
        ("confirmed: 2025-10-06,", "since 1 Sep"),  # in the period: fresh
        ("", "since 1 Sep"),
        ("as_of: 2025-09-20, stale_after: 3 weeks,", "since 1 Sep, last confirmed 20 Sep"),
        ("as_of: 2025-09-21, stale_after: 3 weeks,", "since 1 Sep"),
    ],
)
def test_a_crossing_says_when_its_state_was_last_confirmed(
    tmp_path: Path, day: str, printed: str
) -> None:
    assert printed == crossing(tmp_path, day)


def test_an_ended_measure_needs_no_confirming(tmp_path: Path) -> None:
    assert "last confirmed" not in crossing(tmp_path, "confirmed: 2025-10-05,", "lifted")


STANDING = """
section: talks
measures:
  - {id: fees, statement: Upperland doubles the fees, kind: sanction, by: upper,
     measure_status: in_force, since: 2025-09-01, confirmed: 2025-09-30, source_refs: [s1]}
commitments:
  - {id: water, by: [upper], text: Upperland lets water through., made_on: 2025-09-01,
     commitment_status: in_force, confirmed: 2025-09-29, source_refs: [s1]}
facts:
  - {id: shut, statement: The dam is shut., standing: true, date: 2025-09-01,
     verification: single_origin, confirmed: 2025-09-28, source_refs: [s1]}
figures:
  - {id: homes, metric: displaced, best: 40, provider: un, method: count, scope: moment,
     as_of: 2025-10-08, confirmed: 2025-10-08, source_refs: [s1]}
"""


def test_measures_promises_and_facts_say_it_in_the_body(tmp_path: Path) -> None:
    section = compose(book_of(tmp_path, STANDING), name="1").sections[0]
    states = [row.cells[-1] for table in section.tables for row in table.rows]
    (fact,) = section.facts

    assert ["In force; last confirmed 30 Sep", "In force; last confirmed 29 Sep"] == states
    assert ("last confirmed 28 Sep",) == fact.chips


@pytest.mark.parametrize(
    ("days", "printed"),
    [
        ("as_of: 2025-10-01, confirmed: 2025-10-04", "UN, 1 Oct, last confirmed 4 Oct."),
        ("as_of: 2025-10-01", "UN, 1 Oct."),
        ("as_of: 2025-10-01, confirmed: 2025-10-07", "UN, 1 Oct."),
    ],
)
def test_a_figure_says_beside_its_day_when_it_was_confirmed(
    tmp_path: Path, days: str, printed: str
) -> None:
    book = book_of(tmp_path, STANDING.replace("as_of: 2025-10-08, confirmed: 2025-10-08", days))
    section = compose(book, name="1").sections[0]

    assert [printed] == [figure.text for column in section.figures for figure in column]


def test_the_annex_says_it_too(tmp_path: Path) -> None:
    days = "as_of: 2025-09-01, confirmed: 2025-09-02"
    book = book_of(tmp_path, STANDING.replace("as_of: 2025-10-08, confirmed: 2025-10-08", days))
    hidden = tuple(section.replace(shown=False) for section in book.brief.sections)
    page = compose(replace(book, brief=book.brief.replace(sections=hidden)), name="1")

    lines = lines_of_record(page)
    assert ["In force; last confirmed 30 Sep.", "In force; last confirmed 29 Sep."] == [
        line.aside for line in lines if line.aside.startswith("In force")
    ]
    assert ["UN, 1 Sep, last confirmed 2 Sep:"] == [
        line.lead for line in lines if "UN" in line.lead
    ]
    assert ["(last confirmed 28 Sep)"] == [line.aside for line in lines if "28" in line.aside]


INDICATOR = """
indicators:
  - {{id: rain, statement: It rains, direction: escalatory, indicator_status: not_observed,
     last_checked: {day}}}
"""


@pytest.mark.parametrize(
    ("day", "printed"), [("2025-10-05", "last checked 5 Oct"), ("2025-10-06", "6 Oct")]
)
def test_an_indicator_nobody_looked_at_in_the_period_says_so(
    tmp_path: Path, day: str, printed: str
) -> None:
    outlook = compose(book_of(tmp_path, INDICATOR.format(day=day)), name="1").outlook

    assert outlook is not None
    assert outlook.indicators is not None
    assert printed == outlook.indicators.rows[0].cells[-1]

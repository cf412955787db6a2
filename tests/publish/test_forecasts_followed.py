"""A forecast that was published is decided before it goes, or becomes another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.publish.check import check_series
from tests.cli.series import OUTLOOK, publish, write

#: Published in No. 1, with the cut-off on 19 October; No. 2 has it on 26 October.
FORECAST = (
    "{id: more-shots, statement: It is likely that shots fall again by 26 October.,"
    " likelihood: {term: likely}, horizon: 2025-10-26, confidence: {level: low}, basis: [toll],"
    " none_found: true, resolution: {criteria: The Paper says so., due: 2025-10-26}}"
)
LATER = FORECAST.replace("26 October", "9 November").replace("10-26", "11-09")
UNDECIDED, DUE = "forecast-undecided", "forecast-due"


def codes(series: Path, first: str, second: str, *, week: int = 2) -> set[str]:
    """Publish a forecast in No. 1, and check what No. 2 makes of it."""
    head = OUTLOOK.partition("  - ")[0]
    for number, forecast in ((1, first), (week, second)):
        write(series, number)
        (series / "seeds" / "outlook.yaml").write_text(f"{head}  - {forecast}\n")
        if number == 1:
            publish(series)
    checked = check_series(series)
    assert checked.candidate is not None, checked.problems
    return {problem.code for problem in checked.problems if problem.code in (UNDECIDED, DUE)}


@pytest.mark.parametrize("status", ["withdrawn", "dropped"])
def test_one_that_fell_due_is_not_ended_undecided(tmp_path: Path, status: str) -> None:
    ended = FORECAST.replace("none_found", f"status: {status}, status_reason: None., none_found")

    assert {UNDECIDED} == codes(tmp_path, FORECAST, ended)


def test_one_whose_day_is_to_come_may_be_ended(tmp_path: Path) -> None:
    """Readers are told why by its ``status_reason``, and the scorecard lists it."""
    ended = LATER.replace("none_found", "status: dropped, status_reason: Nobody asks., none_found")

    assert set() == codes(tmp_path, LATER, ended)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("2025-10-26", "2025-11-30"),  # another day
        ("that shots fall again", "that a treaty is signed in the capital"),  # another sentence
        (", resolution: {criteria: The Paper says so., due: 2025-10-26}", ""),
    ],
)
def test_one_that_fell_due_does_not_become_another(tmp_path: Path, was: str, now: str) -> None:
    assert was in FORECAST
    assert {UNDECIDED} == codes(tmp_path, FORECAST, FORECAST.replace(was, now))


#: What came of it, as No. 2 writes it.
DECIDED = FORECAST.replace("10-26}}", "10-26, outcome: did_not, note: No., on: 2025-10-26}}")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("horizon: 2025-10-26", "horizon: 2025-10-20"),
        ("that shots fall again", "that no shots fall again"),
        ("that shots fall again", "that a treaty is signed in the capital"),
        ("The Paper says so", "Anybody says so"),
        ("likely", "unlikely"),
        ("{term: likely}", "{term: likely, probability: 56}"),
    ],
)
@pytest.mark.parametrize("first", [FORECAST, DECIDED], ids=["as it is decided", "later"])
def test_one_is_decided_as_it_was_published(tmp_path: Path, first: str, was: str, now: str) -> None:
    """Else what is said of it afterwards would come true, and what was said before be forgotten."""
    assert was in DECIDED
    assert {UNDECIDED} == codes(tmp_path, first, DECIDED.replace(was, now))


@pytest.mark.parametrize("first", [FORECAST, DECIDED], ids=["at once", "later"])
def test_that_nothing_came_is_not_dated_before_the_forecast_was_published(
    tmp_path: Path, first: str
) -> None:
    """No. 1 has its cut-off on 19 October. Else whoever was wrong would have foreseen nothing."""
    early = DECIDED.replace(", on: 2025-10-26", ", on: 2025-10-12")

    assert {UNDECIDED} == codes(tmp_path, first, early)


def test_that_nothing_will_come_may_be_known_early(tmp_path: Path) -> None:
    early = DECIDED.replace(", on: 2025-10-26", ", on: 2025-10-22")

    assert set() == codes(tmp_path, FORECAST, early)


def test_one_that_fell_due_is_not_marked_out_of_sight_unseen(tmp_path: Path) -> None:
    """Its readers would never be told; they see no record that vanished."""
    hidden = FORECAST.replace("none_found", "tlp: TLP:RED, none_found")
    codes(tmp_path, FORECAST, hidden)
    edition = tmp_path / "seeds" / "edition.yaml"
    edition.write_text(edition.read_text() + "hold_back: true\n")

    (problem,) = (one for one in check_series(tmp_path).problems if one.code == UNDECIDED)
    assert "marked above the edition" in problem.message


def test_a_correction_of_long_ago_explains_nothing_new(tmp_path: Path) -> None:
    correction = (
        "\ncorrections:\n  - {id: day, record: more-shots, field: horizon, editions_affected: [1],"
        " was: 2025-10-25, now: 2025-10-26, cause: date, because: The day was wrong.,"
        " found_by: team, severity: minor, approved_by: Editor, date: 2025-10-18}"
    )
    moved = FORECAST.replace("2025-10-26", "2025-12-26")

    assert {UNDECIDED} == codes(tmp_path, FORECAST + correction, moved + correction)


def test_how_likely_it_is_called_is_not_changed_after_its_day(tmp_path: Path) -> None:
    """No. 2 of the week after the next: the cut-off is on 2 November."""
    raised = FORECAST.replace("likely", "very likely")

    assert {UNDECIDED, DUE} == codes(tmp_path, FORECAST, raised, week=3)


def test_one_that_is_raised_or_left_open_is_the_same_forecast(tmp_path: Path) -> None:
    assert set() == codes(tmp_path, FORECAST, FORECAST.replace("likely", "very likely"))


def test_once_it_is_decided_it_may_be_ended(tmp_path: Path) -> None:
    decided = FORECAST.replace("10-26}}", "10-26, outcome: did_not, note: No., on: 2025-10-26}}")
    ended = decided.replace("none_found", "status: dropped, status_reason: Told., none_found")

    assert set() == codes(tmp_path, FORECAST, ended)


def test_what_was_decided_stays_decided(tmp_path: Path) -> None:
    decided = FORECAST.replace("10-26}}", "10-26, outcome: did_not, note: No., on: 2025-10-18}}")

    assert {UNDECIDED} == codes(tmp_path, decided, FORECAST)


def test_one_that_stays_open_after_its_day_is_warned_of_in_each_edition(tmp_path: Path) -> None:
    """No. 2 of the week after the next: the cut-off is on 2 November."""
    assert {DUE} == codes(tmp_path, FORECAST, FORECAST, week=3)


def test_a_day_that_was_written_wrongly_is_put_right_by_a_correction(tmp_path: Path) -> None:
    """Readers are told what was written and what is right: nothing is changed in silence."""
    right = FORECAST.replace("2025-10-26", "2025-12-26")
    correction = (
        "\ncorrections:\n  - {id: day, record: more-shots, field: horizon, editions_affected: [1],"
        " was: 2025-10-26, now: 2025-12-26, cause: date, because: The month was wrong.,"
        " found_by: team, severity: minor, approved_by: Editor, date: 2025-10-25}"
    )

    assert set() == codes(tmp_path, FORECAST, right + correction)

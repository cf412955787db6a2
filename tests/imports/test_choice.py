"""What was asked for and is no row of the file is warned of, with what the file has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportkit.imports.convert import Options
from reportkit.imports.filters import Filters
from tests.imports.files import take
from tests.imports.test_traps_acled import HEAD, row

TOTALS = """\
Country,Admin2,ISO3,Admin2 Pcode,Month,Year,Events,Fatalities
Nomeland,Upper Mill,NLD,NL0101,September,2025,3,5
"""


@pytest.mark.parametrize(
    ("content", "asked", "message", "hint"),
    [
        (row(), Filters(places=("NL99",)), "--place NL99 takes no row", "a name as the file"),
        (row(), Filters(types=("riot",)), "--type riot takes no row", "it has battle"),
        (TOTALS, Filters(types=("battle",)), "--type battle takes no row", "it has killed, events"),
        (row(), Filters(min_deaths=9), "--min-deaths 9 takes no row", "the most of a row are 3"),
        (
            row(),
            Filters(start=date(2026, 1, 1)),
            "--from 2026-01-01 takes no row",
            "its rows are of 2025-10-15 to 2025-10-15",
        ),
        (
            TOTALS,
            Filters(end=date(2024, 1, 1)),
            "--until 2024-01-01 takes no row",
            "its rows are of 2025-09-01 to 2025-09-30",
        ),
    ],
)
def test_a_choice_that_takes_no_row_is_told(
    tmp_path: Path, content: str, asked: Filters, message: str, hint: str
) -> None:
    [problem] = take(tmp_path, content, options=Options(asked)).problems

    assert ("import-filter", "warning", message) == (
        problem.code, problem.level, problem.message,
    )  # fmt: skip
    assert hint in problem.hint


@pytest.mark.parametrize(
    "asked",
    [
        Filters(places=("Mill Valley",), types=("battle",), min_deaths=3),
        Filters(places=("millton",), start=date(2025, 10, 1), end=date(2025, 10, 31)),
    ],
)
def test_a_choice_that_takes_a_row_is_not(tmp_path: Path, asked: Filters) -> None:
    assert [] == take(tmp_path, row(), options=Options(asked)).told


def test_of_several_places_only_the_one_that_takes_no_row_is_told(tmp_path: Path) -> None:
    taken = take(tmp_path, TOTALS, options=Options(Filters(places=("NL0101", "Far Mill"))))

    assert ["import-filter:1 --place Far Mill takes no row"] == taken.told


def test_the_most_of_all_rows_is_named(tmp_path: Path) -> None:
    fewer = row(event_id_cnty="NLD2", fatalities="1").removeprefix(HEAD)

    [problem] = take(tmp_path, row() + fewer, options=Options(Filters(min_deaths=9))).problems

    assert "the most of a row are 3" == problem.hint


def test_the_first_and_last_day_of_a_period_are_in_it(tmp_path: Path) -> None:
    day = date(2025, 10, 15)

    assert [] == take(tmp_path, row(), options=Options(Filters(start=day, end=day))).told


def test_a_size_is_asked_of_events_alone(tmp_path: Path) -> None:
    taken = take(tmp_path, TOTALS, options=Options(Filters(min_deaths=9)))

    assert ["import-filter:1 --min-deaths chooses events, and no row of this file is one"] == (
        taken.told
    )

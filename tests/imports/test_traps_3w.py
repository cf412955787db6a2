"""What lists of who does what where (3W) hold beside values: each trap with a small file."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from tests.imports.files import Taken, errors_of, take, take_table
from tests.tables.files import xlsx_of

HEAD = ("Month", "Organisation", "Cluster", "Woreda", "pcode")


def row(org: str, month: str = "", place: str = "Upper Mill,NL0101") -> str:
    return f"{month},{org},WASH,{place}\n"


def counts(taken: Taken) -> list[tuple[object, object, object]]:
    """Give number, day and period of each figure."""
    return [(one["best"], one.get("as_of"), one.get("period")) for one in taken.of("figure")]


def test_a_real_looking_sheet_is_read_through_all_its_traps(tmp_path: Path) -> None:
    """Titles above, heads with line breaks, tags in part, empty rows, odd spaces, #N/A and -."""
    no_break = "\xa0"
    lines = [
        ["Who does what where"],
        ["as of October"],
        [],
        ["Month", "Activity\nstatus", "Donor", "Organisation", "Region", "Zone", "Woreda", "pcode",
         "Cluster", "Lat", "Long", "Start date"],
        ["", "", "", "#org", "#adm1+name", "", "#adm3+name", "#adm3+code", "#sector", "#geo+lat",
         "#geo+lon", ""],
        ["", "Ongoing", "D", f"Help{no_break}", "Mill Valley", "Z", f"Upper{no_break}Mill",
         "NL0101", "WASH", "#N/A", "-", date(2025, 9, 1)],
        [], [], [],
        ["", "Planned", "-", " help ", "Mill Valley", "Z", "Upper Mill", "NL0101", "WASH", 1.5, 2.5,
         time(10, 30)],
        [no_break, "", "", "Aid", "Mill Valley", "-", "Upper Mill", "NL0101", "WASH", "", "", ""],
        [],
    ]  # fmt: skip

    taken = take_table(tmp_path, xlsx_of(tmp_path, {"Terms of use": [["Terms"]], "3W": lines}))

    assert [("2", "2025-10-19", None)] == counts(taken)
    assert ["import-undated"] == [one.code for one in taken.problems]
    assert [] == errors_of(tmp_path, taken)


def test_months_without_a_year_are_no_period_and_are_told_once(tmp_path: Path) -> None:
    content = ",".join(HEAD) + "\n" + row("Help", "September") + row("Aid", "October")

    taken = take(tmp_path, content)

    assert [("2", "2025-10-19", None)] == counts(taken)
    [problem] = taken.problems
    assert ("import-undated", 2, "warning") == (problem.code, problem.mark.line, problem.level)
    assert (
        "September, October without a year, in 2 rows: counted as of the day of access, "
        "2025-10-19, all months together"
    ) == problem.message


def test_months_of_a_year_that_a_mapping_says_are_the_period(tmp_path: Path) -> None:
    content = ",".join(HEAD) + "\n" + row("Help", "September") + row("Aid", "October")

    taken = take(tmp_path, content, "like: 3w\nday: {year_is: 2025}\n")

    assert [("2", None, {"start": "2025-09-01", "end": "2025-10-31"})] == counts(taken)
    assert [] == taken.told


def test_a_month_that_says_its_year_needs_no_mapping(tmp_path: Path) -> None:
    content = ",".join(HEAD) + "\n" + row("Help", "September 2025")

    taken = take(tmp_path, content)

    assert [("1", None, {"start": "2025-09-01", "end": "2025-09-30"})] == counts(taken)


def test_a_count_with_one_row_of_an_unknown_month_is_of_no_period(tmp_path: Path) -> None:
    content = ",".join(HEAD) + "\n" + row("Help", "September 2025") + row("Aid")

    taken = take(tmp_path, content)

    assert [("2", "2025-10-19", None)] == counts(taken)
    assert taken.told[0].startswith("import-undated:3 no month, in 1 row: counted as of the day")

"""What OCHA's lists of places and ACLED's totals on HDX hold beside values, trap by trap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportkit.imports.convert import Options
from reportkit.imports.filters import Filters
from reportkit.tables.table import open_table
from tests.imports.files import errors_of, take, take_table
from tests.tables.files import refusal, xlsx_of

PLACES = (
    "ADM2_EN", "ADM2_DA", "ADM2_PCODE", "ADM1_EN", "ADM1_DA", "ADM1_PCODE", "ADM0_EN",
    "ADM0_PCODE", "DATE", "VALIDON", "VALIDTO", "AREA_SQKM",
)  # fmt: skip
TOTALS = (
    "Country", "Admin1", "Admin2", "ISO3", "Admin2 Pcode", "Admin1 Pcode", "Month", "Year",
    "Events", "Fatalities",
)  # fmt: skip
TERMS = [["Terms of use"], ["By using these data you agree to name their source."]]


def district(name: str, code: str, day: object, *, dari: str = "") -> list[object]:
    province = {"NL01": "Mill Valley", "NL02": "Hill"}[code[:4]]
    return [name, dari, code, province, "", code[:4], "Nomeland", "NL", day, day, "", 12.5]


@pytest.mark.parametrize("day", [date(2017, 12, 12), 43081, "12/12/2017"])
def test_days_of_a_list_of_places_are_no_matter_however_they_are_written(
    tmp_path: Path, day: object
) -> None:
    """They say when the list was made: its version is named with --version-of."""
    path = xlsx_of(tmp_path, {"ADM2": [PLACES, district("Far Mill", "NL0109", day)]})

    taken = take_table(tmp_path, path)

    assert [] == taken.told
    assert ["NL", "NL01", "NL0109"] == [one["pcode"] for one in taken.of("place")]


def test_one_day_in_cells_of_days_and_in_serial_numbers_is_one_day(tmp_path: Path) -> None:
    sheets = {
        "Cells": [["id", "day"], ["A", date(2017, 12, 12)]],
        "Serials": [["id", "day"], ["A", 43081]],
    }
    mapping = """\
        records: events
        source: {id: log, publisher: Desk}
        key: id
        day: {start: day}
        place: {name: id, country_name: Nomeland, unknown: make}
        type_is: battle
        """
    for name, rows in sheets.items():
        taken = take_table(tmp_path, xlsx_of(tmp_path, {name: rows}), mapping)
        assert ["2017-12-12"] == [one["date_start"] for one in taken.of("event")]


def test_districts_of_one_name_in_two_provinces_are_two(tmp_path: Path) -> None:
    rows = [district("Center", "NL0103", ""), district("Center", "NL0203", "")]

    taken = take_table(tmp_path, xlsx_of(tmp_path, {"ADM2": [PLACES, *rows]}))

    centers = {one["pcode"]: (one["id"], one.get("admin1")) for one in taken.of("place")}
    assert ("center", "Mill Valley") == centers["NL0103"]
    assert ("center-hill", "Hill") == centers["NL0203"]
    assert [] == errors_of(tmp_path, taken)


def test_a_name_that_recurs_across_provinces_places_nothing_by_itself(tmp_path: Path) -> None:
    more = """\
places:
  - {id: one, name: Center, kind: district, admin1: Mill Valley, country: Nomeland,
     geo_precision: 3}
  - {id: other, name: Center, kind: district, admin1: Hill, country: Nomeland,
     geo_precision: 3}
"""
    lines = [TOTALS, ["Nomeland", "", "Center", "NLD", "", "", "September", "2025", 3, 5]]

    taken = take_table(tmp_path, xlsx_of(tmp_path, {"Data": lines}), more=more)

    assert [] == taken.of("figure")
    assert "can be any of one, other" in taken.told[0]


def test_kaf_of_two_keyboards_is_told_and_is_one_letter(tmp_path: Path) -> None:
    rows = [
        district("Upper Mill", "NL0101", "", dari="\u0643\u0627\u0628\u0644"),
        district("Lower Mill", "NL0102", "", dari="\u06a9\u0627"),
    ]

    taken = take_table(tmp_path, xlsx_of(tmp_path, {"ADM2": [PLACES, *rows]}))

    assert ["table-letters"] == [one.code for one in taken.problems]


def test_columns_that_are_empty_to_the_end_give_nothing(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path, {"ADM2": [PLACES, district("Far Mill", "NL0109", "")]})

    assert ["names" in one for one in take_table(tmp_path, path).of("place")] == [False] * 3


def test_of_a_sheet_for_each_level_a_person_chooses(tmp_path: Path) -> None:
    lower = district("Upper Mill", "NL0101", 43081)
    path = xlsx_of(tmp_path, {"ADM1": [PLACES[3:], lower[3:]], "ADM2": [PLACES, lower]})

    problem = refusal(path)

    assert "2 sheets hold a table: 'ADM1' (9 columns), 'ADM2' (12 columns)" == problem.message
    assert "ADM2" == open_table(path, sheet="ADM2").sheet


def test_terms_of_use_are_passed_over_and_zeros_left_out(tmp_path: Path) -> None:
    """Months are names and years texts, as the file has them."""
    month = ("September", "2025")
    lines = [
        TOTALS,
        ["Nomeland", "Mill Valley", "Upper Mill", "NLD", "NL0101", "NL01", *month, 3, 0],
        ["Nomeland", "Mill Valley", "Lower Mill", "NLD", "NL0102", "NL01", *month, 0, 0],
    ]
    path = xlsx_of(tmp_path, {"Terms of Use": TERMS, "Data": lines})

    some = take_table(tmp_path, path).of("figure")
    all_ = take_table(tmp_path, path, options=Options(Filters(zeros=True))).of("figure")

    assert [("events", "upper-mill", "3")] == [
        (one["metric"], one["place"], one["best"]) for one in some
    ]
    assert {"start": "2025-09-01", "end": "2025-09-30"} == some[0]["period"]
    assert 4 == len(all_)


def test_a_sheet_without_columns_of_provinces_is_of_the_country(tmp_path: Path) -> None:
    heads = ("Country", "ISO3", "Month", "Year", "Events", "Fatalities")
    lines = [heads, ["Nomeland", "NLD", "September", "2025", 3, 5]]

    taken = take_table(tmp_path, xlsx_of(tmp_path, {"Terms": TERMS, "Data": lines}))

    assert {"nomeland"} == {one["place"] for one in taken.of("figure")}


@pytest.mark.parametrize("none", ["", "N/A", "-", "#N/A"])
def test_a_number_that_is_not_there_is_never_zero(tmp_path: Path, none: str) -> None:
    content = ",".join(TOTALS) + "\n"
    content += f"Nomeland,Mill Valley,Upper Mill,NLD,NL0101,NL01,September,2025,{none},5\n"

    taken = take(tmp_path, content, options=Options(Filters(zeros=True)))

    assert [("killed", "5")] == [(one["metric"], one["best"]) for one in taken.of("figure")]

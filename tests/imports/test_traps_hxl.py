"""What files with HXL tags hold beside values: each trap with a small file of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportkit.imports.convert import Options
from tests.imports.files import PLACES, Taken, errors_of, take, take_table
from tests.tables.files import csv_of, xlsx_of

SOURCE = "sources: [{id: tally, publisher: Observers, kind: dataset, access: primary}]\n"
OF_TALLY = Options(source="tally")


def taken(folder: Path, file: Path | str) -> Taken:
    """Take records of a file whose source stands in the seeds."""
    if isinstance(file, str):
        return take(folder, file, more=PLACES + SOURCE, options=OF_TALLY)
    return take_table(folder, file, more=PLACES + SOURCE, options=OF_TALLY)


def test_two_rows_of_heads_in_latin_1_above_tags_and_a_day_in_words(tmp_path: Path) -> None:
    content = (
        "Secteur,Ciblé,,Quand,Code\n"
        ",total,femmes,,\n"
        "#sector+fr,#targeted,#targeted+f,#date+reported,#adm2 +code\n"
        "Santé,5,3,1 March 2015,NL0101\n"
    )
    got = taken(tmp_path, csv_of(tmp_path, content, "latin-1"))

    [figure] = got.of("figure")
    assert ("5", "people targeted (Santé)") == (figure["best"], figure["label"])
    assert {"start": "2015-03-01", "end": "2015-03-01"} == figure["period"]
    assert ["table-encoding"] == [one.code for one in got.problems]


def test_numbers_of_several_sectors_of_one_place_stand_beside_each_other(tmp_path: Path) -> None:
    content = "#sector+es,#reached,#adm2+code\nSalud,5,NL0101\nAgua,7,NL0101\n"

    got = taken(tmp_path, content)

    assert [("5", "people reached (Salud)"), ("7", "people reached (Agua)")] == [
        (one["best"], one["label"]) for one in got.of("figure")
    ]
    assert 2 == len({str(one["id"]) for one in got.of("figure")})


def test_without_a_sector_a_number_has_the_label_of_its_metric(tmp_path: Path) -> None:
    [figure] = taken(tmp_path, "#reached,#adm2+code\n5,NL0101\n").of("figure")

    assert "label" not in figure
    assert "tally.upper-mill.reached" == figure["id"]


def test_merged_heads_and_repeated_tags_lead_nothing_astray(tmp_path: Path) -> None:
    """A tag that stands there twice is that of its first column, and is told."""
    lines = [
        ["Where", "Affected", "", "Day"],
        ["#adm2+code", "#affected", "#affected+f", "#date"],
        ["NL0101", 12, 7, date(2025, 10, 14)],
    ]
    path = xlsx_of(tmp_path, {"S": lines}, merges=[(0, 1, 0, 2)])

    assert ["12"] == [one["best"] for one in taken(tmp_path, path).of("figure")]


def incidents(*rows: list[object]) -> dict[str, list[list[object]]]:
    """Give a sheet as incident monitors have it: heads recur, tags have spaces."""
    return {
        "Incidents": [
            ["Date", "Event Description", "Country ISO", "Country", "Admin 1", "Admin 1", "Killed",
             "Killed", "Event Type", "event id", "Latitude", "Longitude"],
            ["#date +occurred", "#event +description", "#country +code +iso3", "#country +name",
             "#adm1 +code", "#adm1 +name", "#affected +killed", "#affected +killed +f",
             "#event +type", "#event +id", "#geo +lat", "#geo +lon"],
            *rows,
        ]
    }  # fmt: skip


def test_an_incident_monitor_is_read_through_its_traps(tmp_path: Path) -> None:
    day = date(2025, 10, 14)
    sheet = incidents(
        [day, "Shots were fired_x000D_\nat the \x9dmill.", "NLD", "Nomeland", "NL01", "Mill Valley",
         2, 1, "Shelling", "SiND--0001", 34.1234567891, 71.1234567891],
    )  # fmt: skip
    more = f"{PLACES}  - {{id: valley, name: Mill Valley, kind: province, country: Nomeland,\n"
    more += f"     pcode: NL01, geo_precision: 4}}\n{SOURCE}"

    got = take_table(tmp_path, xlsx_of(tmp_path, sheet), more=more, options=OF_TALLY)

    [event], [toll] = got.of("event"), got.of("figure")
    assert ("explosion_remote", "valley") == (event["event_type"], event["place"])
    assert [{"scheme": "tally", "id": "SiND--0001"}] == event["external_ids"]
    assert [{"text": "Shots were fired at the mill.", "source": "tally"}] == event["source_notes"]
    assert "2" == toll["best"]
    assert [("table-character", 3)] == [(one.code, one.mark.line) for one in got.problems]


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("Armed clash", "battle"),
        ("AIRSTRIKE", "explosion_remote"),
        ("Violence against civilians", "violence_against_civilians"),
        ("Demonstration", "protest"),
        ("Mob violence", "riot"),
        ("Strategic developments", "strategic_development"),
    ],
)
def test_types_that_can_mean_one_thing_are_known(tmp_path: Path, word: str, means: str) -> None:
    content = f"#event+id,#date,#event+type,#adm2+code\nA1,2025-10-14,{word},NL0101\n"

    [event] = taken(tmp_path, content).of("event")

    assert means == event["event_type"]
    assert word == event["sub_type"]


def test_a_type_that_can_mean_two_things_is_asked_for(tmp_path: Path) -> None:
    content = "#event+id,#date,#event+type,#adm2+code\nA1,2025-10-14,Armed attack,NL0101\n"

    got = taken(tmp_path, content)

    assert ["import-word"] == [one.code for one in got.problems]


def test_a_coordinate_of_ten_decimals_is_kept_as_it_is_written(tmp_path: Path) -> None:
    content = (
        "event_id_cnty,event_date,event_type,sub_event_type,country,location,latitude,longitude,"
        "fatalities\nN1,2025-10-14,Battles,Clash,Nomeland,Millton,34.1234567891,71.0000000001,1\n"
    )
    got = take(tmp_path, content)

    assert ("34.1234567891", "71.0000000001") == (
        got.of("place")[0]["lat"], got.of("place")[0]["lon"],
    )  # fmt: skip
    assert [] == errors_of(tmp_path, got)

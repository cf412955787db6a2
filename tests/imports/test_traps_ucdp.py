"""What UCDP GED and ReliefWeb's list of disasters hold beside values, trap by trap."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.imports.convert import Options
from reportkit.imports.profile_files import profile_named
from tests.imports.files import PLACES, errors_of, take

#: The columns of a release, in their order.
COLUMNS = profile_named("ucdp-ged").columns


def row(**cells: str) -> str:
    """Give one event: three dead near Millton, from 13 to 15 October."""
    usual = {
        "id": "7", "relid": "NLD-2025-1-1", "year": "2025", "type_of_violence": "1",
        "dyad_name": "North - South", "side_a": "Army of the North", "side_b": "South",
        "source_office": "The Paper;Wire", "source_headline": "A clash", "where_prec": "1",
        "where_coordinates": "Millton", "adm_1": "Mill Valley", "adm_2": "Upper Mill",
        "latitude": "34.2", "longitude": "71.2", "country": "Nomeland", "event_clarity": "1",
        "date_prec": "2", "date_start": "2025-10-13 00:00:00.000",
        "date_end": "2025-10-15 00:00:00.000", "deaths_a": "1", "deaths_b": "0",
        "deaths_civilians": "2", "deaths_unknown": "0", "best": "3", "high": "5", "low": "2",
    }  # fmt: skip
    values = usual | cells
    assert values.keys() <= set(COLUMNS)
    return ",".join(f'"{values.get(name, "")}"' for name in COLUMNS) + "\n"


@pytest.mark.parametrize("head", ["", ",".join(COLUMNS) + "\n"], ids=["bare", "with header"])
def test_a_release_with_header_and_one_without_say_the_same(tmp_path: Path, head: str) -> None:
    taken = take(tmp_path, head + row() + row(id="8", gwnoa="1"))

    assert [49, 2] == [len(COLUMNS), len(taken.of("event"))]
    [event, _] = taken.of("event")
    assert ("2025-10-13", "2025-10-15", "range") == tuple(
        map(event.get, ("date_start", "date_end", "date_precision"))
    )
    assert [] == errors_of(tmp_path, taken)


def test_a_town_and_its_province_are_known_by_their_names_without_the_word_for_what_they_are(
    tmp_path: Path,
) -> None:
    known = PLACES + (
        "  - {id: millton, name: Millton, kind: city, admin1: Mill Valley, country: Nomeland,"
        " lat: 34.2, lon: 71.2, geo_precision: 1}\n"
    )
    named = row(
        where_coordinates="Millton town", adm_1="Mill Valley province", adm_2="Upper Mill district"
    )

    taken = take(tmp_path, ",".join(COLUMNS) + "\n" + named, more=known)

    assert [] == taken.of("place")
    assert ["millton"] == [event["place"] for event in taken.of("event")]


def test_the_range_of_deaths_is_kept_and_its_parts_are_added_to_nothing(tmp_path: Path) -> None:
    """Deaths of each side and of civilians make up the best number: they are no further toll."""
    [toll] = take(tmp_path, ",".join(COLUMNS) + "\n" + row()).of("figure")

    assert ("2", "3", "5") == (toll["low"], toll["best"], toll["high"])


@pytest.mark.parametrize("precision", ["1", "2", "3", "4", "5", "6", "7"])
def test_how_well_a_place_is_known_has_seven_steps(tmp_path: Path, precision: str) -> None:
    taken = take(tmp_path, ",".join(COLUMNS) + "\n" + row(where_prec=precision))

    assert [precision] == [one["geo_precision"] for one in taken.of("place")]
    assert [] == errors_of(tmp_path, taken)


@pytest.mark.parametrize(
    ("precision", "known"),
    [("1", None), ("2", "range"), ("3", "week"), ("4", "month"), ("5", "range")],
)
def test_how_well_a_day_is_known_has_five_steps_within_days_of_its_own(
    tmp_path: Path, precision: str, known: str | None
) -> None:
    [event] = take(tmp_path, ",".join(COLUMNS) + "\n" + row(date_prec=precision)).of("event")

    assert ("2025-10-13", "2025-10-15") == (event["date_start"], event["date_end"])
    assert known == event.get("date_precision")


RELIEF = """\
id,glide,name,date,status,type,description,country
#meta+id,#crisis+code,#crisis+name,#date,#status,#crisis+type,#description,#country+name
1,FL-2025-000123-NLD,Nomeland: Floods,2025-10-14T23:30:00+04:30,current,Flood,\
See [the report](https://example.org/x) and **more**.,Nomeland
"""
OF_RELIEF = """\
records: events
source: {id: relief, publisher: ReliefWeb}
key: glide
day: {start: date}
place: {country: country}
type_is: strategic_development
sub_type: "{type}"
summary: "{name}"
notes: description
"""


def test_a_list_of_disasters_is_read_by_a_mapping(tmp_path: Path) -> None:
    """A day with time and zone is the provider's own day; a GLIDE in capitals an id in small."""
    taken = take(tmp_path, RELIEF, OF_RELIEF, more=PLACES, options=Options())

    [event] = taken.of("event")
    assert ("relief.fl-2025-000123-nld", "2025-10-14") == (event["id"], event["date_start"])
    assert [{"scheme": "relief", "id": "FL-2025-000123-NLD"}] == event["external_ids"]
    assert [] == errors_of(tmp_path, taken)


def test_markdown_of_a_description_stays_in_the_quotation_as_it_is(tmp_path: Path) -> None:
    [event] = take(tmp_path, RELIEF, OF_RELIEF).of("event")

    assert [
        {"text": "See [the report](https://example.org/x) and **more**.", "source": "relief"}
    ] == event["source_notes"]

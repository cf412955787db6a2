"""What ACLED's full export holds beside values: each trap with a small file of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportkit.i18n.translate import use_language
from reportkit.imports.convert import Options
from reportkit.imports.filters import Filters
from tests.imports.files import errors_of, take

#: All columns of the export, in its order.
HEAD = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp\n"
)


def row(**cells: str) -> str:
    """Give the file of one event, a battle at Millton on 15 October; cells say what differs."""
    usual = {
        "event_id_cnty": "NLD0001", "event_date": "15 October 2025", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash", "country": "Nomeland",
        "admin1": "Mill Valley", "location": "Millton", "latitude": "34.2", "longitude": "71.2",
        "geo_precision": "1", "source": "The Paper", "notes": "A clash.", "fatalities": "3",
    }  # fmt: skip
    names = HEAD.strip().split(",")
    assert cells.keys() <= set(names)
    values = usual | cells
    return HEAD + ",".join(f'"{values.get(name, "")}"' for name in names) + "\n"


def test_all_columns_of_the_export_make_an_event_that_checks_clean(tmp_path: Path) -> None:
    taken = take(tmp_path, row())

    assert [] == taken.told
    assert [] == errors_of(tmp_path, taken)
    assert ["acled.nld0001"] == [one["id"] for one in taken.of("event")]


def test_whole_numbers_that_a_spreadsheet_wrote_with_decimals_are_whole(tmp_path: Path) -> None:
    taken = take(
        tmp_path,
        row(
            year="2025.0", iso="528.0", time_precision="2.0", geo_precision="3.0", fatalities="3.0"
        ),
    )

    assert [] == taken.told
    assert "week" == taken.of("event")[0]["date_precision"]
    assert "4" == taken.of("place")[0]["geo_precision"]
    assert "3" == taken.of("figure")[0]["best"]


def test_a_place_is_called_in_the_language_of_its_own_import(tmp_path: Path) -> None:
    rough = row(geo_precision="3")
    with use_language("ur", "en"):
        [urdu] = take(tmp_path, rough).of("event")
    [english] = take(tmp_path, rough).of("event")

    assert "Armed clash, somewhere in Mill Valley" == english["summary"]
    assert english["summary"] != urdu["summary"]


def test_several_sources_in_a_cell_are_noted_each_once_and_are_no_origins(tmp_path: Path) -> None:
    [event] = take(tmp_path, row(source="The Paper; Wire; The Paper")).of("event")

    assert "ACLED cites: The Paper; Wire" == event["internal_note"]
    assert ["acled-events"] == event["source_refs"]


def test_notes_of_many_characters_are_kept_whole_as_a_quotation(tmp_path: Path) -> None:
    notes = "On 15 October, probably by night, a mill was hit. " * 12

    taken = take(tmp_path, row(notes=notes))

    [event] = taken.of("event")
    assert [{"text": notes.strip(), "source": "acled-events"}] == event["source_notes"]
    assert [] == errors_of(tmp_path, taken)


@pytest.mark.parametrize(
    ("precision", "day", "days"),
    [
        ("1", "15 October 2025", ("2025-10-15", None, None)),
        ("2", "15 October 2025", ("2025-10-12", "2025-10-18", "week")),
        ("3", "15 February 2025", ("2025-02-01", "2025-02-28", "month")),
        ("3", "31 October 2025", ("2025-10-01", "2025-10-31", "month")),
    ],
)
def test_a_day_that_stands_for_a_week_or_month_is_none_of_its_own(
    tmp_path: Path, precision: str, day: str, days: tuple[str | None, ...]
) -> None:
    """ACLED gives the middle of a week, and of a month its middle, its first or its last day."""
    [event] = take(tmp_path, row(event_date=day, time_precision=precision)).of("event")

    assert days == tuple(map(event.get, ("date_start", "date_end", "date_precision")))


def test_a_week_that_reaches_into_the_days_asked_for_is_taken(tmp_path: Path) -> None:
    asked = Options(Filters(start=date(2025, 10, 18)))

    taken = take(tmp_path, row(time_precision="2"), options=asked)

    assert ["acled.nld0001"] == [one["id"] for one in taken.of("event")]


def test_degrees_that_no_place_has_are_refused_before_check_finds_them(tmp_path: Path) -> None:
    taken = take(tmp_path, row(latitude="134.2", longitude="71.2"))

    assert ["import-cell:2 latitude: 134.2 is no latitude, which is -90 to 90"] == taken.told
    assert "are latitude and longitude swapped?" == taken.problems[0].hint
    assert [] == taken.of("event")


def test_a_point_whose_degrees_seem_swapped_is_shown(tmp_path: Path) -> None:
    """Both orders lie on earth: only the other places of the land tell."""
    swapped = row(event_id_cnty="NLD2", location="Fordham", latitude="71.9", longitude="34.0")

    taken = take(tmp_path, row() + swapped.removeprefix(HEAD))

    [problem] = taken.problems
    assert ("import-place", 3, "warning") == (problem.code, problem.mark.line, problem.level)
    assert problem.message.startswith("Fordham at 71.9, 34 lies far from every other place")


def test_one_data_set_is_the_source_of_all_with_release_licence_and_day(tmp_path: Path) -> None:
    asked = Options(accessed=date(2025, 10, 18), version="2025-10-17")

    taken = take(tmp_path, row() + row(event_id_cnty="NLD2").removeprefix(HEAD), options=asked)

    [source] = taken.of("source")
    assert ("acled-events", "dataset", "2025-10-18", "2025-10-17") == tuple(
        map(source.get, ("id", "kind", "accessed", "version"))
    )
    assert "attribution required" in str(source["licence"])
    assert [["acled-events"]] * 4 == [
        one["source_refs"] for one in [*taken.of("event"), *taken.of("figure")]
    ]

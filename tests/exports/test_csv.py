"""Records as CSV, read again as programs read it."""

from __future__ import annotations

import csv
import io

import pytest

from reportkit.exports.csv_files import csv_files, readings
from reportkit.exports.export import Options
from reportkit.loading.serialize import Plain
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.events import Position
from tests.exports.exporting import export_of, rows_of
from tests.records import Written

MILL: Written = {
    "type": "place", "id": "mill", "name": "The mill", "admin1": "Upper valley", "pcode": "XV0102",
    "country": "Valley", "lat": "34.10", "lon": "-71.05", "geo_precision": 1,
}  # fmt: skip
NORTH: Written = {"type": "actor", "id": "north", "name": "The North"}
SOUTH: Written = {"type": "actor", "id": "south", "name": "The South"}
WIRE: Written = {"type": "source", "id": "wire", "publisher": "The Wire", "published": "2026-01-08"}
NOTE: Written = {
    "type": "source",
    "id": "note",
    "publisher": "The Note",
    "url": "https://a.example",
}
CLASH: Written = {
    "type": "event", "id": "clash", "summary": "Clash at the mill", "date_start": "2026-01-07",
    "place": "mill", "source_refs": ["wire", "note"], "section": "clashes",
    "actors": [{"actor": "north", "role": "initiator"}, {"actor": "south", "role": "target"}],
}  # fmt: skip
WORLD = (MILL, NORTH, SOUTH, WIRE, NOTE, CLASH)


def one(*records: Written, name: str, options: Options = Options()) -> dict[str, str]:  # noqa: B008
    """Give the one row of a table."""
    (row,) = rows_of(csv_files(export_of(*records, options=options))[name])
    return row


def test_each_type_has_a_file_and_a_type_without_records_has_none() -> None:
    assert {"sources", "actors", "places", "events"} == csv_files(export_of(*WORLD)).keys()


def test_a_type_that_is_asked_for_has_a_file_with_its_columns_alone() -> None:
    files = csv_files(export_of(options=Options(types=(Figure,))))

    assert [] == rows_of(files["figures"])
    assert files["figures"].startswith(b"id,section,section.title,metric,")


def test_beside_an_id_stands_what_the_record_is_called() -> None:
    row = one(*WORLD, name="events")

    assert ("mill", "The mill", "Upper valley", "XV0102") == (
        row["place"], row["place.name"], row["place.admin1"], row["place.pcode"],
    )  # fmt: skip
    assert ("clashes", "Clashes") == (row["section"], row["section.title"])
    assert "The Wire; The Note" == row["source_refs.publisher"]
    assert "2026-01-08; " == row["source_refs.published"]
    assert "; https://a.example" == row["source_refs.url"]
    assert "source_notes.source" in row
    assert "source_notes.source.publisher" not in row  # a source of a part is named by its id


def test_a_list_of_values_has_a_column_for_each_key_in_one_order() -> None:
    row = one(*WORLD, name="events")

    assert ("north; south", "The North; The South", "initiator; target") == (
        row["actors.actor"], row["actors.actor.name"], row["actors.role"],
    )  # fmt: skip


def test_a_value_inside_a_value_has_a_column_of_its_own() -> None:
    toll: Written = {
        "type": "figure", "id": "toll", "best": "3",
        "period": {"start": "2026-01-05", "end": "2026-01-11"},
    }  # fmt: skip
    row = one(toll, name="figures")

    assert ("3", "2026-01-05", "2026-01-11") == (
        row["best"], row["period.start"], row["period.end"],
    )  # fmt: skip


def test_the_sign_between_items_is_escaped_inside_one() -> None:
    noted: Written = {
        **CLASH,
        "source_notes": [
            {"text": "Shots; then quiet", "source": "wire"},
            {"text": "Two hurt", "source": "note"},
        ],
    }
    assert r"Shots\; then quiet; Two hurt" == one(noted, name="events")["source_notes.text"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "'=1",
        "\uff1d1",
        " =1",
        "\u00a0=1",
        "\u3000+1",
        "\u200b=1",
        "\ufeff@A",
        "\u2067=1\u2069",
        "\u00ad=1",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    content = csv_files(export_of({**NORTH, "name": text}))["actors"]

    assert f"'{text}" == rows_of(content)[0]["name"]
    assert f'"{text}"' in readings(content)


def test_a_number_below_zero_stays_a_number() -> None:
    assert ("34.10", "-71.05") == (
        one(MILL, name="places")["lat"], one(MILL, name="places")["lon"],
    )  # fmt: skip


def test_a_name_that_begins_with_an_apostrophe_alone_stays_as_it_is() -> None:
    assert "'Ain" == one({**NORTH, "name": "'Ain"}, name="actors")["name"]


def test_texts_with_quotes_commas_and_breaks_are_read_as_they_were() -> None:
    text = 'He said "no", then\nleft, \u2028 so it is said'
    content = csv_files(export_of({**NORTH, "name": text}))["actors"]

    assert text == rows_of(content)[0]["name"]
    assert b"\r\n" == content[-2:]
    assert f'"{text}"' in readings(content)


@pytest.mark.parametrize(("precision", "lat"), [(1, "34.10"), (2, "34.10"), (3, ""), (4, "")])
def test_an_event_has_the_point_of_its_place_where_that_is_known_well_enough(
    precision: int, lat: str
) -> None:
    row = one({**MILL, "geo_precision": precision}, CLASH, name="events")

    assert (lat, str(precision)) == (row["place.lat"], row["place.geo_precision"])


def test_each_row_says_of_which_edition_and_marking_it_is() -> None:
    (row,) = rows_of(csv_files(export_of({**NORTH, "tlp": "TLP:CLEAR"}, draft=True))["actors"])

    assert ("valley", "draft of 3", "TLP:GREEN", "TLP:CLEAR") == (
        row["series"], row["edition"], row["edition_tlp"], row["tlp"],
    )  # fmt: skip


def test_a_record_without_a_marking_has_that_of_the_series() -> None:
    assert "TLP:GREEN" == one(NORTH, name="actors")["tlp"]


def test_an_internal_note_has_no_column() -> None:
    assert "internal_note" not in one({**NORTH, "internal_note": "ask her"}, name="actors")


def test_the_row_of_hxl_tags_stands_under_the_header() -> None:
    asked = Options(types=(Event,), hxl=True)
    head, tags, row = csv.reader(
        io.StringIO(csv_files(export_of(*WORLD, options=asked))["events"].decode())
    )
    tagged = dict(zip(head, tags, strict=True))

    assert ("#event+code", "#date+start", "#adm1+name", "#geo+lat") == (
        tagged["id"], tagged["date_start"], tagged["place.admin1"], tagged["place.lat"],
    )  # fmt: skip
    assert "clash" == row[0]


def test_the_mark_for_excel_stands_there_where_it_is_asked_for() -> None:
    plain, marked = (
        csv_files(export_of(NORTH, options=Options(bom=bom)))["actors"] for bom in (False, True)
    )

    assert b"\xef\xbb\xbf" + plain == marked
    assert list(readings(plain)) == list(readings(marked))


def test_a_fact_says_whether_its_claims_agree() -> None:
    fact: Written = {"type": "fact", "id": "shut", "statement": "The mill is shut."}
    content = csv_files(export_of(fact, positions={"shut": Position.CONTESTED}))["facts"]

    assert "contested" == rows_of(content)[0]["position"]


def test_changes_stand_in_a_file_of_their_own() -> None:
    change = {
        "record": "toll", "type": "figure", "class": "UPDATED", "field": "best", "was": "3",
        "now": "5", "evidence": ["wire", "note"], "key": True, "reason": None, "via": [],
    }  # fmt: skip
    files = csv_files(export_of(NORTH, options=Options(changes=True), changes=(change,)))
    (row,) = rows_of(files["changes"])

    assert ["changes"] == list(files)
    assert ("toll", "3", "5", "wire; note", "true", "", "3") == (
        row["record"], row["was"], row["now"], row["evidence"], row["key"], row["via"],
        row["edition"],
    )  # fmt: skip


def test_a_list_as_long_as_it_may_be_is_read_for_the_search() -> None:
    quoted: Plain = {"text": "word " * 790 + "last", "source": "wire"}
    content = csv_files(export_of(WIRE, MILL, {**CLASH, "source_notes": [quoted] * 40}))["events"]

    assert any("last; word" in text for text in readings(content))

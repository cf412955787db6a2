"""The mapping that is proposed for a file."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from reportkit.imports.convert import Options
from reportkit.imports.mapping import Mapping
from reportkit.imports.new_map import proposed_mapping
from reportkit.imports.profile_files import read_mapping
from reportkit.loading.loader import load
from reportkit.tables.table import open_table
from tests.imports.files import PLACES, series, take

SOURCE = "sources: [{id: tally, publisher: Observers, kind: dataset, access: primary}]\n"
INCIDENTS = """\
    Incident ID,Date de l'incident,Type d'incident,Province,District,Pcode,Morts,Acteur 1,Weather
    A1,14 octobre 2025,Affrontement,Mill Valley,Upper Mill,NL0101,2,Army of the North,rain
    A2,15 octobre 2025,Vol,Mill Valley,Upper Mill,NL0101,0,Gang; Army of the North,
    """


def proposed(folder: Path, content: str, name: str = "file.csv") -> str:
    file = folder / name
    file.write_text(dedent(content), encoding="utf-8")
    book = load(series(folder)).book
    assert book is not None
    return proposed_mapping(open_table(file), book)


def read(folder: Path, text: str) -> Mapping:
    path = folder / "proposed.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def test_a_proposal_takes_the_file_that_it_was_made_for(tmp_path: Path) -> None:
    mapping = read(tmp_path, proposed(tmp_path, INCIDENTS))
    taken = take(
        tmp_path, INCIDENTS, mapping, more=PLACES + SOURCE, options=Options(source="tally")
    )

    [event], [toll] = taken.of("event"), taken.of("figure")
    assert (event["id"], event["event_type"], event["place"]) == (
        "tally.a1",
        "battle",
        "upper-mill",
    )
    assert event["actors"] == [{"actor": "north-army", "role": "other"}]
    assert (toll["metric"], toll["best"]) == ("killed", "2")
    assert [one.code for one in taken.problems if "Vol" in one.message] == ["import-word"]


def test_what_is_guessed_says_so_and_what_is_not_used_is_listed(tmp_path: Path) -> None:
    text = proposed(tmp_path, INCIDENTS)

    assert "key: Incident ID\n" in text
    assert "  name: District  # CONFIRM\n" in text
    assert "  # - {column: Type d'incident, word: Vol, means: }  # a type, or leave_out\n" in text
    assert "# Not used:\n#   Weather: rain\n" in text


def test_tags_are_preferred_where_headers_are_repeated(tmp_path: Path) -> None:
    content = """\
        Date,What,Admin 1,Admin 1,Killed,No
        #date,#description,#adm1+name,#adm1+code,#affected +killed,#event+id
        14/10/2025,Shots,Mill Valley,NL01,2,A1
        """
    mapping = read(tmp_path, proposed(tmp_path, content))

    assert mapping.place.pcode == ("#adm1+code",)
    assert mapping.place.name == "#adm1+name"
    assert (mapping.key, mapping.notes) == ("No", "What")


def test_a_type_that_nothing_shows_is_left_to_the_user(tmp_path: Path) -> None:
    content = "Incident ID,Date,Description,Pcode\nA1,14 October 2025,Shots,NL0101\n"
    text = proposed(tmp_path, content)
    taken = take(
        tmp_path, content, read(tmp_path, text), more=PLACES + SOURCE,
        options=Options(source="tally"),
    )  # fmt: skip

    assert "# type_is:  # CONFIRM" in text
    assert [one.message for one in taken.problems] == ["the mapping says no type of its events"]


def test_a_number_of_women_is_not_taken_for_that_of_all(tmp_path: Path) -> None:
    content = """\
        Place,All,Women
        #adm2+code,#targeted,#targeted+f
        NL0101,5,3
        """
    figures = read(tmp_path, proposed(tmp_path, content)).figures

    assert [(one.best, one.metric, one.label) for one in figures] == [
        ("All", "targeted", None),
        ("Women", "targeted", "targeted (Women)"),
    ]


@pytest.mark.parametrize(
    ("header", "tag", "label"),
    [
        ("Women affected", "#affected+f", "affected (Women)"),
        ("Affected", "#affected+f", "affected (women)"),
        ("Killed: children", "#affected+killed+children", "killed (children)"),
        ("In need", "#inneed+hh", "in need (households)"),
    ],
)
def test_a_label_says_what_is_counted_once(
    tmp_path: Path, header: str, tag: str, label: str
) -> None:
    total = tag.rpartition("+")[0]
    content = f"Place,All,{header}\n#adm2+code,{total},{tag}\nNL0101,5,3\n"

    assert [None, label] == [
        one.label for one in read(tmp_path, proposed(tmp_path, content)).figures
    ]


def test_a_file_of_a_profile_needs_only_the_words_that_it_leaves_open(tmp_path: Path) -> None:
    content = """\
        event_id_cnty,event_date,event_type,sub_event_type,actor1,country,location,fatalities
        NLD1,14 October 2025,Battles,Armed clash,Army of the North,Nomeland,Millton,3
        NLD2,14 October 2025,Battles,Armed clash,Mill guards,Nomeland,Millton,3
        """
    text = proposed(tmp_path, content)

    assert "like: acled" in text
    assert "  - {column: actor1, word: Army of the North, means: north-army}  # CONFIRM\n" in text
    assert "  # - {column: actor1, word: Mill guards, means: }" in text
    assert read(tmp_path, text).key == "event_id_cnty"


@pytest.mark.parametrize(
    ("header", "row", "records"),
    [
        ("adm1_name,adm1_code,Area", "Mill,NL01,4", "places"),
        ("Donor,Woreda,Code,Partner", "D,Upper Mill,NL0101,Aid", "figures"),
        ("District,Month,Year,Killed", "Upper Mill,May,2025,4", "figures"),
        ("id,date,type,district", "7,14 May 2025,Clash,Upper Mill", "events"),
    ],
)
def test_what_a_row_is_shows_in_its_columns(
    tmp_path: Path, header: str, row: str, records: str
) -> None:
    assert f"\nrecords: {records}  # CONFIRM" in proposed(tmp_path, f"{header}\n{row}\n")


def test_cells_and_headers_cannot_break_out_of_the_mapping(tmp_path: Path) -> None:
    content = 'id,date,"type: {x}, # y",actor1\n7,14 May 2025,a,"}\nkey: evil"\n'
    mapping = read(tmp_path, proposed(tmp_path, content))

    assert mapping.key == "id"


@pytest.mark.parametrize(
    ("content", "day"),
    [
        ("Datum,Ort\n14/10/2025,Mill\n2025-10-15,Mill\n", "day: {start: Datum}  # CONFIRM"),
        ("Datum,Date\n2025-10-14,2025-10-12\n", "day: {start: Date}"),
        ("Nummer,Ort\n20251014,Mill\n", "# day: {start: }"),
    ],
)
def test_a_column_of_days_is_taken_where_no_header_says_which_it_is(
    tmp_path: Path, content: str, day: str
) -> None:
    assert f"\n{day}" in proposed(tmp_path, content)

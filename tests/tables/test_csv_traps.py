"""What CSV files of this field hold beside values, each trap in a file of its own."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportkit.tables.characters import cleaned
from reportkit.tables.hxl import tags_of
from reportkit.tables.table import Row, open_table
from tests.tables.files import csv_of, headers, problems_of, refusal, rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = 'id,place,note\n1,Ostra,"by day, by night; alone"\n2,Velm,none\n'
    path = csv_of(tmp_path, text.replace(",", delimiter))

    assert ["id", "place", "note"] == headers(open_table(path))
    assert ("2", "Velm", "none") == rows(path)[1]


def test_decimal_commas_do_not_cut_a_file_of_semicolons(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "place;lat;long\nOstra;34,5;62,1\nVelm;34,6;62,2\n")

    assert [("Ostra", "34,5", "62,1"), ("Velm", "34,6", "62,2")] == rows(path)


def test_the_line_in_which_excel_names_the_delimiter_is_no_header(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "sep=;\nid;place\n1;Ostra, the old town\n"))

    assert ["id", "place"] == headers(table)
    assert [Row(3, ("1", "Ostra, the old town"))] == list(table.rows())


def test_a_row_bears_the_line_on_which_it_begins(tmp_path: Path) -> None:
    text = 'id,note\n1,"two\nlines"\n\n2,one\n'

    assert [Row(2, ("1", "two\nlines")), Row(5, ("2", "one"))] == list(
        open_table(csv_of(tmp_path, text)).rows()
    )


@pytest.mark.parametrize("row", ["2,Velm,4,more", "2,Velm"], ids=["long", "short"])
def test_a_row_of_another_width_is_left_out_and_told(tmp_path: Path, row: str) -> None:
    table = open_table(csv_of(tmp_path, f"id,place,killed\n1,Ostra,3\n{row}\n3,Ostra,5\n"))

    assert [2, 4] == [row.line for row in table.rows()]
    assert [("table-row-width", 3, 1)] == problems_of(table)


def test_a_writer_that_drops_empty_cells_at_the_end_is_known(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,place,killed\n1,Ostra\n2,Velm,4\n3,Ostra\n4,Sel\n"))

    assert [None, "4", None, None] == [row.cells[2] for row in table.rows()]
    assert [] == problems_of(table)


def test_empty_cells_beyond_the_header_are_no_column(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,place,,\n1,Ostra,,\n2,Velm,,\n"))

    assert ["id", "place"] == headers(table)
    assert [] == problems_of(table)


def test_empty_rows_are_passed_over(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,place\n,\n-,N/A\n1,Ostra\n , \n\n2,Velm\n"))

    assert [4, 7] == [row.line for row in table.rows()]


@pytest.mark.parametrize("word", ["", "-", "N/A", "#N/A", "n.a.", " \xa0", "–"])
def test_what_says_that_nothing_is_known_is_absent(tmp_path: Path, word: str) -> None:
    assert [("1", None), ("2", "0")] == rows(csv_of(tmp_path, f"id,killed\n1,{word}\n2,0\n"))


@pytest.mark.parametrize("failed", ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?"])
def test_a_formula_that_failed_is_absent_and_told(tmp_path: Path, failed: str) -> None:
    table = open_table(csv_of(tmp_path, f"id,killed\n1,3\n2,{failed}\n3,#N/A\n"))

    assert ["3", None, None] == [row.cells[1] for row in table.rows()]
    assert [("table-formula", 3, 3)] == problems_of(table)


def test_na_stays_a_word(tmp_path: Path) -> None:
    """It is the code of Namibia too."""
    assert [("1", "NA"), ("2", "None")] == rows(csv_of(tmp_path, "id,iso\n1,NA\n2,None\n"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\xa0Ostra\xa0", "Ostra"),
        ("Old\xa0Ostra", "Old Ostra"),
        ("  Ostra ", "Ostra"),
        ("one_x000D_ two", "one\ntwo"),
        ('"one\r\ntwo"', "one\ntwo"),
    ],
)
def test_odd_spaces_and_escapes_of_spreadsheets_are_dropped(
    tmp_path: Path, written: str, read: str
) -> None:
    table = open_table(csv_of(tmp_path, f"id,note\n1,{written}\n"))

    assert [("1", read)] == [row.cells for row in table.rows()]
    assert () == table.problems


@pytest.mark.parametrize(
    ("written", "code", "kept"),
    [
        ("Kand\ufffdr", "table-character", "Kand\ufffdr"),
        ("Os\x00tra", "table-character", "Ostra"),
        ("Os\u200btra", "table-character", "Ostra"),
        ("the \u201cold\u009d town", "table-character", "the \u201cold town"),
        ("R\u00c3\u00a9gion", "table-mojibake", "R\u00c3\u00a9gion"),
        ("town\u00e2\u20ac\u2122s", "table-mojibake", "town\u00e2\u20ac\u2122s"),
        ("\u00d8\u00a7\u00d9\u201e", "table-mojibake", "\u00d8\u00a7\u00d9\u201e"),
    ],
)
def test_what_was_lost_or_is_unseen_is_told_with_its_place(
    tmp_path: Path, written: str, code: str, kept: str
) -> None:
    table = open_table(csv_of(tmp_path, f"id,note\n1,fine\n2,{written}\n"))

    assert [(code, 3, 3)] == problems_of(table)
    assert kept == [row.cells for row in table.rows()][1][1]


@pytest.mark.parametrize("text", ["Kandahār, Région, Übung", "CAFÉ—BAR", "İstanbul", "Île d’Œuf"])
def test_letters_of_languages_are_no_mojibake(tmp_path: Path, text: str) -> None:
    assert [] == problems_of(open_table(csv_of(tmp_path, f'id,note\n1,"{text}"\n')))


def test_the_place_in_a_quoted_cell_is_that_of_an_editor(tmp_path: Path) -> None:
    text = 'id,note,place\n1,"two\nlines, and ""more""",Kand\ufffdr\n'

    assert [("table-character", 3, 22)] == problems_of(open_table(csv_of(tmp_path, text)))


def test_kaf_of_two_keyboards_in_one_column_is_told_once(tmp_path: Path) -> None:
    text = "id,name\n1,\u0643\u0627\u0628\u0644\n2,\u06a9\u0627\u0628\u0644\n3,\u06a9\u0627\n"
    table = open_table(csv_of(tmp_path, text))

    assert [("table-letters", 1, 1)] == problems_of(table)
    assert "name writes kaf in two ways: U+0643 in 1 cell, U+06A9 in 2 cells" == (
        table.problems[0].message
    )


def test_exact_duplicates_are_reported_and_kept(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,place\n1,Ostra\n2,Velm\n1,Ostra \n"))

    assert 3 == len(list(table.rows()))
    assert ["this row says the same as line 2"] == [one.message for one in table.problems]


def test_a_header_that_is_written_again_is_no_row(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,place\n1,Ostra\nid,place\n2,Velm\n"))

    assert [2, 4] == [row.line for row in table.rows()]
    assert [("table-header", 3, 1)] == problems_of(table)


def test_a_quotation_mark_that_is_not_closed_takes_no_row_with_it_unseen(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, 'id,note\n1,fine\n2,"open\n3,fine\n'))

    assert [2] == [row.line for row in table.rows()]
    assert [("table-quote", 3, 3)] == problems_of(table)


def test_a_quotation_mark_within_a_cell_is_not_guessed_about(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, 'id,note\n1,"he said "no" twice"\n2,fine\n'))

    assert [3] == [row.line for row in table.rows()]
    assert [("table-quote", 2, 3)] == problems_of(table)


def test_many_problems_of_a_kind_are_counted(tmp_path: Path) -> None:
    text = "id,note\n" + "".join(f"{number},lost\ufffd\n" for number in range(500))
    table = open_table(csv_of(tmp_path, text))
    found = problems_of(table)

    assert 21 == len(found)
    assert "and 480 more of this kind" == table.problems[-1].message


def test_a_table_can_be_walked_through_again(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,place\n1,Ostra\n2,V\ufffdlm\n"))
    first = list(table.rows())

    assert first == list(table.rows())
    assert 1 == len(table.problems)


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "table-empty", "empty"),
        (b"%PDF-1.7 and more", "table-format", "a PDF"),
        (b"<!DOCTYPE html><html>gone</html>", "table-format", "a web page"),
        (b'{"a": 1}', "table-format", "JSON"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str, says: str) -> None:
    problem = refusal(csv_of(tmp_path, content))

    assert (code, True) == (problem.code, says in problem.message)


def test_a_link_is_not_followed_and_what_is_missing_is_told(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(csv_of(tmp_path, "id,place\n1,Ostra\n"))

    assert "it is a link" in refusal(link).message
    assert "No such file" in refusal(tmp_path / "gone.csv").message
    assert "table-unreadable" == refusal(tmp_path).code


#: Without "#": a row of "#a" below the header is one of HXL tags.
_TEXTS = st.text('aé1 ,;|"\n\t-', max_size=8)


@given(st.lists(st.lists(_TEXTS, min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_a_writer_of_csv_wrote_is_read_or_told(written: list[list[str]]) -> None:
    """A row that holds anything is there, cleaned, on the line where it begins."""
    # A row of tags is a header.
    assume(not any(tags_of([cleaned(cell) for cell in row]) for row in written))
    text = io.StringIO()
    csv.writer(text).writerows([["one", "two", "three"], *written])
    with TemporaryDirectory() as folder:
        table = open_table(csv_of(Path(folder), text.getvalue()), header=1)
        read = [row.cells for row in table.rows()]

    cells = [tuple(cleaned(cell) for cell in row) for row in written]
    assert [row for row in cells if any(cell is not None for cell in row)] == read


def test_a_cell_as_long_as_no_table_has_is_told_as_that(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "a,b\n1," + "x" * 200_000 + "\n2,3\n"))

    assert ["2"] == [row.cells[0] for row in table.rows()]
    assert "a cell has more than 131,072 characters" in table.problems[0].message

"""Sheets of workbooks, the values of their cells, and workbooks that are not opened."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from reportkit.tables import xlsx_guard
from reportkit.tables.table import open_table
from tests.tables.files import (
    csv_of,
    headers,
    packed,
    problems_of,
    refusal,
    rows,
    xlsx_of,
    xlsxwriter,
)

DATA: Sequence[Sequence[object]] = [
    ["Admin1", "Month", "Year", "Fatalities"],
    ["Ostra", "March", "2015", 0.0],
]
TERMS: Sequence[Sequence[object]] = [
    ["Terms of use"],
    ["Whoever uses these data names their source."],
    ["No warranty."],
]


def test_values_are_those_of_the_cells(tmp_path: Path) -> None:
    day, moment = date(2015, 3, 1), datetime(2015, 3, 1, 12, 30)  # noqa: DTZ001
    path = xlsx_of(
        tmp_path,
        {
            "Data": [
                ["id", "day", "at", "killed", "lat", "sure"],
                ["A7", day, moment, 3.0, 34.1234567891, True],
            ]
        },
    )

    assert [("A7", day, moment, 3, Decimal("34.1234567891"), "true")] == rows(path)
    assert type(rows(path)[0][3]) is int


def test_what_says_that_there_is_no_value_is_absent(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path, {"Data": [["id", "killed"], ["A7", "#N/A"], ["A8", "-"]]})

    assert [("A7", None), ("A8", None)] == rows(path)
    assert [] == problems_of(open_table(path))


@pytest.mark.parametrize("failed", ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_a_formula_that_failed_is_absent_and_told_with_its_cell(
    tmp_path: Path, failed: str
) -> None:
    """The reader of workbooks gives it as an empty cell, as it gives #N/A."""
    path = tmp_path / "rows.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Terms of use").write_column(0, 0, ["Terms", "of", "use"])
    sheet = book.add_worksheet("Data & more")
    for number, row in enumerate((["", "id", "killed", "place"], ["", "A7", 3, "Ostra"])):
        sheet.write_row(number + 4, 0, row)
    sheet.write_row(6, 1, ["A8"])
    sheet.write_formula(6, 2, "=1/0", None, failed)
    sheet.write_formula(6, 3, "=NA()", None, "#N/A")
    book.close()
    table = open_table(path)

    assert [("A7", 3, "Ostra"), ("A8", None, None)] == [row.cells for row in table.rows()]
    assert [("table-formula", 7, 3)] == problems_of(table)
    assert table.problems[0].message.startswith(f"killed: {failed} is no value: a formula failed")
    assert "warning" == table.problems[0].level


def test_a_formula_that_failed_is_found_in_a_wide_sheet(tmp_path: Path) -> None:
    """Behind Z the columns have two letters."""
    path = tmp_path / "rows.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, [f"column {number}" for number in range(1, 31)])
    sheet.write_row(1, 0, ["A7"])
    sheet.write_formula(1, 27, "=1/0", None, "#REF!")
    book.close()

    table = open_table(path)

    assert 1 == len(list(table.rows()))
    [problem] = table.problems
    assert problem.message.startswith("column 28: #REF! is no value")


def test_a_time_alone_is_a_text(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path, {"Data": [["id", "at"], ["A7", time(14, 30)]]})

    assert [("A7", "14:30:00")] == rows(path)


@pytest.mark.parametrize(("late", "system"), [(False, 1900), (True, 1904)])
def test_the_system_of_serial_numbers_is_known(tmp_path: Path, late: bool, system: int) -> None:  # noqa: FBT001
    path = xlsx_of(tmp_path, {"Data": [["id", "day"], ["A7", date(2015, 3, 1)]]}, date_1904=late)

    assert system == open_table(path).date_system
    assert [("A7", date(2015, 3, 1))] == rows(path)


def test_a_sheet_of_terms_is_passed_over(tmp_path: Path) -> None:
    table = open_table(xlsx_of(tmp_path, {"Terms of use": TERMS, "Data": DATA}))

    assert "Data" == table.sheet
    assert ["Admin1", "Month", "Year", "Fatalities"] == headers(table)


def test_a_sheet_of_notes_in_columns_is_passed_over(tmp_path: Path) -> None:
    notes = [["Column", "Meaning"], ["Admin1", "the region"], ["Year", "of the event"]]

    assert "Data" == open_table(xlsx_of(tmp_path, {"Data": DATA, "Notes": notes})).sheet


def test_of_several_tables_a_person_chooses(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path, {"ADM1": DATA, "ADM2": DATA, "Terms": TERMS})
    problem = refusal(path)

    assert "2 sheets hold a table: 'ADM1' (4 columns), 'ADM2' (4 columns)" == problem.message
    assert "name the one that is meant: --sheet 'ADM1'" == problem.hint
    assert "ADM2" == open_table(path, sheet="ADM2").sheet


def test_a_sheet_that_is_not_there_is_told_with_the_others(tmp_path: Path) -> None:
    problem = refusal(xlsx_of(tmp_path, {"ADM1": DATA, "ADM2": DATA}), sheet="ADM3")

    assert ("table-sheet", "it has no sheet 'ADM3'") == (problem.code, problem.message)
    assert "there are: 'ADM1', 'ADM2'" in problem.hint


def test_the_only_sheet_with_tags_is_taken(tmp_path: Path) -> None:
    tagged = [DATA[0], ["#adm1", "#date+month", "#date+year", "#affected+killed"], DATA[1]]

    assert "Data" == open_table(xlsx_of(tmp_path, {"Pivot": DATA, "Data": tagged})).sheet


def test_rows_bear_their_number_in_the_sheet(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path, {"Data": [[], [], DATA[0], DATA[1], [], DATA[1]]})
    table = open_table(path)

    assert [4, 6] == [row.line for row in table.rows()]
    assert ["this row says the same as line 4"] == [one.message for one in table.problems]


def test_rows_that_nearly_say_the_same_are_not_counted_as_one(tmp_path: Path) -> None:
    """In Python -1 and -2 have one hash, and 1 equals True."""
    path = xlsx_of(tmp_path, {"Data": [["id", "n"], ["A", -1], ["A", -2], ["A", 1], ["A", True]]})
    table = open_table(path)

    assert 4 == len(list(table.rows()))
    assert () == table.problems


def test_columns_are_counted_from_the_first_that_holds_anything(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path, {"Data": [["", "", "id", "note"], ["", "", "A7", "lost\ufffd"]]})

    assert ["id", "note"] == headers(open_table(path))
    assert [("table-character", 2, 4)] == problems_of(open_table(path))


def test_what_stands_beside_the_table_is_told_and_not_read(tmp_path: Path) -> None:
    lines = [[*DATA[1][:3], number] for number in range(8)]
    lines[4] = [*lines[4], "", "checked by hand"]
    table = open_table(xlsx_of(tmp_path, {"Data": [DATA[0], *lines]}))

    assert 8 == len(list(table.rows()))
    assert [("table-row-width", 6, 6)] == problems_of(table)


def test_what_is_odd_in_a_cell_is_told_by_row_and_column(tmp_path: Path) -> None:
    path = xlsx_of(
        tmp_path, {"Data": [["id", "note"], ["A7", "a_x000D_\nb"], ["A8", "lost\ufffd"]]}
    )
    table = open_table(path)

    assert [("A7", "a\nb"), ("A8", "lost\ufffd")] == [row.cells for row in table.rows()]
    assert [("table-character", 3, 2)] == problems_of(table)


def test_a_number_with_more_digits_than_are_kept_is_told(tmp_path: Path) -> None:
    table = open_table(xlsx_of(tmp_path, {"Data": [["id", "n"], [12345678901234567890, "x"]]}))

    assert [("table-digits", 2, 1)] == problems_of(table)


def test_an_empty_workbook_has_no_header(tmp_path: Path) -> None:
    assert "table-header" == refusal(xlsx_of(tmp_path, {"Data": []})).code


WORKBOOK = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "(.ods)"),
        ({**WORKBOOK, "xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/workbook.bin": b"x"}, "(.xlsb)"),
        ({"letter.txt": b"x"}, "no workbook"),
        (WORKBOOK, "damaged"),
    ],
)
def test_other_workbooks_are_named(tmp_path: Path, parts: dict[str, bytes], says: str) -> None:
    problem = refusal(packed(tmp_path, parts))

    assert ("table-format", True) == (problem.code, says in problem.message)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook", "old format (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (b"PK\x03\x04" + b"cut off", "damaged"),
    ],
)
def test_what_is_no_zip_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    problem = refusal(csv_of(tmp_path, content))

    assert ("table-format", True) == (problem.code, says in problem.message)


def test_two_cells_far_apart_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet><row r="1"><c r="A1"/></row><row r="9"><c r="XFD1048576"/></row></worksheet>'
    )
    problem = refusal(packed(tmp_path, {**WORKBOOK, "xl/worksheets/sheet1.xml": sheet}))

    assert "table-too-large" == problem.code
    assert "a sheet of it spans 1,048,576 rows and 16,384 columns" == problem.message


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r='XFD1048576'/>",
        b'<c\tr = "XFD1048576"/>',
        b'<x:c r="XFD1048576"/>',
        b'<c r="xfd1048576"/>',
        b"</row><row r='1048576'>" + b"<c><v>1</v></c>" * 16_384,
    ],
)
def test_two_cells_far_apart_are_seen_however_they_are_written(tmp_path: Path, cell: bytes) -> None:
    sheet = b'<worksheet><row r="1"><c r="A1"/></row><row r="9">' + cell + b"</row></worksheet>"

    assert "table-too-large" == refusal(packed(tmp_path, {**WORKBOOK, "xl/any.xml": sheet})).code


def test_a_sheet_in_letters_of_two_bytes_is_not_opened(tmp_path: Path) -> None:
    sheet = '<worksheet><row r="1"><c r="XFD1048576"/></row></worksheet>'.encode("utf-16")

    assert "UTF-16" in refusal(packed(tmp_path, {**WORKBOOK, "xl/any.xml": sheet})).message


def test_a_long_text_that_many_cells_share_is_refused(tmp_path: Path) -> None:
    texts = b"<sst><si><t>a</t></si><si><t>" + b"long " * 200_000 + b"</t></si></sst>"
    cells = b'<row><c r="A1" t="s"><v>1</v></c></row>' * 1_100
    parts = {"xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": cells}

    problem = refusal(packed(tmp_path, {**WORKBOOK, **parts}))

    assert ("table-too-large", True) == (problem.code, "texts of a sheet" in problem.message)
    short = {**parts, "xl/worksheets/sheet1.xml": cells.replace(b"<v>1<", b"<v>0<")}
    assert "texts of a sheet" not in refusal(packed(tmp_path, {**WORKBOOK, **short})).message


@pytest.mark.parametrize("empty", [b"", b"<v/>", b"<v></v>"])
def test_a_formula_that_was_never_reckoned_is_no_empty_cell(tmp_path: Path, empty: bytes) -> None:
    cells = b'<row><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
    good = {**WORKBOOK, "xl/worksheets/sheet1.xml": cells + b"</row>"}
    bad = {**WORKBOOK, "xl/worksheets/sheet1.xml": cells + b'<c r="C1"><f>A1</f>' + empty + b"</c>"}

    assert "table-formula" != refusal(packed(tmp_path, good)).code
    assert ("table-formula", True) == (
        (problem := refusal(packed(tmp_path, bad))).code, "cell C1" in problem.message,
    )  # fmt: skip


def test_what_unpacks_to_more_than_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    parts = {**WORKBOOK, "xl/sharedStrings.xml": bytes(32 * 1024 * 1024)}

    assert "table-too-large" == refusal(packed(tmp_path, parts)).code


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {**WORKBOOK, "xl/sharedStrings.xml": b"x" * 5000})
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("xl/sharedStrings.xml").file_size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, (50).to_bytes(4, "little")))

    assert "table-format" == refusal(path).code


def test_a_file_of_many_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MAX_BYTES", 100)

    assert "table-too-large" == refusal(xlsx_of(tmp_path, {"Data": DATA})).code


@pytest.mark.parametrize(
    ("part", "now", "then"),
    [
        ("xl/worksheets/sheet1.xml", b'<c r="A1" t="s">', b'<c r="A1" t="NaN">'),
        ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>77</v>"),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row"),
    ],
)
def test_a_workbook_whose_sheet_is_damaged_is_refused(
    tmp_path: Path, part: str, now: bytes, then: bytes
) -> None:
    with zipfile.ZipFile(xlsx_of(tmp_path, {"Data": [["id", "n"], ["A", 1]]})) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert now in parts[part]

    problem = refusal(packed(tmp_path, {**parts, part: parts[part].replace(now, then)}))

    assert ("table-format", True) == (problem.code, "sheet 'Data'" in problem.message)


def test_a_sheet_without_a_name_is_read(tmp_path: Path) -> None:
    day = date(2015, 3, 1)
    with zipfile.ZipFile(xlsx_of(tmp_path, {"Data": [["id", "day"], ["A", day]]})) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].replace(b'name="Data"', b'name=""')

    assert [("A", day)] == rows(packed(tmp_path, {**parts, "xl/workbook.xml": book}))

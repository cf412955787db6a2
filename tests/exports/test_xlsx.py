"""Records as a spreadsheet, read by another reader than the writer."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

from python_calamine import CalamineWorkbook

from reportkit.exports.export import Options
from reportkit.exports.xlsx import LONGEST, readings, workbook
from tests.exports.exporting import export_of
from tests.exports.test_csv import CLASH, MILL, NORTH, WIRE, WORLD
from tests.records import Written


def sheet(content: bytes, name: str) -> list[list[Any]]:
    """Read a sheet."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def row(content: bytes, name: str) -> dict[str, Any]:
    """Read the first row of records of a sheet."""
    head, first, *_ = sheet(content, name)
    return dict(zip(head, first, strict=True))


def test_days_are_days_and_numbers_are_numbers() -> None:
    content = workbook(export_of(MILL, CLASH))

    assert date(2026, 1, 7) == row(content, "events")["date_start"]
    assert (34.1, -71.05) == (row(content, "places")["lat"], row(content, "places")["lon"])


def test_a_text_is_never_a_formula_or_a_link() -> None:
    url = "https://a.example/=1"
    content = workbook(export_of({**WIRE, "publisher": "=1+1", "url": url}))
    first = row(content, "sources")

    assert ("=1+1", url) == (first["publisher"], first["url"])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "<f>" not in parts.read("xl/worksheets/sheet2.xml").decode()


def test_the_first_sheet_says_what_it_is_and_what_the_columns_hold() -> None:
    licensed: Written = {**WIRE, "licence": "CC BY 4.0", "version": "24.1"}
    about = sheet(workbook(export_of(licensed, draft=True)), "About")
    first = {line[0]: line[1] for line in about}

    assert "The valley" == about[0][0]
    assert ("TLP:GREEN", "DRAFT of No. 3") == (first["Marking"], first["Edition"])
    assert "The Wire 24.1: CC BY 4.0" == first["Licence"]
    assert ["sources", "licence", "#meta+license"] == next(
        line[:3] for line in about if line[1] == "licence"
    )


def test_every_page_bears_the_marking_at_head_and_foot() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(export_of(NORTH)))) as parts:
        for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
            text = parts.read(name).decode()
            assert "TLP:GREEN" in re.findall(r"<oddHeader>(.*?)</oddHeader>", text)[0]
            assert "TLP:GREEN" in re.findall(r"<oddFooter>(.*?)</oddFooter>", text)[0]


def test_the_header_stays_in_sight_and_empty_columns_are_hidden() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(export_of(NORTH)))) as parts:
        text = parts.read("xl/worksheets/sheet2.xml").decode()

    assert 'state="frozen"' in text
    assert 'hidden="1"' in text


def test_the_row_of_hxl_tags_stands_under_the_header() -> None:
    head, tags, *_ = sheet(workbook(export_of(NORTH, options=Options(hxl=True))), "actors")

    assert "#group+name" == dict(zip(head, tags, strict=True))["name"]


def test_what_no_cell_can_hold_is_cut_and_says_so() -> None:
    name = row(workbook(export_of({**NORTH, "name": "n" * 40_000})), "actors")["name"]

    assert LONGEST == len(name)
    assert name.endswith("n [cut: a cell holds no more]")


def test_a_letter_that_a_cell_counts_twice_is_counted_twice() -> None:
    name = row(workbook(export_of({**NORTH, "name": "\U0001f33e" * 20_000})), "actors")["name"]

    assert LONGEST - 1 <= len(name.encode("utf-16-le")) // 2 <= LONGEST
    assert name.endswith("\U0001f33e [cut: a cell holds no more]")


def test_a_day_that_no_spreadsheet_knows_and_a_number_too_long_stay_texts() -> None:
    old: Written = {**WIRE, "published": "1893-11-12"}
    long: Written = {"type": "figure", "id": "toll", "best": "12345678901234567.5"}
    content = workbook(export_of(old, long))

    assert "1893-11-12" == row(content, "sources")["published"]
    assert "12345678901234567.5" == row(content, "figures")["best"]


def test_every_text_is_read_out_again_for_the_search() -> None:
    texts = set(readings(workbook(export_of(*WORLD))))

    assert {'"The mill"', '"Clash at the mill"', '"clash"', '"The valley, No. 3"'} <= texts


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert workbook(export_of(*WORLD)) == workbook(export_of(*WORLD))


def test_a_number_is_the_one_that_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(export_of({**MILL, "lon": "71.085"})))) as parts:
        assert "<v>71.085</v>" in parts.read("xl/worksheets/sheet2.xml").decode()


def test_a_truth_value_is_a_word_as_in_yaml() -> None:
    assert "false" == row(workbook(export_of(MILL)), "places")["disputed"]

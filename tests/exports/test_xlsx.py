"""Records as a spreadsheet, read by another reader than the writer."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from reportkit.exports.export import Options
from reportkit.exports.xlsx import LONGEST, readings, workbook
from reportkit.exports.xlsx_columns import A3, A4, Shown, paper_for
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


def part(content: bytes, name: str) -> str:
    """Read a part of the file as it is written."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def test_each_sheet_is_printed_one_page_wide_under_its_header() -> None:
    content = workbook(export_of(*WORLD))
    names = part(content, "xl/workbook.xml")

    for number in range(1, 6):
        text = part(content, f"xl/worksheets/sheet{number}.xml")
        (setup,) = re.findall(r"<pageSetup [^>]*>", text)
        assert '<pageSetUpPr fitToPage="1"/>' in text
        assert 'orientation="landscape"' in setup
        assert 'fitToHeight="0"' in setup
        assert "fitToWidth" not in setup  # it is 1
        assert "scale=" not in setup
    assert re.search(r"About!\$\d+:\$\d+<", names)
    assert "events!$A:$A,events!$1:$1" in names


def test_how_a_record_is_kept_is_not_printed() -> None:
    content = workbook(export_of(*WORLD))
    column = sheet(content, "events")[0].index("status")

    names = part(content, "xl/workbook.xml")
    (area,) = re.findall(r"Print_Area[^>]*>events!\$A\$1:\$([A-Z]+)\$2<", names)
    assert column == (ord(area[0]) - 64) * 26 + ord(area[1]) - 64


def test_edition_and_marking_are_not_printed_in_each_row_of_changes() -> None:
    content = workbook(export_of(options=Options(changes=True), changes=({"record": "toll"},)))
    names = part(content, "xl/workbook.xml")

    (area,) = re.findall(r"Print_Area[^>]*>changes!\$A\$1:\$([A-Z])\$2<", names)
    assert "via" == sheet(content, "changes")[0][ord(area) - 65]


@pytest.mark.parametrize(
    ("columns", "paper"), [(4, (A4, 1)), (8, (A3, 1)), (12, (A3, 2)), (25, (A3, 3))]
)
def test_columns_too_many_to_read_are_on_larger_paper_and_then_on_pages_beside_each_other(
    columns: int, paper: tuple[int, int]
) -> None:
    shown = [Shown(48, is_hidden=False, is_closed=False)] * columns
    closed = [Shown(48, is_hidden=True, is_closed=True)] * 20

    assert paper == paper_for([*shown, *closed])


def test_an_id_beside_which_a_name_stands_is_closed_and_can_be_opened() -> None:
    content = workbook(export_of(*WORLD))
    head, first, *_ = sheet(content, "events")
    text = part(content, "xl/worksheets/sheet5.xml")
    (place,) = re.findall(rf'<col min="{head.index("place") + 1}" [^>]*>', text)
    (name,) = re.findall(rf'<col min="{head.index("place.name") + 1}" [^>]*>', text)

    assert "mill" == first[head.index("place")]
    assert 'hidden="1"' in place
    assert 'outlineLevel="1"' in place
    assert "hidden" not in name


def test_a_row_is_as_high_as_its_longest_text_in_sight() -> None:
    content = workbook(export_of({**CLASH, "summary": "word " * 60, "source_refs": []}))
    (height,) = re.findall(r'<row r="2" [^>]* ht="(\d+)', part(content, "xl/worksheets/sheet2.xml"))

    assert 7 * 15 <= int(height) <= 12 * 15


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


@pytest.mark.parametrize("name", ["Ambrose\rPell", "A\x0bB", "a_x0042_c", "a\uffffb"])
def test_a_letter_that_xml_cannot_hold_is_read_out_for_the_search(name: str) -> None:
    assert f'"{name}"' in readings(workbook(export_of({**NORTH, "name": name})))


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert workbook(export_of(*WORLD)) == workbook(export_of(*WORLD))


def test_a_number_is_the_one_that_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(export_of({**MILL, "lon": "71.085"})))) as parts:
        assert "<v>71.085</v>" in parts.read("xl/worksheets/sheet2.xml").decode()


def test_a_truth_value_is_a_word_as_in_yaml() -> None:
    assert "false" == row(workbook(export_of(MILL)), "places")["disputed"]

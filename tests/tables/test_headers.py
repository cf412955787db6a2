"""Which line is the header, and what is each column called?"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.tables.hxl import normal_tag, same_tag
from reportkit.tables.table import open_table
from tests.tables.files import csv_of, headers, problems_of, refusal, xlsx_of


def tags(path: Path) -> list[str]:
    """Give the tag of each column."""
    return [column.tag for column in open_table(path).columns]


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "Who does what where,,\n\nCountry:,Vesland,\nas of,March 2015,\n\n"
        "Cluster,Zone,Status\nHealth,Ostra,active\nWater,Velm,active\n",
    )
    table = open_table(path)

    assert ["Cluster", "Zone", "Status"] == headers(table)
    assert [7, 8] == [row.line for row in table.rows()]


def test_a_header_with_line_breaks_is_one_line(tmp_path: Path) -> None:
    path = csv_of(tmp_path, '"Activity\nstatus"," Donor\xa0 name"\nactive,Vesland\n')

    assert ["Activity status", "Donor name"] == headers(open_table(path))


def test_a_header_may_be_named(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "Report,on,roads\nid,place,killed\n1,Ostra,2\n")

    assert ["id", "place", "killed"] == headers(open_table(path, header=2))
    assert "table-header" == refusal(path, header=7).code


@pytest.mark.parametrize("header", [None, 0])
def test_a_release_without_header_has_columns_by_number(tmp_path: Path, header: int | None) -> None:
    path = csv_of(tmp_path, "41,Ostra,2015-03-01,34.5\n42,Velm,2015-03-02,34.6\n")
    table = open_table(path, header=header)

    assert [("", "", 0), ("", "", 1), ("", "", 2), ("", "", 3)] == [*table.columns]
    assert [1, 2] == [row.line for row in table.rows()]


def test_without_a_header_empty_columns_at_the_end_count(tmp_path: Path) -> None:
    """A profile knows the columns of such a release by their number."""
    path = csv_of(tmp_path, "41,Ostra,2015-03-01,,\n42,Velm,2015-03-02,,\n")

    assert 5 == len(open_table(path).columns)


@pytest.mark.parametrize("text", [",,,\n,,,\n", "12\n13\n", "\n\n"])
def test_where_no_line_holds_names_there_is_no_table(tmp_path: Path, text: str) -> None:
    assert "table-header" == refusal(csv_of(tmp_path, text)).code


def test_years_may_be_names(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "Zone,2013,2014,2015\nOstra,4,5,6\nVelm,7,8,9\n")

    assert ["Zone", "2013", "2014", "2015"] == headers(open_table(path))


def test_a_period_in_a_header_is_a_name(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "Zone,2014-2015 plan,Killed\nOstra,4,5\nVelm,7,8\n")

    assert ["Zone", "2014-2015 plan", "Killed"] == headers(open_table(path))


def test_tags_are_found_below_the_header_and_made_alike(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "Table 3\n\nDate,Killed,Killed,Remark\n#date,#affected +killed +f,#Affected+killed + m,\n"
        "2015-03-01,1,2,none\n",
    )

    assert ["#date", "#affected+killed+f", "#affected+killed+m", ""] == tags(path)
    assert ["Date", "Killed", "Killed", "Remark"] == headers(open_table(path))
    assert [5] == [row.line for row in open_table(path).rows()]
    assert [] == problems_of(open_table(path))


def test_tags_alone_are_header_enough(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "#sector+es,#targeted+f\nsalud,12\nagua,13\n")

    assert ["", ""] == headers(open_table(path))
    assert ["#sector+es", "#targeted+f"] == tags(path)
    assert [2, 3] == [row.line for row in open_table(path).rows()]


def test_a_row_of_tags_may_be_filled_in_part(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "Month,Zone,Cluster,Note\n,#adm2,#sector,\nMarch,Ostra,Health,x\n")

    assert ["", "#adm2", "#sector", ""] == tags(path)


def test_half_of_a_row_must_be_tags(tmp_path: Path) -> None:
    """A remark in it does no harm; a row with one word after a # is none."""
    path = csv_of(tmp_path, "Zone,Cluster,Note\n#adm2,#sector,by hand\nOstra,Health,#fuel\n")

    assert ["#adm2", "#sector", ""] == tags(path)
    path.write_text("Zone,Cluster,Note\nOstra,Health,#fuel\n", encoding="utf-8")
    assert ["", "", ""] == tags(path)


def test_a_repeated_header_without_tags_is_numbered_and_told(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,Killed,killed\n1,2,3\n"))

    assert ["id", "Killed", "killed (2)"] == headers(table)
    assert [("table-header", 1, 3)] == problems_of(table)


def test_a_tag_that_stands_there_twice_is_that_of_its_first_column_and_is_told(
    tmp_path: Path,
) -> None:
    text = "Place,All,Again\n#adm2+code,#affected,#affected\nNL0101,5,7\n"
    table = open_table(csv_of(tmp_path, text))

    assert [("table-header", 2, 3)] == problems_of(table)
    assert (
        "the tag #affected stands above 'All' too, which is taken for it; 'Again' is passed over"
    ) == table.problems[0].message


def test_a_header_of_two_rows_is_joined(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "Region,Zone,Killed,,Injured,\n,,Women,Men,Women,Men\nNorth,Ostra,1,2,3,4\n",
    )

    assert ["Region", "Zone", "Killed Women", "Killed Men", "Injured Women", "Injured Men"] == (
        headers(open_table(path))
    )


def test_a_group_above_a_header_that_repeats_itself_tells_it_apart(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path, "Title,,,\n,,Killed,,Injured,\nRegion,Zone,F,M,F,M\nNorth,Ostra,1,2,3,4\n"
    )

    assert ["Region", "Zone", "Killed F", "Killed M", "Injured F", "Injured M"] == (
        headers(open_table(path))
    )


def test_two_header_rows_above_tags(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "Where,,Reached,\nZone,,Women,Men\n#adm2,#adm2+code,#reached+f,#reached+m\nOstra,,1,2\n",
    )

    assert ["Where Zone", "", "Reached Women", "Reached Men"] == headers(open_table(path))


def test_merged_cells_name_all_columns_under_them(tmp_path: Path) -> None:
    path = xlsx_of(
        tmp_path,
        {
            "Data": [
                ["Killed by week, all of Vesland"],
                ["Region", "Zone", "Killed", "", "Note"],
                ["", "", "Women", "Men", ""],
                ["North", "Ostra", 1, 2, "x"],
            ]
        },
        merges=[(0, 0, 0, 4), (1, 2, 1, 3), (1, 0, 2, 0), (1, 1, 2, 1), (1, 4, 2, 4)],
    )
    table = open_table(path)

    assert ["Region", "Zone", "Killed Women", "Killed Men", "Note"] == headers(table)
    assert [4] == [row.line for row in table.rows()]


def test_a_merged_title_names_no_column(tmp_path: Path) -> None:
    path = xlsx_of(
        tmp_path,
        {"Data": [["Roads of Vesland"], ["Zone", "Road", "Open", "Day"], ["Ostra", "A", "yes", 3]]},
        merges=[(0, 0, 0, 2)],
    )

    assert ["Zone", "Road", "Open", "Day"] == headers(open_table(path))


def test_no_header_is_an_empty_column_at_the_end(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "id,place,\n1,Ostra,x\n2,Velm,y\n")

    assert ["id", "place", ""] == headers(open_table(path))
    assert "column 3" == open_table(path).columns[2].name


@pytest.mark.parametrize("text", ["#1", "# date", "date", "#date+", "#date++f", "#"])
def test_what_is_no_tag(text: str) -> None:
    assert not normal_tag(text)


def test_the_order_of_attributes_says_nothing() -> None:
    assert same_tag("#affected+killed+f", "#affected+f+killed")
    assert not same_tag("#affected+killed", "#affected+killed+f")


def test_columns_without_name_and_values_at_the_end_are_none(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, "id,place,,\n1,Ostra,,\n2,Velm,,\n"))

    assert ["id", "place"] == [column.header for column in table.columns]
    assert [("1", "Ostra"), ("2", "Velm")] == [row.cells for row in table.rows()]

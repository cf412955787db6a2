"""Small files of rows as providers send them; every place and event in them is invented."""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportkit.problems import Problem, SeedsRejected
from reportkit.tables.table import Cell, Table, open_table

xlsxwriter: Any = importlib.import_module("xlsxwriter")  # it has no types


def csv_of(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Write a CSV file byte for byte."""
    path = folder / "rows.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def xlsx_of(
    folder: Path,
    sheets: Mapping[str, Sequence[Any]],
    merges: Sequence[tuple[int, int, int, int]] = (),
    **options: object,
) -> Path:
    """Write a workbook: each sheet its rows; merges are of the first, as xlsxwriter counts them."""
    path = folder / "rows.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", **options})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for merge in merges if name == next(iter(sheets)) else ():
            sheet.merge_range(*merge, rows[merge[0]][merge[1]])
    book.close()
    return path


def packed(folder: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a zip file of these parts."""
    path = folder / "rows.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def headers(table: Table) -> list[str]:
    """Give the header of each column."""
    return [column.header for column in table.columns]


def rows(path: Path) -> list[tuple[Cell, ...]]:
    """Give the cells of all rows."""
    return [row.cells for row in open_table(path).rows()]


def problems_of(table: Table) -> list[tuple[str, int, int]]:
    """Walk through a table; give code, line and column of what was odd."""
    for _ in table.rows():
        pass
    return [(problem.code, *problem.mark[1:]) for problem in table.problems]


def refusal(path: Path, **options: str | int) -> Problem:
    """Give the one problem for which a file is not opened."""
    try:
        open_table(path, **options)  # type: ignore[arg-type]
    except SeedsRejected as rejected:
        (problem,) = rejected.problems
        return problem
    raise AssertionError("it was opened")

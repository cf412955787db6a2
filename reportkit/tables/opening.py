"""From a path to a table: the format, the encoding, the sheet, the header."""

from __future__ import annotations

import errno
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

from reportkit.files.plain import NotPlain, open_plain
from reportkit.problems import Level, Mark, Problem, SeedsRejected, did_you_mean
from reportkit.tables.characters import cleaned
from reportkit.tables.csv_grid import MAX_BYTES, CsvGrid
from reportkit.tables.encoding import Encoding, encoding_named, encoding_of, lacks_its_mark
from reportkit.tables.heading import SAMPLE, Heading, heading_of
from reportkit.tables.rows import Column, Grid, Line
from reportkit.tables.table import Table
from reportkit.tables.xlsx_guard import is_packed, why_not_opened

#: Sheets about the data; passed over where another sheet holds a table.
_ABOUT = re.compile(
    r"\b(terms|conditions|read ?me|notes?|meta ?data|about|cover|licen[cs]e|legend|definitions?"
    r"|dictionary|code ?book|contents?|instructions?|lisez|notice|conditions)\b",
    re.IGNORECASE,
)
_OTHERS = (
    (b"%PDF", "it is a PDF"),
    (b"<!doctype html", "it is a web page, as servers send in place of a file that is gone"),
    (b"<html", "it is a web page, as servers send in place of a file that is gone"),
    (b"<?xml", "it is XML"),
    (b"{", "it is JSON"),
    (b"[{", "it is JSON"),
    (b"\x1f\x8b", "it is packed (.gz)"),
)


_FEW, _SHORT_SHARE = 3, 0.2


class _Found(NamedTuple):
    """A sheet in which a table stands."""

    grid: Grid
    heading: Heading
    tagged: bool


def opened_table(
    path: Path, *, sheet: str | None, header: int | None, encoding: str | None
) -> Table:
    """Open a table; raises SeedsRejected where that cannot be, or a person must choose."""
    try:
        with open_plain(path) as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            head = file.read(512)
            file.seek(0)
            if not size:
                _refuse(path, "table-empty", "the file is empty", "")
            if is_packed(head):
                return _of_workbook(path, file, size, sheet, header)
            _refuse_others(path, size, head, sheet)
            return _of_text(path, file, header, encoding)
    except NotPlain as error:
        _refuse(path, "table-unreadable", f"it cannot be read: {error}", "name the file itself")
    except OSError as error:
        why = "it is a link" if error.errno == errno.ELOOP else error.strerror or str(error)
        _refuse(
            path, "table-unreadable", f"it cannot be read: {why}", "look at its name and rights"
        )


def _refuse_others(path: Path, size: int, head: bytes, sheet: str | None) -> None:
    """Refuse what is no CSV by its first bytes, and what is asked of no CSV."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for begin, kind in _OTHERS:
        if start.startswith(begin.lower()):
            _refuse(path, "table-format", f"{kind} and no table", "ask for it as CSV or XLSX")
    if size > MAX_BYTES:
        message = f"it has {size >> 20:,} MB, and {MAX_BYTES >> 20:,} are read"
        _refuse(path, "table-too-large", message, "split it by period")
    if sheet:
        _refuse(path, "table-sheet", "a CSV file has no sheets", "leave the sheet out")


def _of_text(path: Path, file: BinaryIO, header: int | None, encoding: str | None) -> Table:
    chosen = _named_encoding(path, file, encoding) if encoding else encoding_of(file)
    if chosen.asked:
        _refuse(path, "table-encoding", *_question(chosen))
    grid = CsvGrid(path, chosen)
    lines = list(islice(_lines(grid), SAMPLE))
    heading = heading_of(lines, (), header)
    if heading is None or not heading.columns:
        _no_header(path, "", header)
    grid.may_be_short = _often_short(lines, heading)
    return Table(grid, heading, [*_doubts(path, chosen), *_repeated(path, heading)])


def _often_short(lines: list[Line], heading: Heading) -> bool:
    """Tell a writer that drops empty cells at the end of rows from one row that was cut."""
    width = len(heading.columns)
    rows = [line for line in lines if line.number > heading.last]
    # Rows of one cell are notes below the table; those that lack a few cells tell of the writer.
    short = sum(1 for line in rows if width / 2 < len(line.cells) < width)
    return short >= _FEW and short > len(rows) * _SHORT_SHARE


def _of_workbook(
    path: Path, file: BinaryIO, size: int, sheet: str | None, header: int | None
) -> Table:
    from reportkit.tables.xlsx_errors import failed_cells
    from reportkit.tables.xlsx_grid import XlsxGrid, open_workbook, sheet_named, visible_sheets

    if refusal := why_not_opened(file, size):
        _refuse(path, *refusal)
    try:
        book, date_system = open_workbook(file)
        if sheet and sheet not in book.sheet_names:
            known = ", ".join(repr(name) for name in book.sheet_names)
            hint = f"{did_you_mean(sheet, book.sheet_names)} there are: {known}".strip()
            _refuse(path, "table-sheet", f"it has no sheet {sheet!r}", hint)
        names = [sheet] if sheet else visible_sheets(book)
        grids = [XlsxGrid(path, sheet_named(book, name), date_system=date_system) for name in names]
    except ValueError as error:
        hint = "open it in its program and save it as .xlsx or as CSV UTF-8"
        _refuse(path, "table-format", f"it is a damaged workbook: {error}", hint)
    tables = [table for grid in grids if (table := _table_in(grid, header, asked=bool(sheet)))]
    if not tables:
        _no_header(path, sheet or "", header)
    grid, heading, _ = _chosen(path, tables)
    if isinstance(grid, XlsxGrid):
        file.seek(0)
        grid.know_failed(failed_cells(file, grid.sheet))
    return Table(grid, heading, _repeated(path, heading))


def _table_in(grid: Grid, header: int | None, *, asked: bool) -> _Found | None:
    lines = list(islice(_lines(grid), SAMPLE))
    heading = heading_of(lines, grid.merges, header)
    if heading is None or not heading.columns:
        return None
    rows = [line for line in lines if line.number > heading.last]
    if not asked and (len(heading.columns) == 1 or not rows):
        return None
    tagged = any(column.tag for column in heading.columns)
    return _Found(grid, heading, tagged)


def _chosen(path: Path, tables: list[_Found]) -> _Found:
    """Choose the only table, or the only one with tags; of several a person chooses."""
    data = [table for table in tables if not _ABOUT.search(table.grid.sheet)] or tables
    tagged = [table for table in data if table.tagged]
    if len(data) == 1 or len(tagged) == 1:
        return (tagged or data)[0]
    names = ", ".join(
        f"{table.grid.sheet!r} ({len(table.heading.columns)} columns)" for table in data
    )
    hint = f"name the one that is meant: --sheet {data[0].grid.sheet!r}"
    raise SeedsRejected(
        [_problem(path, "table-sheet", f"{len(data)} sheets hold a table: {names}", hint)]
    )


def _lines(grid: Grid) -> Iterator[Line]:
    """Give the lines of a grid that hold anything, their texts cleaned."""
    for number, cells in grid.lines(lambda _: None):
        texts = [cleaned(cell) if isinstance(cell, str) else cell for cell in cells]
        if any(cell is not None for cell in texts):
            yield Line(number, texts)


def _named_encoding(path: Path, file: BinaryIO, name: str) -> Encoding:
    try:
        named = encoding_named(name)
    except (LookupError, TypeError, ValueError):
        hint = "utf-8, windows-1252 and windows-1256 are the usual ones"
        _refuse(path, "table-encoding", f"there is no encoding {name!r}", hint)
    if lacks_its_mark(file, named.codec):
        message = f"nothing in it says in which order the bytes of its {named.name} stand"
        _refuse(path, "table-encoding", message, f"name {named.codec}-le, or {named.codec}-be")
    return named


def _question(encoding: Encoding) -> tuple[str, str]:
    """Ask which encoding a file has, with words as each of them would give them."""
    names = [name for name, _ in encoding.asked]
    width = max(map(len, names))
    lines = (f"--encoding {name:<{width}}  {words}" for name, words in encoding.asked)
    hint = "\n".join(["name the one whose words are right:", *lines])
    return f"it is not UTF-8, and can be {', '.join(names[:-1])} or {names[-1]}", hint


def _doubts(path: Path, encoding: Encoding) -> Iterator[Problem]:
    """Say which encoding was taken where the file does not say it itself."""
    if encoding.sure:
        return
    shown = f"; it reads {encoding.sample!r}" if encoding.sample else ""
    others = f"otherwise name it: {' or '.join(encoding.rivals)}" if encoding.rivals else ""
    yield Problem(
        "table-encoding",
        f"taken as {encoding.name}: {encoding.why}{shown}",
        Mark(path.as_posix(), 1, 1),
        f"look whether its letters are right{'; ' + others if others else ''}",
        Level.WARNING,
    )


def _repeated(path: Path, heading: Heading) -> list[Problem]:
    """Tell of heads and of tags that stand there twice: the first is meant by their name."""
    return [*_repeated_heads(path, heading), *_repeated_tags(path, heading)]


def _repeated_heads(path: Path, heading: Heading) -> Iterator[Problem]:
    line = heading.lines[-1].number if heading.lines else 1
    for column in heading.repeated:
        yield Problem(
            "table-header",
            f"the header {column.header.rsplit(' (', 1)[0]!r} stands there before; this column is "
            f"called {column.header!r}",
            Mark(path.as_posix(), line, column.index + 1),
            "see which of them is meant",
            Level.WARNING,
        )


def _repeated_tags(path: Path, heading: Heading) -> Iterator[Problem]:
    first: dict[str, Column] = {}
    for column in filter(lambda one: one.tag, heading.columns):
        taken = first.setdefault(column.tag, column)
        if taken is not column:
            yield Problem(
                "table-header",
                f"the tag {column.tag} stands above {taken.name!r} too, which is taken for it; "
                f"{column.name!r} is passed over",
                Mark(path.as_posix(), heading.last, column.index + 1),
                "where this one is meant, name its header in a mapping of your own",
                Level.WARNING,
            )


def _no_header(path: Path, sheet: str, header: int | None) -> NoReturn:
    where = f"sheet {sheet!r}" if sheet else "the file"
    if header:
        message = f"line {header} of {where} is empty or not among the first {SAMPLE} lines"
    else:
        message = f"no line of {where} looks like the header of a table"
    hint = "name the line of the header: --header LINE; 0 where there is none"
    _refuse(path, "table-header", message, hint)


def _refuse(path: Path, code: str, message: str, hint: str) -> NoReturn:
    raise SeedsRejected([_problem(path, code, message, hint)])


def _problem(path: Path, code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, Mark(path.as_posix(), 1, 1), hint)

"""Records as a spreadsheet: a first sheet that says what it is, then a sheet for each type."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from reportkit.exports.columns import Cell, text_of
from reportkit.exports.export import Export
from reportkit.exports.table import Table, tables
from reportkit.exports.xlsx_columns import Shown, columns_shown, lines_of, paper_for, printed_of
from reportkit.model.evidence import Source

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ABOUT = "About"
#: What a cell can hold, and the first day that a spreadsheet knows.
LONGEST, FIRST_DAY = 32_767, date(1900, 3, 1)
#: The digits that a spreadsheet keeps of a number; a longer one stays text.
DIGITS = 15
_CUT = " [cut: a cell holds no more]"
#: Of a line of text, in points; programs that measure no rows would print lines over each other.
_LINE, _MOST_LINES = 15, 27
#: A letter as spreadsheets spell what XML cannot hold: "_x000D_".
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ABOUT_WIDTH = 90  # of what a column holds, in letters


class _Looks(NamedTuple):
    """How cells are set."""

    title: Format
    label: Format
    head: Format
    tag: Format
    day: Format
    text: Format


def workbook(export: Export) -> bytes:
    """Write the whole workbook; texts stay texts, so that none is taken for a formula."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_urls": False})
    book.set_properties(_properties(export))
    looks = _Looks(
        title=book.add_format({"bold": True, "font_size": 14}),
        label=book.add_format({"bold": True}),
        head=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        tag=book.add_format({"italic": True, "font_color": "#595959"}),
        day=book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
    )
    shown = tuple(tables(export))
    _write_about(book, export, shown, looks)
    for table in shown:
        _write_table(book.add_worksheet(table.name), table, export, looks)
    book.close()
    return written.getvalue()


def readings(content: bytes) -> Iterator[str]:
    """Read each text of all sheets and properties in quotes of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            # What was written here a moment ago, and no stranger's file.
            for node in ET.fromstring(parts.read(name)).iter():  # noqa: S314
                texts = filter(None, (node.text, *node.attrib.values()))
                yield from (f'"{_ESCAPED.sub(_letter, text)}"' for text in texts)


def _letter(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16))


# -- the first sheet --------------------------------------------------------------------------


def _properties(export: Export) -> dict[str, object]:
    brief, edition = export.book.brief, export.book.edition
    return {
        "title": f"{brief.title}, {_edition(export)}",
        "author": brief.producer,
        "company": brief.producer,
        "keywords": str(export.marking),
        "comments": f"{export.marking}. {_edition(export)}.",
        "status": "DRAFT" if export.draft else "Final",
        "created": edition.published.replace(tzinfo=None),  # and no clock
    }


def _edition(export: Export) -> str:
    return f"DRAFT of No. {export.view.name}" if export.draft else f"No. {export.edition}"


def _write_about(book: Workbook, export: Export, shown: Sequence[Table], looks: _Looks) -> None:
    sheet = book.add_worksheet(ABOUT)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 28)
    sheet.set_column(3, 3, _ABOUT_WIDTH)
    sheet.write_string(0, 0, export.book.brief.title, looks.title)
    line = 1
    for label, value in _head_lines(export):
        sheet.write_string(line, 0, label, looks.label)
        sheet.write_string(line, 1, value)
        line += 1
    line += 1
    heading = line
    for column, label in enumerate(("sheet", "column", "HXL tag", "what it holds")):
        sheet.write_string(line, column, label, looks.head)
    for table in shown:
        for head in table.heads:
            line += 1
            lines = lines_of(head.about, _ABOUT_WIDTH)
            sheet.set_row(line, _LINE * min(lines, _MOST_LINES))
            for column, text in enumerate((table.name, *head)):
                sheet.write_string(line, column, text, looks.text)
    sheet.repeat_rows(heading)
    _lay_out(sheet, export)


def _head_lines(export: Export) -> Iterator[tuple[str, str]]:
    brief, edition = export.book.brief, export.book.edition
    yield "Marking", " ".join(filter(None, (str(export.marking), brief.tlp_restrictions)))
    yield "Edition", _edition(export)
    yield "Period", f"{edition.period.start} to {edition.period.end}"
    yield "Information up to", edition.cut_off.isoformat(timespec="minutes")
    yield (
        "To be published" if export.draft else "Published",
        edition.published.isoformat(timespec="minutes"),
    )
    yield "Producer", brief.producer
    yield "Contact", ", ".join(filter(None, (brief.contact.name, brief.contact.email)))
    for source in _licensed(export):
        release = " ".join(filter(None, (source.publisher, source.title, source.version)))
        yield "Licence", f"{release}: {source.licence}"
    yield "Empty columns", "are hidden, and stand there for programs"
    yield "Ids beside a name", "are closed, with codes and points; the + above a column opens them"
    yield "Lists", 'are one cell, with "; " between the items'


def _licensed(export: Export) -> Iterator[Source]:
    """Give the sources under terms of their own on which the exported records rest."""
    under = {id for record in export.records for id in export.book.sources_under(record.id)}
    under |= {record.id for record in export.records}
    yield from (
        source for source in export.book.all(Source) if source.licence and source.id in under
    )


# -- a sheet of records -----------------------------------------------------------------------


def _write_table(sheet: Worksheet, table: Table, export: Export, looks: _Looks) -> None:
    columns = columns_shown(table)
    first = _write_heads(sheet, table, export, looks)
    sheet.set_row(0, _height(zip((head.key for head in table.heads), columns, strict=True)))
    for number, column in enumerate(columns):
        options = {"hidden": column.is_hidden, "level": int(column.is_closed)}
        sheet.set_column(number, number, column.width, None, options)
    for line, row in enumerate(table.rows, first):
        sheet.set_row(line, _height(zip(map(text_of, row), columns, strict=True)))
        for number, cell in enumerate(row):
            _write(sheet, line, number, cell, looks)
    sheet.freeze_panes(first, 1)
    last = first - 1 + len(table.rows)
    if table.rows:
        sheet.autofilter(first - 1, 0, last, len(columns) - 1)
    printed = columns[: printed_of(table)]
    _lay_out(sheet, export, printed)
    sheet.print_area(0, 0, last, len(printed) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)


def _write_heads(sheet: Worksheet, table: Table, export: Export, looks: _Looks) -> int:
    """Write the rows above the records, and tell how many there are."""
    for column, head in enumerate(table.heads):
        sheet.write_string(0, column, head.key, looks.head)
        if export.options.hxl:
            sheet.write_string(1, column, head.tag, looks.tag)
    return 2 if export.options.hxl else 1


def _height(cells: Iterable[tuple[str, Shown]]) -> int:
    """Give the points that a row needs, by the texts of the columns that are in sight."""
    lines = (lines_of(text, column.width) for text, column in cells if not column.is_hidden)
    return _LINE * min(max(lines, default=1), _MOST_LINES)


def _write(sheet: Worksheet, line: int, column: int, cell: Cell, looks: _Looks) -> None:
    match cell:
        case None | "":
            return
        case int() | Decimal() if not isinstance(cell, bool) and _digits(cell) <= DIGITS:
            # Not as a float, which the library would write as 71.08499999999999.
            sheet.write_number(line, column, cell, looks.text)
        case date() if cell >= FIRST_DAY:
            sheet.write_datetime(line, column, cell, looks.day)
        case _:
            text = text_of(cell)
            sheet.write_string(line, column, _fitting(text), looks.text)


def _digits(number: int | Decimal) -> int:
    return len(str(number).strip("-0.").replace(".", ""))


def _fitting(text: str) -> str:
    """Cut a text to what a cell holds; a letter beyond U+FFFF, such as an emoji, counts as two."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    # Of a letter that would be cut in two nothing is left.
    return units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _lay_out(sheet: Worksheet, export: Export, columns: Sequence[Shown] = ()) -> None:
    """Print the marking at the head and foot of each page (TLP 2.0), and all columns on one page.

    Where these are too wide for a page of A3, they are on several beside each other.
    """
    label = f"&R&B{export.marking}"
    sheet.set_header(label)
    sheet.set_footer(f"&L{_edition(export)}&C&P/&N{label}")
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    paper, pages_across = paper_for(columns)
    sheet.set_paper(paper)
    sheet.fit_to_pages(pages_across, 0)

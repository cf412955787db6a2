"""CSV as a grid of texts: delimiter found, quotes and line breaks read as RFC 4180 has them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reportkit.files.plain import open_plain
from reportkit.problems import Mark, Problem
from reportkit.tables.encoding import Encoding
from reportkit.tables.rows import Line, Merge, Report

#: More than the largest data set of the field by far; it is read in pieces.
MAX_BYTES = 2 * 1024**3
_SAMPLE = 256 * 1024
_SAMPLED_ROWS = 200
_DELIMITERS = ",;\t|"


class CsvGrid:
    """One CSV file, read from its beginning each time."""

    sheet = ""
    date_system = 1900
    merges: tuple[Merge, ...] = ()
    may_be_short = False

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self.path = path.as_posix()
        self.encoding = encoding.name
        self._file, self._codec = path, encoding.codec
        self._raw: list[str] = []  # the physical lines of the line given last, in this walk
        with open_plain(path) as file:
            head, whole = _head(file, self._codec)
        self._skipped, self.delimiter = _declared(head)
        self.delimiter = self.delimiter or _delimiter_of(head, whole=whole)

    def lines(self, report: Report) -> Iterator[Line]:
        """Give all records; one that is not quoted as it must be is reported and left out."""
        self._raw = []
        with (
            open_plain(self._file) as file,
            io.TextIOWrapper(file, self._codec, errors="replace", newline="") as text,
        ):
            for _ in range(self._skipped):
                text.readline()
            reader = csv.reader(self._kept(text), delimiter=self.delimiter, strict=True)
            begin = 1 + self._skipped
            whole = False
            while not whole:
                try:
                    for cells in reader:
                        if cells:
                            yield Line(begin, cells)
                        begin = reader.line_num + 1 + self._skipped
                        self._raw.clear()
                    whole = True
                except csv.Error as error:
                    report(self._refused(begin, str(error)))
                    begin = reader.line_num + 1 + self._skipped
                    self._raw.clear()

    def mark(self, line: int, index: int) -> Mark:
        """Give line and column, as an editor counts them, where a cell begins."""
        below, column = _begin_of("".join(self._raw), self.delimiter, index)
        return Mark(self.path, line + below, column)

    def _kept(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._raw.append(line)
            yield line

    def _refused(self, line: int, error: str) -> Problem:
        raw = "".join(self._raw)
        if '"' not in raw:
            message = f"a cell has more than {csv.field_size_limit():,} characters; left out"
            hint = "no cell of a table is so long; look whether the file is whole"
        elif "field larger" in error or "end of data" in error:
            message = "a quotation mark that opens here is not closed; these lines are left out"
            hint = "close it; within a quoted cell a quotation mark is written twice"
        else:
            message = "a quotation mark stands within a quoted cell; this row is left out"
            hint = 'write it twice: "he said ""no"" and left"'
        return Problem("table-quote", message, Mark(self.path, line, raw.find('"') + 1 or 1), hint)


def _head(file: BinaryIO, codec: str) -> tuple[str, bool]:
    """Give the beginning of the text, and whether it is all of it."""
    with io.TextIOWrapper(file, codec, errors="replace", newline="") as text:
        head = text.read(_SAMPLE)
        return head, not text.read(1)


def _declared(head: str) -> tuple[int, str]:
    """Read Excel's own first line, "sep=;": the lines to skip, and the delimiter."""
    first = head.split("\n", 1)[0].strip().strip('"').lower()
    if first.startswith("sep=") and len(first) == len("sep=;"):
        return 1, first[-1]
    return 0, ""


def _sampled(head: str, delimiter: str, *, whole: bool) -> list[list[str]]:
    """Give the first records; the last is dropped where the sample may cut it."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append(row)
            if len(rows) > _SAMPLED_ROWS:
                break
    except csv.Error:  # told with its line when the rows are read
        return rows
    return rows if whole and len(rows) <= _SAMPLED_ROWS else rows[:-1]


def _delimiter_of(head: str, *, whole: bool) -> str:
    """Choose what cuts most rows into the same number of cells."""

    def likeness(delimiter: str) -> tuple[float, int]:
        widths = Counter(map(len, _sampled(head, delimiter, whole=whole)))
        if not widths:
            return 0, 0
        width, rows = max(widths.items(), key=lambda entry: (entry[0] > 1, entry[1], entry[0]))
        return (rows / widths.total() if width > 1 else 0), width

    return max(_DELIMITERS, key=likeness)


def _begin_of(raw: str, delimiter: str, index: int) -> tuple[int, int]:
    """Find where a cell of a record begins: lines below its first, and the column from 1."""
    below, column, cell, quoted = 0, 1, 0, False
    for sign in raw:
        if cell == index:
            break
        if sign == '"':
            quoted = not quoted
        if sign == delimiter and not quoted:
            cell += 1
        if sign == "\n":
            below, column = below + 1, 1
        else:
            column += 1
    return below, column

"""What a provider itself says is wrong with its rows: warnings are shown, faulty rows refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reportkit.imports.mapping import Mapping
from reportkit.imports.row_reader import RowReader
from reportkit.problems import Level, Mark, Problem, counted
from reportkit.tables.table import Row


class _Remark(NamedTuple):
    mark: Mark  # of the first row that has it
    rows: int


class Remarks:
    """The remarks of the rows that were asked for, each text once."""

    def __init__(self, mapping: Mapping, reader: RowReader) -> None:
        find = reader.columns.index
        self._reader = reader
        self._warning = find(mapping, "warning", mapping.warning)
        self._error = find(mapping, "error", mapping.error)
        self.has_errors = self._error is not None
        self._of: dict[tuple[Level, str], _Remark] = {}

    def is_faulty(self, row: Row, is_asked_for: Callable[[], bool]) -> bool:
        """Tell that the provider calls a row faulty; why is kept where the row is asked for."""
        if self._error is None or not self._reader.text(row, self._error):
            return False
        if is_asked_for():
            self._keep(row, self._error, Level.ERROR)
        return True

    def note_warning(self, row: Row) -> None:
        """Keep what the provider warns of in a row that is taken."""
        if self._warning is not None:
            self._keep(row, self._warning, Level.WARNING)

    def asks(self) -> Iterator[Problem]:
        """Give each text with the number of its rows."""
        for (level, text), (mark, rows) in self._of.items():
            many = counted(rows, "row")
            if level is Level.ERROR:
                message = f"the provider says of {many}: {text}; refused"
                hint = "ask it for a mended file; --skip-refused takes the other rows"
            else:
                message = f"the provider warns of {many}: {text}"
                hint = "its numbers are taken; look whether they may be printed"
            yield Problem("import-remark", message, mark, hint, level)

    def _keep(self, row: Row, index: int, level: Level) -> None:
        text = " ".join(self._reader.text(row, index).split())
        if not text:
            return
        first = self._of.get((level, text))
        if first is None:
            self._of[level, text] = _Remark(self._reader.mark(row, index), 1)
        else:
            self._of[level, text] = first._replace(rows=first.rows + 1)

"""Readers of mailing lists from a table: who is new, who is known, which rows are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from reportkit.authoring.written import Value
from reportkit.loading.scalars import Unreadable, read_scalar
from reportkit.loading.yaml_reader import Scalar
from reportkit.model.envelope import TextFormat
from reportkit.model.folding import folded
from reportkit.model.series import Distribution, Recipient
from reportkit.problems import (
    Mark,
    Problem,
    SeedsRejected,
    counted,
    did_you_mean,
    without_addresses,
)
from reportkit.tables.cells import text_of
from reportkit.tables.days import DayRead, day_of
from reportkit.tables.table import Column, Row, Table

#: How columns are called, by the key of a recipient that they hold.
_HEADERS: Mapping[str, str] = {
    "address": "address|email|e mail|mail|email address|e mail address|mail address|courriel",
    "name": "name|full name|recipient|reader|nom",
    "given": "first name|given name|prenom",
    "family": "last name|family name|surname",
    "lists": "lists|list|mailing list|mailing lists",
    "note": "note|notes|comment|remark",
    "until": "until|expires|end|last day",
}
_SHOWN = 8  # lines that are named
_BY_HEADER = {
    folded(header): key for key, headers in _HEADERS.items() for header in headers.split("|")
}


class Known(NamedTuple):
    """A row whose address the series has already."""

    line: int  # of the file
    recipient: Recipient
    lists: tuple[str, ...]  # those of the row on which the reader is not


class Readers(NamedTuple):
    """What an import of readers would do. Nothing in it is to be printed but lines and numbers."""

    new: tuple[tuple[int, dict[str, Value]], ...]  # with the line of the file
    known: tuple[Known, ...]
    repeated: tuple[int, ...]  # lines that say again what an earlier one says
    gone: tuple[Recipient, ...]  # on the lists of the file, and not in it: shown, never removed
    unused: tuple[str, ...]  # columns that mean nothing here
    problems: tuple[Problem, ...]


def readers_of(table: Table, distribution: Distribution, list_id: str) -> Readers:
    """Hold the rows of a table against the readers of the series.

    ``list_id`` is the list of rows that name none. Raises SeedsRejected where no column holds
    addresses, or the list is not there.
    """
    reading = _Reading(table.path, table.columns, distribution, list_id)
    for row in table.rows():
        reading.take(row)
    gone = tuple(reading.gone())
    problems = tuple(map(unquoted, (*table.problems, *reading.problems)))
    return Readers(tuple(reading.new), tuple(reading.known), tuple(reading.repeated), gone,
                   reading.unused, problems)  # fmt: skip


def unquoted(problem: Problem) -> Problem:
    """Give a problem without the addresses that it quotes: they stand in any column, or above."""
    message, hint = without_addresses(problem.message), without_addresses(problem.hint)
    return replace(problem, message=message, hint=hint)


class _Refused(Exception):
    def __init__(self, code: str, message: str, key: str, hint: str = "") -> None:
        self.code, self.message, self.key, self.hint = code, message, key, hint
        super().__init__(message)


class _Reading:
    def __init__(
        self, file: str, columns: tuple[Column, ...], distribution: Distribution, list_id: str
    ) -> None:
        self._file, self._list = file, list_id
        self._lists = tuple(mailing.id for mailing in distribution.lists)
        self._there = {one.address.casefold(): one for one in distribution.recipients}
        self._at: dict[str, int] = {}
        for column in columns:
            key = _BY_HEADER.get(folded(column.header))
            if key:
                self._at.setdefault(key, column.index)
        unused = (one.header for one in columns if one.index not in self._at.values())
        self.unused = tuple(map(without_addresses, unused))
        self._seen: dict[str, tuple[int, dict[str, Value]]] = {}
        self._named: set[str] = set()
        self.new: list[tuple[int, dict[str, Value]]] = []
        self.known: list[Known] = []
        self.repeated: list[int] = []
        self.problems: list[Problem] = []
        self._refuse_unfit(columns)

    def take(self, row: Row) -> None:
        try:
            self._take(row)
        except _Refused as error:
            column = self._at.get(error.key, 0) + 1
            mark = Mark(self._file, row.line, column)
            self.problems.append(Problem(error.code, error.message, mark, error.hint))

    def gone(self) -> Iterator[Recipient]:
        """Give those who are on a list of the file and do not stand in it."""
        for address, one in self._there.items():
            if address not in self._seen and not self._named.isdisjoint(one.lists):
                yield one

    def _take(self, row: Row) -> None:
        values = self._values(row)
        address = str(values["address"]).casefold()
        first = self._seen.setdefault(address, (row.line, values))
        if first[0] != row.line:
            if {**first[1], "address": ""} != {**values, "address": ""}:
                message = f"the address stands on line {first[0]} too, and that line says otherwise"
                raise _Refused("reader-repeated", message, "address", "keep one line for each")
            self.repeated.append(row.line)
            return
        wanted = tuple(map(str, values["lists"]))
        self._named.update(wanted)
        known = self._there.get(address)
        if known is None:
            self.new.append((row.line, values))
        else:
            more = tuple(one for one in wanted if one not in known.lists)
            self.known.append(Known(row.line, known, more))

    # -- one row -----------------------------------------------------------------------------

    def _values(self, row: Row) -> dict[str, Value]:
        values: dict[str, Value] = {}
        name = self._text(row, "name")
        if name := name or f"{self._text(row, 'given')} {self._text(row, 'family')}".strip():
            values["name"] = name
        values["address"] = self._address(row)
        values["lists"] = [*self._lists_of(row)]
        if note := self._text(row, "note"):
            values["note"] = note
        if until := self._until(row):
            values["until"] = until.isoformat()
        return values

    def _text(self, row: Row, key: str) -> str:
        at = self._at.get(key)
        return " ".join(text_of(row.cells[at]).split()) if at is not None else ""

    def _address(self, row: Row) -> str:
        written = self._text(row, "address")
        if not written:
            raise _Refused("reader-address", "the row has no address", "address")
        try:
            scalar = Scalar(written, plain=False, mark=Mark("", 1, 1))
            return str(read_scalar(str, TextFormat.EMAIL, scalar))
        except Unreadable as error:
            message = "the row has no address that mail can be sent to"
            raise _Refused("reader-address", message, "address", error.hint) from None

    def _lists_of(self, row: Row) -> Iterator[str]:
        written = self._text(row, "lists").replace(";", " ").replace(",", " ").split()
        if not written and not self._list:
            hint = "name it in the column 'lists', or for all rows with --list"
            raise _Refused("reader-list", "the row names no list", "lists", hint)
        for one in dict.fromkeys(written or [self._list]):
            if one not in self._lists:
                message = f"there is no list '{one[:40]}'"
                raise _Refused("reader-list", message, "lists", self._known_lists(one))
            yield one

    def _until(self, row: Row) -> date | None:
        at = self._at.get("until")
        day = day_of(row.cells[at]) if at is not None else None
        if day is None:
            return None
        if not isinstance(day, DayRead):
            raise _Refused("reader-until", f"'until' {day.reason}", "until", day.hint)
        if day.start != day.end:
            raise _Refused("reader-until", "'until' is no single day", "until", "write 2026-01-31")
        return day.start

    def _refuse_unfit(self, columns: tuple[Column, ...]) -> None:
        mark = Mark(self._file, 1, 1)
        if self._list and self._list not in self._lists:
            message = f"there is no list '{self._list}'"
            hint = self._known_lists(self._list)
            raise SeedsRejected([Problem("reader-list", message, mark, hint)])
        if "address" not in self._at:
            heads = ", ".join(column.header for column in columns if "@" not in column.header)
            message = "no column is called 'address' or 'email'"
            hint = f"the columns are called {heads[:120]}" if heads else "call the first line so"
            raise SeedsRejected([Problem("reader-columns", message, mark, hint)])

    def _known_lists(self, word: str) -> str:
        near = did_you_mean(word, self._lists)
        return near or f"known: {', '.join(self._lists) or 'none; add it to distribution.yaml'}"


def summary(readers: Readers) -> Iterator[str]:
    """Say what would be done, by lines of the file: an address is not printed."""
    yield f"{counted(len(readers.new), 'new reader')}{_lines([one[0] for one in readers.new])}"
    same = [one for one in readers.known if not one.lists]
    if same:
        yield f"{len(same)} known already{_lines([one.line for one in same])}"
    for one in readers.known:
        if one.lists:
            where = f"{one.recipient.at().file}:{one.recipient.at().line}"
            yield f"line {one.line}: known, not on {', '.join(one.lists)}: add it at {where}"
    if readers.repeated:
        yield f"{len(readers.repeated)} repeated{_lines(readers.repeated)}"
    for gone in readers.gone:
        yield f"{gone.at().file}:{gone.at().line}: on these lists and not in the file; kept"
    if readers.unused:
        yield f"columns not used: {', '.join(readers.unused)}"


def _lines(lines: Sequence[int]) -> str:
    """Write the first lines: " (lines 2, 3, 4, ...)"."""
    shown = ", ".join(map(str, lines[:_SHOWN])) + (", ..." if len(lines) > _SHOWN else "")
    return f" (line{'s' if len(lines) > 1 else ''} {shown})" if lines else ""

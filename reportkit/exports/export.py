"""What is handed on: an edition as it may leave, and which of its records are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportkit.changes.edition_view import EditionView
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.vocabulary.series import Tlp

#: A row of a change log, as ``changes.json`` holds it.
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Which records are handed on, and how they are set down."""

    types: tuple[type[Record], ...] = ()  # (): every type that the format holds
    since: date | None = None  # what speaks of this day or a later one
    until: date | None = None  # what speaks of this day or an earlier one
    section: str | None = None
    changes: bool = False  # what changed since the edition before, in place of the records
    hxl: bool = False  # a row of HXL tags under the header
    bom: bool = False  # of CSV: the mark by which spreadsheets know UTF-8


@dataclass(frozen=True, kw_only=True)
class Export:
    """An edition as it may leave the desk; nothing above its marking or withheld is in it.

    The same export gives the same bytes: a format asks no clock, no disk and no network.
    """

    view: EditionView  # all that the edition holds; the names of what the records mention
    records: tuple[Record, ...]  # those that are wanted, in the order of the files
    options: Options
    draft: bool  # of the seeds, which nobody has published
    #: What changed since the edition that its readers had before, a row for each changed field.
    changes: Callable[[], Sequence[Row]]
    #: The editions that its readers had before it, oldest first.
    earlier: Callable[[], Sequence[EditionView]]

    @property
    def book(self) -> Book:
        """Everything that the edition holds."""
        return self.view.book

    @property
    def edition(self) -> str:
        """Name it as files do: "5", "7-r1", "draft of 8"."""
        return f"draft of {self.view.name}" if self.draft else self.view.name

    @property
    def marking(self) -> Tlp:
        """The marking of the whole."""
        return self.view.tlp

    def of(self, kind: type[Record]) -> tuple[Record, ...]:
        """Give the wanted records of one type."""
        return tuple(record for record in self.records if isinstance(record, kind))


#: Files by what their names add to that of the edition: "events", or "" where there is one.
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file in which records leave: how it is made, and how its text is read out."""

    name: str  # of --format
    suffix: str  # ".csv": durand-line-005-events.csv
    make: Callable[[Export], Files]
    #: Every way in which a reader's program could read a file; searched for what must not leave.
    readings: Callable[[bytes], Iterator[str]]
    types: tuple[type[Record], ...] = ()  # the types that it can hold; (): all
    text: bool = True  # fit for a terminal or a pipe
    changes: bool = False  # it can hold the changes in place of the records
    hxl: bool = False  # it can bear a row of HXL tags
    #: The extra without which it cannot be made: "stix"; "" where it needs none.
    extra: str = ""


def one_file(make: Callable[[Export], bytes]) -> Callable[[Export], Files]:
    """Give a format that is one file the form of those that are several."""
    return lambda export: {"": make(export)}

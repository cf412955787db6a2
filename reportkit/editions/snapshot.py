"""What an edition knew: facts.json, the form in which two editions are compared.

Records stand one a line and in the order of the seeds, which is the order of print. So a
snapshot is diffed by any tool, one record is found in it without reading the others, and the
edition can be made again from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from reportkit.editions.canonical import mapping, on_one_line, read_json, sha256, text
from reportkit.editions.manifest import EditionName, Period
from reportkit.loading.serialize import Plain, book_to_plain, from_plain, record_from_plain
from reportkit.model.book import Book
from reportkit.model.corroboration import position_of
from reportkit.model.envelope import Record
from reportkit.model.evidence import Fact
from reportkit.model.quotation import quoted_fairly
from reportkit.model.redaction import abridged, kept_reviews
from reportkit.model.series import Brief, Edition, Schedule
from reportkit.model.vocabulary.events import Position
from reportkit.model.withholding import without_withheld_names
from reportkit.problems import IntegrityBroken, MachineUnable, Mark

FACTS = "facts.json"

T = TypeVar("T", Brief, Edition)

#: One step for each change of the format: from format 1 to 2, from 2 to 3. A field that a
#: later model adds needs none, since a field at its default is not written.
Upgrade = Callable[[dict[str, Plain]], dict[str, Plain]]
UPGRADES: tuple[Upgrade, ...] = ()


FORMAT = 1 + len(UPGRADES)
_PLACES = {"": Mark(FACTS, 1, 1)}
#: In a snapshot as it is written; no text in it holds a line feed.
_WRITTEN_NOW, _RECORDS = f'\n "format": {FORMAT},\n'.encode(), b'\n "records": {\n'


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The brief, the edition and every record, at the edition's marking and below."""

    name: EditionName
    book: Book  # without internal notes, schedule and readers: the desk's own affair
    positions: Mapping[str, Position] = field(default_factory=dict)  # of facts, as computed then

    @property
    def brief(self) -> Brief:
        """The series as it was then."""
        return self.book.brief

    @property
    def edition(self) -> Edition:
        """The edition itself: what its page 1 says."""
        return self.book.edition

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by its id, in the order of the seeds."""
        return self.book.by_id

    @property
    def abridged(self) -> bool:
        """Cut down to a lower marking."""
        return self.book.abridged

    @property
    def period(self) -> Period:
        """The days the edition covers."""
        return Period(self.edition.period.start, self.edition.period.end)

    @property
    def cut_off(self) -> datetime:
        """The last moment from which information was taken in."""
        return self.edition.cut_off


def at_marking(book: Book) -> Book:
    """Leave out the records marked above the edition, and what the author says of their change.

    So are names that a rule of attribution keeps back. Page, snapshot and change log are made
    from the book this gives; problems are looked for in the whole one.
    """
    book = without_withheld_names(book)
    if book.brief.silenced:  # the desk's own affair, as internal notes
        book = replace(book, brief=book.brief.replace(silenced=()))
    if book.edition.hold_back:
        cut = abridged(book, book.tlp)
        return replace(cut, brief=cut.brief.replace(releases=book.brief.releases))
    printed = {record.id: record for record in book if book.marking(record).rank <= book.tlp.rank}
    notes = tuple(
        note
        for note in book.edition.changes
        if note.record in printed or note.record not in book.by_id
    )
    return replace(
        book,
        by_id=printed,
        defined={id: kind for id, kind in book.defined.items() if id in printed},
        edition=book.edition.replace(
            changes=notes,
            source_reviews=kept_reviews(
                book.edition.source_reviews, book.by_id.keys() - printed.keys()
            ),
        ),
    )


def snapshot_of(book: Book, name: EditionName, *, whole_notes: bool = False) -> Snapshot:
    """Take down what a book says; whatever is marked above the edition stays out.

    The words of sources are as long as they are printed, for the licences of most data sets
    forbid to hand them on whole; the desk itself may read its ``whole_notes``.
    """
    printed = at_marking(book)
    given = printed.by_id
    if not whole_notes:
        given = {id: quoted_fairly(record) for id, record in given.items()}
    positions = {fact.id: position_of(printed, fact) for fact in printed.all(Fact)}
    records = {
        id: record.replace(internal_note=None) if record.internal_note else record
        for id, record in given.items()
    }
    sealed = Book(
        records,
        {id: record.type for id, record in records.items()},
        brief=printed.brief.replace(schedule=Schedule(), releases=()),
        edition=printed.edition,
        abridged=book.abridged,
    )
    return Snapshot(name, sealed, positions)


def facts_digest(snapshot: Snapshot) -> str:
    """Give the digest of what a snapshot says, under whatever number it appears."""
    return sha256(write_snapshot(replace(snapshot, name=EditionName(0))))


def write_snapshot(snapshot: Snapshot) -> bytes:
    """Spell a snapshot; the same one is always the same bytes."""
    plain = book_to_plain(snapshot.book)
    head = {
        **({"abridged": True} if snapshot.abridged else {}),
        "brief": plain["brief"],
        "edition": plain["edition"],
        "format": FORMAT,
        "name": str(snapshot.name),
        "positions": snapshot.positions,
        "records": {},
    }
    spelt = json.dumps(head, ensure_ascii=False, sort_keys=True, indent=1)
    if snapshot.records:
        lines = ",\n".join(
            f'  "{id}": {on_one_line(record)}' for id, record in mapping(plain["records"]).items()
        )
        spelt = spelt.removesuffix("{}\n}") + "{\n" + lines + "\n }\n}"
    return (spelt + "\n").encode()


def read_snapshot(content: bytes, upgrades: tuple[Upgrade, ...] = UPGRADES) -> Snapshot:
    """Read a snapshot of this or an older format.

    Raises IntegrityBroken if it cannot be one, MachineUnable if a newer reportkit wrote it:
    a field that is not understood must not look like one that went away.
    """
    plain = read_json(content, FACTS)
    newest = 1 + len(upgrades)
    written_in = plain.get("format")
    if not isinstance(written_in, int) or isinstance(written_in, bool) or written_in < 1:
        raise IntegrityBroken(f"{FACTS} cannot be read: it names no format")
    if written_in > newest:
        raise MachineUnable(
            f"{FACTS} has format {written_in}, this reportkit reads up to {newest}: upgrade it"
        )
    for upgrade in upgrades[written_in - 1 :]:
        plain = upgrade(plain)
    return _bind(plain)


class RecordReader:
    """Reads the records of snapshots, one after another.

    Most stay the same from edition to edition: one whose line stood in the snapshot before is
    not read again, but is the very same record.
    """

    def __init__(self) -> None:
        self._records: dict[bytes, Record] = {}  # by line, of the last snapshot

    def read(self, content: bytes) -> dict[str, Record]:
        """Read the records of one snapshot; raises as ``read_snapshot`` does."""
        lines = record_lines(content)
        self._records = {line: self._records.get(line) or read_line(line) for line in lines}
        return {record.id: record for record in self._records.values()}


class SnapshotLines(NamedTuple):
    """A snapshot whose records are not read yet."""

    head: Mapping[str, Plain]  # all that it says beside its records
    records: Mapping[str, bytes]  # the line of each, by its id, in the order of the seeds


def record_lines(content: bytes) -> list[bytes]:
    """Give the line of each record, unread."""
    return _parted(content)[1]


def snapshot_lines(content: bytes) -> SnapshotLines:
    """Take a snapshot apart; raises as ``read_snapshot`` does, of what stands in its head."""
    head, lines = _parted(content)
    return SnapshotLines(read_json(head, FACTS), {_id_of(line): line for line in lines})


def _parted(content: bytes) -> tuple[bytes, list[bytes]]:
    if _WRITTEN_NOW not in content:
        content = write_snapshot(read_snapshot(content))
    head, _, records = content.partition(_RECORDS)
    lines, _, _ = records.rpartition(b"\n }\n")
    if not lines:
        return content, []
    return head + b'\n "records": {}\n}\n', lines.split(b",\n")


def _id_of(line: bytes) -> str:
    id, _, _ = line.lstrip(b' "').partition(b'"')
    return id.decode("utf-8", "replace")


def lines_of(content: bytes, type_: str) -> Iterator[bytes]:
    """Give the lines of the records of one type, finding them without looking at the others."""
    if _WRITTEN_NOW not in content:
        content = write_snapshot(read_snapshot(content))
    sought, at = f'"type":"{type_}"'.encode(), content.find(_RECORDS)
    while (at := content.find(sought, at)) >= 0:  # no text holds it: its quotes would be escaped
        end = content.find(b"\n", at)
        yield content[content.rfind(b"\n", 0, at) + 1 : end].rstrip(b",")
        at = end


def head_of(content: bytes) -> Mapping[str, Plain]:
    """Give what a snapshot says beside its records: brief, edition, positions; plain, unread."""
    if _WRITTEN_NOW not in content:
        content = write_snapshot(read_snapshot(content))
    head, between, _ = content.partition(_RECORDS)
    return read_json(head + b'\n "records": {}\n}' if between else content, FACTS)


def read_line(line: bytes) -> Record:
    """Read the record on one line of a snapshot."""
    ((id, plain),) = read_json(b"{" + line + b"}", FACTS).items()
    try:
        return record_from_plain(id, plain, _PLACES)
    except TypeError as error:
        raise IntegrityBroken(f"{FACTS} cannot be read: {error}") from error


class LinedRecords(Mapping[str, Record]):
    """The records of a snapshot, each read from its line when it is first asked for."""

    def __init__(self, lines: Mapping[str, bytes], read: dict[bytes, Record]) -> None:
        self._lines = lines
        self._read = read  # by line; shared by those who read one edition after another

    def __getitem__(self, id: str) -> Record:
        line = self._lines[id]
        record = self._read.get(line)
        if record is None:
            record = self._read[line] = read_line(line)
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def snapshot_of_lines(lines: SnapshotLines, read: dict[bytes, Record] | None = None) -> Snapshot:
    """Give the snapshot, its records unread until somebody asks for them."""
    whole = _bind({**lines.head, "records": {}})
    records = LinedRecords(lines.records, {} if read is None else read)
    return replace(whole, book=replace(whole.book, by_id=records))


def _bind(plain: Mapping[str, Plain]) -> Snapshot:
    try:
        name = EditionName.parse(text(plain["name"]))
        if name is None:
            raise ValueError("it names no edition")
        brief = _part(Brief, plain, "brief")
        edition = _part(Edition, plain, "edition")
        records = {
            id: record_from_plain(id, record, _PLACES)
            for id, record in mapping(plain["records"]).items()
        }
        positions = {
            fact: Position(text(position))
            for fact, position in mapping(plain.get("positions", {})).items()
        }
    except KeyError as error:
        raise IntegrityBroken(f"{FACTS} cannot be read: it has no {error}") from error
    except (TypeError, ValueError) as error:
        raise IntegrityBroken(f"{FACTS} cannot be read: {error}") from error
    types = {id: record.type for id, record in records.items()}
    cut = plain.get("abridged") is True
    book = Book(records, types, brief=brief, edition=edition, abridged=cut)
    return Snapshot(name, book, positions)


def _part(model: type[T], plain: Mapping[str, Plain], name: str) -> T:
    try:
        return from_plain(model, plain[name], _PLACES)
    except TypeError as error:
        raise TypeError(f"{name} {error}") from None

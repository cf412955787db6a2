"""What became of one record, edition after edition, from the first that carried it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Kind, Value, field_schema
from reportkit.changes.net import SealedChange, follow_renames, read_log
from reportkit.editions.history import CHANGES, renaming_log, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.published_names import names_published_before
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import (
    FACTS,
    Snapshot,
    SnapshotLines,
    snapshot_lines,
    snapshot_of_lines,
)
from reportkit.editions.store import Store
from reportkit.editions.withheld import as_known_now, can_keep_back, redacted_change, redacted_text
from reportkit.loading.serialize import Plain
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.phrasing.fields import Compared, field_in_words, is_own_line, value_text
from reportkit.queries.show import sentence_of

#: The class of a record in a first edition: it is not new, for nothing was before.
BASELINE = "BASELINE"


class Entry(NamedTuple):
    """What one edition said of one field; ``field`` is None for the record as a whole."""

    edition: str
    published: date
    record: str  # its id then
    class_: str
    field: str | None
    was: Plain | None
    now: Plain | None
    reason: str | None
    evidence: tuple[str, ...]
    sentence: str
    in_words: Compared | None = None  # before and now, where they may stand beside the sentence


class RecordHistory(NamedTuple):
    """A record's life under all its ids."""

    record: str  # its newest id
    title: str
    entries: tuple[Entry, ...]  # oldest first


class Told(NamedTuple):
    """An edition, as far as a record's life needs it."""

    edition: EditionName
    published: date
    renamed: Mapping[str, str]  # ids in it to ids before it


class ChangeLogs(Protocol):
    """Gives what the change logs of all editions say, wherever it is read from."""

    @property
    def editions(self) -> Sequence[Told]:
        """Every edition, oldest first."""

    def words_kept_back(self, newest: Snapshot) -> SensitiveTerms:
        """Give the names that earlier editions told and that the newest one keeps back."""

    def rows(self, place: int, id: str) -> list[SealedChange]:
        """Give what the log of the edition at a place says of a record."""


class SealedLogs:
    """The change logs as they are sealed: each is read, and parsed where it names the record."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sealed = store.editions()
        self.editions = [self._told(sealed) for sealed in self._sealed]

    def words_kept_back(self, newest: Snapshot) -> SensitiveTerms:
        """Read all facts if names are kept back now."""
        return SensitiveTerms(names_published_before(self._store, newest, most=None))

    def rows(self, place: int, id: str) -> list[SealedChange]:
        """Leave a log that never names the record unparsed."""
        sealed = self._sealed[place]
        content = self._store.read(sealed, CHANGES)
        if f'"{id}"'.encode() not in content:
            return []
        log = read_log(content, sealed.name.spoken)
        return [row for row in log.rows if row.record == id]

    def _told(self, sealed: Sealed) -> Told:
        log = renaming_log(self._store, sealed)
        return Told(sealed.name, sealed.manifest.published.date(), log.renamed if log else {})


def history_of(store: Store, id: str, logs: ChangeLogs | None = None) -> RecordHistory | None:
    """Tell a record's life, followed through its renames from any of its ids.

    Reads the change logs and the facts of the first and the newest edition; by default the logs
    one after another as they are sealed, and all facts for the names of those who are not named
    any more, which are not said again. None if no edition ever carried the record. Raises
    IntegrityBroken if what it reads is not what was sealed.
    """
    logs = logs or SealedLogs(store)
    if not logs.editions:
        return None
    lines = _lines(store, logs.editions[-1].edition)
    newest_facts = snapshot_of_lines(lines)
    keeps_back = can_keep_back(lines, (edition.renamed for edition in logs.editions))
    words = logs.words_kept_back(newest_facts)  # of a victim the newest edition has no sign
    view = view_of(newest_facts)
    name = newest = _newest_id(logs.editions, id)
    entries: list[Entry] = []
    title = ""
    for place, edition in reversed([*enumerate(logs.editions)]):
        rows = [redacted_change(row, words) if words else row for row in logs.rows(place, name)]
        title = title or next((row.title for row in rows), "")
        entries += (_entry(edition, row, view) for row in reversed(rows))
        name = edition.renamed.get(name, name)
    withheld = newest_facts if keeps_back or words else None
    if first := _in_first(store, logs.editions, name, withheld):
        entries.append(first._replace(sentence=redacted_text(first.sentence, words)))
    if not entries:
        return None
    return RecordHistory(newest, title or entries[-1].sentence, tuple(reversed(entries)))


def ids_known(store: Store) -> Iterator[str]:
    """Give the ids that the newest edition carries, to guess what a mistyped one meant."""
    if latest := store.latest():
        yield from snapshot_lines(store.read(latest, FACTS)).records


def _newest_id(editions: Iterable[Told], id: str) -> str:
    for told in editions:
        id = next((new for new, old in told.renamed.items() if old == id), id)
    return id


def _lines(store: Store, name: EditionName) -> SnapshotLines:
    return snapshot_lines(store.read(store.edition(name), FACTS))


def _in_first(
    store: Store, editions: Sequence[Told], id: str, newest: Snapshot | None
) -> Entry | None:
    """The first edition has no changes: what it carried, its facts tell, as known in the newest."""
    first = editions[0]
    snapshot = snapshot_of_lines(_lines(store, first.edition))
    if newest:
        snapshot = as_known_now(snapshot, newest, follow_renames(told.renamed for told in editions))
    record = snapshot.records.get(id)
    if record is None:
        return None
    side: EditionView = view_of(snapshot)
    return Entry(
        edition=first.edition.spoken,
        published=first.published,
        record=id,
        class_=BASELINE,
        field=None,
        was=None,
        now=None,
        reason=None,
        evidence=(),
        sentence=sentence_of(record, side),
    )


def _compared(row: SealedChange, view: EditionView) -> Compared | None:
    """Word what a row tells of a field; the newest edition tells what its ids are called."""
    if row.field is None or not is_own_line(row.type, row.field):
        return None
    was, now = (_typed(row.type, row.field, held) for held in (row.was, row.now))
    return field_in_words(row.type, Difference(row.record, row.field, was, now), view)


def _typed(type_: str, field: str, plain: Plain | None) -> Value:
    """Read a value of a log by its field, which a later model may have let go."""
    kind = field_schema(type_, field).kind
    if isinstance(plain, list):
        return tuple(_typed(type_, field, item) for item in plain)
    if isinstance(plain, dict):
        return value_text(plain)
    if kind is Kind.NUMBER and plain is not None and _NUMBER.fullmatch(str(plain)):
        return Decimal(str(plain))
    is_day = kind is Kind.WORD and _DAY.match(str(plain))
    return date.fromisoformat(str(plain)[:10]) if is_day else plain


_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,30})?")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)")


def _entry(told: Told, row: SealedChange, view: EditionView) -> Entry:
    return Entry(
        edition=told.edition.spoken,
        published=told.published,
        record=row.record,
        class_=row.class_.value,
        field=row.field,
        was=row.was,
        now=row.now,
        reason=row.reason,
        evidence=row.evidence,
        sentence=row.sentence,
        in_words=_compared(row, view),
    )

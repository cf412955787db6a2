"""What became of one record, edition after edition, from the first that carried it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Kind, Value, field_schema
from reportkit.changes.net import SealedChange, SealedLog, read_log, renames_over
from reportkit.editions.history import CHANGES, names_published_before, renaming_log, view_of
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.withheld import as_known_now, redacted_log
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


def history_of(store: Store, id: str) -> RecordHistory | None:
    """Tell a record's life, followed through its renames from any of its ids.

    Reads every change log, one after another, and the facts of the first and the newest edition
    only; all facts if names are kept back now, for what was said of them is not said again. None
    if no edition ever carried the record. Raises IntegrityBroken if a log is not what was sealed.
    """
    editions = store.editions()
    if not editions:
        return None
    renaming = {sealed.name: log for sealed in editions if (log := renaming_log(store, sealed))}
    newest_facts = _facts(store, editions[-1])
    words = SensitiveTerms(names_published_before(store, newest_facts, most=None))
    view = view_of(newest_facts)
    name = newest = _newest_id(renaming.values(), id)
    entries: list[Entry] = []
    title = ""
    for sealed in reversed(editions):
        rows = _rows(store, sealed, name, words)
        title = title or next((row.title for row in rows), "")
        entries += (_entry(sealed, row, view) for row in reversed(rows))
        if log := renaming.get(sealed.name):
            name = log.renamed.get(name, name)
    renamed = renames_over([*renaming.values()])
    if first := _in_first(store, editions[0], name, newest_facts, renamed):
        entries.append(first)
    if not entries:
        return None
    return RecordHistory(newest, title or entries[-1].sentence, tuple(reversed(entries)))


def ids_known(store: Store) -> Iterator[str]:
    """Give the ids that the newest edition carries, to guess what a mistyped one meant."""
    if latest := store.latest():
        yield from read_snapshot(store.read(latest, FACTS)).records


def _newest_id(renaming: Iterable[SealedLog], id: str) -> str:
    for log in renaming:
        id = next((new for new, old in log.renamed.items() if old == id), id)
    return id


def _rows(store: Store, sealed: Sealed, id: str, words: SensitiveTerms) -> list[SealedChange]:
    """Give what an edition's log says of a record; a log that never names it is not parsed."""
    content = store.read(sealed, CHANGES)
    if f'"{id}"'.encode() not in content:
        return []
    log = redacted_log(read_log(content, sealed.name.spoken), words)
    return [row for row in log.rows if row.record == id]


def _facts(store: Store, sealed: Sealed) -> Snapshot:
    return read_snapshot(store.read(sealed, FACTS))


def _in_first(
    store: Store, sealed: Sealed, id: str, newest: Snapshot, renamed: Mapping[str, str]
) -> Entry | None:
    """The first edition has no changes: what it carried, its facts tell."""
    snapshot = as_known_now(_facts(store, sealed), newest, renamed)
    record = snapshot.records.get(id)
    if record is None:
        return None
    side: EditionView = view_of(snapshot)
    return Entry(
        edition=sealed.name.spoken,
        published=sealed.manifest.published.date(),
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


def _entry(sealed: Sealed, row: SealedChange, view: EditionView) -> Entry:
    return Entry(
        edition=sealed.name.spoken,
        published=sealed.manifest.published.date(),
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

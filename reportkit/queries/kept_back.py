"""What the index may not show: names that the newest edition keeps back and earlier ones told.

A sealed file says what it said; what is found today does not repeat it (``withheld``). So each
row of the index says beside its own text what may be shown of it, and is found by that alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reportkit.changes.net import follow_renames
from reportkit.editions.history import view_of
from reportkit.editions.snapshot import Snapshot, SnapshotLines, read_line, snapshot_of_lines
from reportkit.editions.withheld import (
    Hidden,
    is_withheld,
    names_since_withheld,
    naming_nobody,
    redacted_change,
    redacted_text,
    with_records,
)
from reportkit.editions.withheld_victims import victims_in_no_text, victims_since_unnamed
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Fact
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms
from reportkit.model.withholding import is_masked, masked
from reportkit.queries.index_tables import Indexed, editions_in, head, set_head
from reportkit.queries.indexed_record import (
    as_text,
    change_from_text,
    change_words,
    passages_of,
    version_words,
)
from reportkit.queries.record_names import RecordNames
from reportkit.queries.show import CONTESTED, sentence_of

_RULE = b'"attribution_rule"'  # of a line: whoever is open does not write it
_NAMING = "('source', 'claim')"


class _KeptBack(NamedTuple):
    """What the newest edition keeps back of what was told before."""

    hidden: Hidden
    withheld: frozenset[str]  # ids now of those who are not named any more
    masks: frozenset[str]  # ids by which the newest edition calls what then named somebody
    victims: tuple[SensitiveTerm, ...] = ()  # of the words, those that name a victim


_NOTHING = _KeptBack(Hidden(), frozenset(), frozenset())


class _Row(NamedTuple):
    id: int
    record: str
    first: int
    last: int
    line: bytes
    sentence: str
    places: str


def hold_back(connection: sqlite3.Connection) -> None:
    """Bring what may be shown up to the newest edition that the index holds."""
    kept, newest = _kept_back(connection)
    plain = _as_text(kept)
    if plain != (head(connection, "kept_back") or _as_text(_NOTHING)):
        set_head(connection, "shown_to", "0 0")
        set_head(connection, "kept_back", plain)
    versions, changes = map(int, (head(connection, "shown_to") or "0 0").split())
    if kept != _NOTHING or not versions:
        _show_versions(connection, kept, versions)
        _show_changes(connection, kept, changes)
    if newest and kept.withheld:
        _show_unnamed(connection, kept, newest)
    query = (
        "SELECT (SELECT COALESCE(MAX(id), 0) FROM versions) || ' ' || "
        "(SELECT COALESCE(MAX(id), 0) FROM changes)"
    )
    set_head(connection, "shown_to", *connection.execute(query).fetchone())
    connection.commit()


def words_kept_back(connection: sqlite3.Connection) -> SensitiveTerms:
    """Give the names that earlier editions told and that the newest one keeps back."""
    written = json.loads(head(connection, "kept_back") or _as_text(_NOTHING))
    return SensitiveTerms(SensitiveTerm(*term) for term in written["words"])


def victims_unnamed(connection: sqlite3.Connection) -> SensitiveTerms:
    """Give the victims whom any edition named and the newest one does not."""
    written = json.loads(head(connection, "kept_back") or _as_text(_NOTHING))
    return SensitiveTerms(SensitiveTerm(*term) for term in written["victims"])


def _kept_back(connection: sqlite3.Connection) -> tuple[_KeptBack, Snapshot | None]:
    if not head(connection, "newest"):  # nothing was published yet
        return _NOTHING, None
    query = "SELECT record, line FROM versions WHERE last IS NULL ORDER BY id"
    lines = {str(id): bytes(line) for id, line in connection.execute(query)}
    newest = snapshot_of_lines(SnapshotLines(json.loads(head(connection, "newest")), lines), {})
    victims = tuple(sorted({*_victims_since_unnamed(connection, newest)}))
    words = dict.fromkeys(victims)
    withheld = frozenset[str]()
    if any(_RULE in line for line in lines.values()):
        withheld = frozenset(id for id, record in newest.records.items() if is_withheld(record))
    if not withheld:
        hidden = Hidden(words=SensitiveTerms(victims))
        return (_NOTHING._replace(hidden=hidden, victims=victims) if victims else _NOTHING), None
    editions = editions_in(connection)
    followed = {record.formerly for record in newest.records.values() if record.formerly}
    followed |= {old for edition in editions for old in edition.renamed.values()}
    masks = frozenset(filter(is_masked, followed))
    ids: dict[str, None] = {}
    for before, renamed in _tellings(connection, editions, newest, withheld, masks):
        told = names_since_withheld(with_records(newest, before), newest, renamed)
        ids |= dict.fromkeys(told.ids)
        words |= dict.fromkeys(told.words.all)
    hidden = Hidden(frozenset(ids), SensitiveTerms(sorted(words)))
    return _KeptBack(hidden, withheld, masks, victims), newest


def _victims_since_unnamed(connection: sqlite3.Connection, newest: Snapshot) -> list[SensitiveTerm]:
    rows = _rows(connection, "type = 'event' AND instr(line, '\"victims\"')")
    before = with_records(newest, {str(row.id): read_line(row.line) for row in rows})
    return victims_in_no_text(victims_since_unnamed(before, newest), newest)


def _tellings(
    connection: sqlite3.Connection,
    editions: tuple[Indexed, ...],
    newest: Snapshot,
    withheld: frozenset[str],
    masks: frozenset[str],
) -> Iterator[tuple[dict[str, Record], dict[str, str]]]:
    """Give what editions said of those who are not named any more, each telling once.

    With each stand the renames since: ids now to ids then.
    """
    names = RecordNames(edition.renamed for edition in editions)
    formerly = {newest.records[id].formerly for id in withheld}
    naming = [
        row
        for row in _rows(connection, f"type IN {_NAMING}")
        if names.newest(row.record, row.last) in withheld
        or row.record in formerly
        or masked(row.record) in masks
    ]
    read = {row.id: read_line(row.line) for row in naming}
    speakers = {record.speaker for record in read.values() if isinstance(record, Claim)}
    actors = [row for row in _rows(connection, "type = 'actor'") if row.record in speakers]
    read |= {row.id: read_line(row.line) for row in actors}
    relevant = [*naming, *actors]
    begins = {row.first for row in relevant} | {row.last + 1 for row in relevant}
    begins |= {place for place, edition in enumerate(editions) if edition.renamed}
    for place in sorted(begins):
        if place < len(editions) - 1:
            before = {
                row.record: read[row.id] for row in relevant if row.first <= place <= row.last
            }
            yield before, follow_renames(edition.renamed for edition in editions[place + 1 :])


def _rows(connection: sqlite3.Connection, where: str) -> Iterator[_Row]:
    (editions,) = connection.execute("SELECT COUNT(*) FROM editions").fetchone()
    query = (
        f"SELECT id, record, first, COALESCE(last, {editions - 1}), line, sentence, places "  # noqa: S608
        f"FROM versions WHERE {where} ORDER BY id"
    )
    return (_Row(*row) for row in connection.execute(query).fetchall())


# -- what may be shown -------------------------------------------------------------------------


def _show_versions(connection: sqlite3.Connection, kept: _KeptBack, after: int) -> None:
    for row in _rows(connection, f"id > {after}"):
        texts = passages_of(read_line(row.line)) if kept.hidden.words else None
        _show_version(connection, row, kept, row.sentence, texts)


def _show_unnamed(connection: sqlite3.Connection, kept: _KeptBack, newest: Snapshot) -> None:
    """Word those who are not named any more as the newest edition would."""
    names = RecordNames(edition.renamed for edition in editions_in(connection))
    formerly = {newest.records[id].formerly for id in kept.withheld}
    view = view_of(newest)
    unnamed: set[str] = set()
    for row in _rows(connection, f"type IN {_NAMING}"):
        now = names.newest(row.record, row.last)
        if now in kept.withheld or row.record in formerly or masked(row.record) in kept.masks:
            unnamed.add(row.record)
            record = naming_nobody(read_line(row.line))
            _show_version(connection, row, kept, sentence_of(record, view), passages_of(record))
    for row in _rows(connection, f"type = 'fact' AND sentence LIKE '{CONTESTED}%'"):
        # Whose claim it is decides over it, as in ``as_known_now``.
        record = read_line(row.line)
        if isinstance(record, Fact) and unnamed.intersection(record.claims):
            sentence = row.sentence.removeprefix(CONTESTED)
            _show_version(connection, row, kept, sentence, passages_of(record))


def _show_version(
    connection: sqlite3.Connection,
    row: _Row,
    kept: _KeptBack,
    sentence: str,
    texts: Iterable[str] | None,
) -> None:
    words = kept.hidden.words
    if texts is None:
        texts = passages_of(read_line(row.line))
    shown = redacted_text(sentence, words)
    shown_texts = [text for text in texts if redacted_text(text, words) == text]
    called = _called(row.record, kept)
    connection.execute(
        "UPDATE versions SET called = ?, shown = ?, passages = ? WHERE id = ?",
        (called, shown, as_text(shown_texts), row.id),
    )
    places = json.loads(row.places)
    found = version_words(called, shown, shown_texts, places) if called else ""
    connection.execute("UPDATE version_words SET text = ? WHERE rowid = ?", (found, row.id))


def _show_changes(connection: sqlite3.Connection, kept: _KeptBack, after: int) -> None:
    query = "SELECT id, record, type, class, row FROM changes WHERE id > ?"
    for id, record, type_, class_, written in connection.execute(query, (after,)).fetchall():
        change = redacted_change(
            change_from_text(record, type_, class_, written), kept.hidden.words
        )
        called = _called(record, kept)
        connection.execute(
            "UPDATE changes SET called = ?, shown = ? WHERE id = ?", (called, change.sentence, id)
        )
        found = change_words(change, called) if called else ""
        connection.execute("UPDATE change_words SET text = ? WHERE rowid = ?", (found, id))


def _called(id: str, kept: _KeptBack) -> str | None:
    """Give the id by which a record may be called; None where it may not be told of."""
    if id in kept.hidden.ids:
        return None
    return masked(id) if masked(id) in kept.masks else id


def _as_text(kept: _KeptBack) -> str:
    plain: Mapping[str, object] = {
        "words": [list(term) for term in kept.hidden.words.all],
        "ids": sorted(kept.hidden.ids),
        "withheld": sorted(kept.withheld),
        "masks": sorted(kept.masks),
        "victims": [list(term) for term in kept.victims],
    }
    return json.dumps(plain, ensure_ascii=False)

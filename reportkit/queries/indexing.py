"""Editions taken into the index, one after another: of each only what it changed is read.

The lines of two snapshots are compared as bytes. A record whose line stands in both is worded
anew only where what it names, or what speaks of it, has changed: an actor that is called
otherwise, a claim that came.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reportkit.changes.net import SealedLog, read_log
from reportkit.editions.history import CHANGES, view_of
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, SnapshotLines, snapshot_lines, snapshot_of_lines
from reportkit.editions.store import Store
from reportkit.loading.serialize import Plain
from reportkit.model.envelope import Record
from reportkit.model.vocabulary.series import Tlp
from reportkit.queries.index_tables import head, set_head
from reportkit.queries.indexed_record import (
    Worded,
    as_text,
    change_to_text,
    change_words,
    ids_in,
    passages_of,
    version_words,
    worded,
)

#: Types whose records tell of events and facts, which are worded by who tells of them.
_TELLING = frozenset({"claim", "figure"})


class _Mentions(NamedTuple):
    type: str
    ids: tuple[str, ...]  # and other words that could be one


_NOTHING = _Mentions("", ())


class _Standing(NamedTuple):
    row: int
    worded: Worded


class Indexing:
    """Takes editions in, oldest first, behind those that the index holds already."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._standing = {one.worded.record: one for one in _standing(connection)}
        self._mentioned_by: dict[str, set[str]] = {}
        self._mentions: dict[str, _Mentions] = {}
        for id, one in self._standing.items():
            self._mentions[id] = _Mentions(one.worded.type, tuple(json.loads(one.worded.mentions)))
            self._mention(id, self._mentions[id])
        self._read: dict[bytes, Record] = {}
        self._head: Mapping[str, Plain] = json.loads(head(connection, "newest") or "{}")
        (self._place,) = connection.execute("SELECT COUNT(*) FROM editions").fetchone()

    def take(self, store: Store, sealed: Sealed, status: str) -> None:
        """Take in the next edition, whole or not at all; raises IntegrityBroken."""
        lines = snapshot_lines(store.read(sealed, FACTS))
        log = _log(store, sealed)
        before = dict(self._standing) if log else {}
        self.take_snapshot(lines)
        renamed = log.renamed if log else {}
        self._connection.execute(
            "INSERT INTO editions VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._place,
                str(sealed.name),
                sealed.sha256,
                status,
                sealed.manifest.published.date().isoformat(),
                json.dumps(dict(renamed)),
            ),
        )
        if log:
            self._take_changes(log, before, sealed.manifest.marking)
        set_head(self._connection, "newest", json.dumps(dict(lines.head)))
        self._connection.commit()
        self._place += 1

    def take_snapshot(self, lines: SnapshotLines) -> None:
        """Put the records of an edition, or of the seeds, into the tables."""
        snapshot = snapshot_of_lines(lines, self._read)
        view = view_of(snapshot)
        gone = self._standing.keys() - lines.records.keys()
        for id in self._to_be_worded(lines, gone, snapshot.records):
            if id in lines.records:
                self._put(worded(snapshot.records[id], lines.records[id], view))
        for id in gone:
            self._end(self._standing.pop(id))
        kept = frozenset(lines.records.values())
        self._read = {line: record for line, record in self._read.items() if line in kept}

    def _to_be_worded(
        self, lines: SnapshotLines, gone: set[str], records: Mapping[str, Record]
    ) -> list[str]:
        """Name the records whose sentence may be another than in the edition before."""
        whole = lines.head["brief"] != self._head.get("brief")
        moved = {id for id, _ in _positions(lines.head) ^ _positions(self._head)}
        self._head = lines.head
        changed = {id for id, line in lines.records.items() if line != self._line_of(id)}
        retold = self._told_by({*changed, *gone})
        for id in (*changed, *gone):
            self._mention(id, self._mentions.pop(id, _NOTHING), take_back=True)
        for id in changed:
            self._mentions[id] = _Mentions(records[id].type, ids_in(records[id]))
            self._mention(id, self._mentions[id])
        if whole:
            return list(lines.records)
        reached = self._mentioning({*changed, *gone, *moved})
        reached |= self._mentioning(retold | self._told_by(reached))
        return [id for id in lines.records if id in reached]

    def _line_of(self, id: str) -> bytes | None:
        standing = self._standing.get(id)
        return standing.worded.line if standing else None

    def _told_by(self, ids: Iterable[str]) -> set[str]:
        """Give the events and facts of which these records tell, for they are worded by that."""
        known = (self._mentions.get(id, _NOTHING) for id in ids)
        return {other for one in known if one.type in _TELLING for other in one.ids}

    def _mentioning(self, ids: Iterable[str]) -> set[str]:
        """Give these records, and all that name one of them, or one that does."""
        reached, waiting = set(ids), list(ids)
        while waiting:
            more = self._mentioned_by.get(waiting.pop(), set()) - reached
            reached |= more
            waiting += more
        return reached

    def _mention(self, id: str, mentions: _Mentions, *, take_back: bool = False) -> None:
        for other in mentions.ids:
            known = self._mentioned_by.setdefault(other, set())
            if take_back:
                known.discard(id)
            else:
                known.add(id)

    def _put(self, worded: Worded) -> None:
        """Keep a wording, unless it is the one that stands."""
        standing = self._standing.get(worded.record)
        if standing and standing.worded == worded:
            return
        if standing:
            self._end(standing)
        texts = passages_of(self._read[worded.line])
        row = self._connection.execute(
            "INSERT INTO versions VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?)",
            (*worded[:5], self._place, *worded[5:], worded.record, worded.sentence, as_text(texts)),
        ).lastrowid
        self._connection.execute(
            "INSERT INTO version_words (rowid, text) VALUES (?, ?)",
            (
                row,
                version_words(worded.record, worded.sentence, texts, json.loads(worded.places)),
            ),
        )
        self._standing[worded.record] = _Standing(row or 0, worded)

    def _end(self, standing: _Standing) -> None:
        query = "UPDATE versions SET last = ? WHERE id = ?"
        self._connection.execute(query, (self._place - 1, standing.row))

    def _take_changes(self, log: SealedLog, before: Mapping[str, _Standing], edition: Tlp) -> None:
        """Keep the rows of a log; one of no record, as of the brief, is marked as the edition."""
        for change in log.rows:
            about = [
                held[id].worded
                for held in (self._standing, before)
                for id in (change.record, log.renamed.get(change.record, ""))
                if id in held
            ]
            row = self._connection.execute(
                "INSERT INTO changes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._place,
                    change.record,
                    change.type,
                    about[0].section if about else "",
                    max((one.marking for one in about), default=edition.rank),
                    change.class_.value,
                    change_to_text(change),
                    change.record,
                    change.sentence,
                ),
            ).lastrowid
            self._connection.execute(
                "INSERT INTO change_words (rowid, text) VALUES (?, ?)", (row, change_words(change))
            )


def _standing(connection: sqlite3.Connection) -> Iterator[_Standing]:
    """Give what the newest edition of the index holds."""
    names = ", ".join(Worded._fields)
    query = f"SELECT id, {names} FROM versions WHERE last IS NULL"  # noqa: S608
    for row, *fields in connection.execute(query):
        worded = Worded(*fields)
        yield _Standing(row, worded._replace(live=bool(worded.live)))


def _log(store: Store, sealed: Sealed) -> SealedLog | None:
    if not any(file.name == CHANGES for file in sealed.manifest.files):
        return None
    return read_log(store.read(sealed, CHANGES), sealed.name.spoken)


def _positions(head: Mapping[str, Plain]) -> AbstractSet[tuple[str, Plain]]:
    held = head.get("positions", {})
    return held.items() if isinstance(held, dict) else frozenset()

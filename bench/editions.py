"""Ten years of weekly editions, made once and kept, and what a build reads of them meanwhile."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from bench.large import write_large_series
from bench.measure import KEPT
from reportkit.changes.classify import classify
from reportkit.changes.log import baseline, change_log
from reportkit.editions.history import CHANGES, history_of, view_of
from reportkit.editions.manifest import EditionName, Imprint, Period
from reportkit.editions.snapshot import FACTS, Snapshot, facts_digest, snapshot_of, write_snapshot
from reportkit.editions.store import Store
from reportkit.editions.withheld import with_records
from reportkit.loading.loader import load
from reportkit.model.book import Book
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import EditionKind
from reportkit.phrasing.change_log import to_json

RECORDS, EDITIONS, TENTH, CHANGED = 2_000, 520, 52, 20
MILESTONES = (10, 100, EDITIONS)
#: An archive that other code has made is made anew.
_MAKERS = (Path(__file__), Path(__file__).with_name("large.py"))
_NOW = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass
class Decade:
    """A series that is published again and again, without the engine."""

    series: Path
    book: Book
    store: Store
    snapshot: Snapshot
    spent: dict[int, list[float]] = field(default_factory=dict)  # as in an archive

    def next_week(self) -> tuple[Snapshot, list[ChangeNote]]:
        """Change some facts, each with its reason, in turn over all of them."""
        week = self.snapshot.name.number
        records = dict(self.snapshot.records)
        ids = list(records)[1:]  # the first is the source
        notes = []
        for step in range(CHANGED):
            id = ids[(week * CHANGED + step) % len(ids)]
            told = f"Road {id} was closed in week {week}."
            records[id] = records[id].replace(statement=told)
            reason = f"The road office said so in week {week} of {id}."
            notes.append(ChangeNote(record=id, class_=ChangeClass.UPDATED, reason=reason))
        name = EditionName(week + 1)
        return replace(with_records(self.snapshot, records), name=name), notes

    def publish(self, snapshot: Snapshot, changes: bytes) -> None:
        """Seal one edition, its PDF a stand-in of some bytes."""
        edition = self.book.edition
        with self.store.lock(_NOW) as lock:
            imprint = Imprint(
                series=self.book.brief.id,
                kind=EditionKind.REGULAR,
                period=Period(edition.period.start, edition.period.end),
                cut_off=edition.cut_off,
                published=edition.published,
                marking=self.book.tlp,
                facts=facts_digest(snapshot),
                design=self.store.keep_design(lock, {"styles/page.css": b"@page {}"}),
                inputs=f"{snapshot.name.number:064x}",
                tools={"bench": "1"},
                pages=1,
                records=len(snapshot.records),
                changes={"UPDATED": CHANGED},
            )
            files = {
                f"roads-{snapshot.name}.pdf": b"%PDF" * 100,
                FACTS: write_snapshot(snapshot),
                CHANGES: changes,
            }
            self.store.seal(lock, snapshot.name, files, imprint)
        self.snapshot = snapshot


@dataclass(frozen=True)
class Archive:
    """The decade as it lies on the disk, and its first year beside it."""

    whole: Path
    tenth: Path
    spent: dict[int, list[float]]  # editions there to the seconds of each reading


def archive() -> Archive:
    """Give ten years of editions; they are made when there are none, which takes minutes."""
    folder = KEPT / "archive"
    note = folder / "made.json"
    made_by = sha256(b"".join(file.read_bytes() for file in _MAKERS)).hexdigest()
    made = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    if made.get("made_by") != made_by:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"making {EDITIONS} editions of {RECORDS:,} records in {folder}", file=sys.stderr)
        made = {"made_by": made_by, "spent": _make(folder)}
        note.write_text(json.dumps(made), encoding="utf-8")
    spent = {int(count): seconds for count, seconds in made["spent"].items()}
    return Archive(folder / "whole", folder / "tenth", spent)


def _make(folder: Path) -> dict[int, list[float]]:
    decade = _first(folder / "whole")
    for snapshot in _weeks(decade):
        if snapshot.name.number == TENTH:
            shutil.copytree(folder / "whole", folder / "tenth")
    return decade.spent


def _first(series: Path) -> Decade:
    write_large_series(series, RECORDS - 1)
    book = load(series).book
    if book is None:
        raise SystemExit("bench: the large series cannot be read")
    sources = [record for record in book if record.type == "source"]
    facts = [record for record in book if record.type != "source"]
    book = replace(book, by_id={record.id: record for record in (*sources, *facts)})
    snapshot = snapshot_of(book, EditionName(1))
    decade = Decade(series, book, Store(series / "reports"), snapshot)
    decade.publish(snapshot, to_json(baseline(view_of(snapshot)), view_of(snapshot)))
    return decade


def _weeks(decade: Decade) -> Iterator[Snapshot]:
    while decade.snapshot.name.number < EDITIONS:
        snapshot, notes = decade.next_week()
        if decade.snapshot.name.number in MILESTONES:
            _time_history(decade, snapshot)
        was, now = view_of(decade.snapshot), view_of(snapshot)
        log = change_log(was, now, classify(was, now, notes))
        decade.publish(snapshot, to_json(log, now))
        yield snapshot
    _time_history(decade, decade.next_week()[0])


def _time_history(decade: Decade, snapshot: Snapshot) -> None:
    """Do what a build does before it prints: compare, and prove the edition before."""
    runs = []
    for _ in range(3):
        began = time.perf_counter()
        history_of(decade.store, decade.book, snapshot)
        decade.store.predecessor()
        runs.append(time.perf_counter() - began)
    decade.spent[decade.snapshot.name.number] = runs

"""What was published and is here no more: ledger and journal remember what the store lost.

A store whose newest editions were taken away, by an older backup or by a clean-up, is whole in
itself, and would give their numbers to other editions. But whoever was mailed one stands in
the ledger, and what the scheduled runs published in their log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from reportkit.delivery.paths import LEDGER
from reportkit.editions.canonical import sha256
from reportkit.editions.journal import LOCK, Outcome, Run, note_run, read_journal
from reportkit.editions.manifest import MANIFEST, EditionName
from reportkit.editions.sealed import Finding
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.problems import IntegrityBroken
from reportkit.queries.listing import read_name

REMEDY = (
    "bring it back from a backup; if it is gone for good, 'reportkit verify --accept-loss' notes "
    "so and lets its number be given again"
)


class Lost(NamedTuple):
    """An edition that somebody has, or had, and the store has not."""

    name: EditionName
    key: str  # by which it is given up: its number in the journal, its digest in the ledger
    what: str

    @property
    def finding(self) -> Finding:
        """The same for whoever verifies."""
        return Finding(str(self.name), "", self.what)


def lost_editions(store: Store) -> tuple[Lost, ...]:
    """Find the editions that were published or mailed and that the store does not hold."""
    there = set(store.names_found())
    return tuple(sorted((*_published(store, there), *_mailed(store, there))))


def refuse_lost(store: Store) -> None:
    """Raise IntegrityBroken if an edition is lost: nothing may take its number."""
    if lost := lost_editions(store):
        told = "; ".join(dict.fromkeys(str(each.finding) for each in lost))
        raise IntegrityBroken(f"{store.reports}: {told}; {REMEDY}")


def accept_loss(store: Store, now: datetime) -> tuple[Lost, ...]:
    """Note that what is lost is given up; from then on its numbers are free."""
    lost = lost_editions(store)
    if lost:
        numbers = ", ".join(dict.fromkeys(f"No. {loss.name.spoken}" for loss in lost))
        run = Run(
            at=now,
            outcome=Outcome.DONE,
            steps=(f"{numbers} given up: a person accepts the loss",),
            given_up=tuple(loss.key for loss in lost),
        )
        with disk.locked(store.reports / LOCK, "noting what is given up\n", 0.0):
            note_run(store.reports, run)
    return lost


def _published(store: Store, there: set[EditionName]) -> Iterator[Lost]:
    for spoken in read_journal(store.reports).published:
        name = read_name(spoken)
        if name is not None and name not in there:
            yield Lost(name, spoken, "is missing: runs.jsonl says that it was published")


def _mailed(store: Store, there: set[EditionName]) -> Iterator[Lost]:
    """Compare with the ledger, which knows an edition by the digest of its manifest."""
    if not disk.is_there(store.reports / LEDGER):
        return
    from reportkit.delivery.ledger import read_ledger  # sqlite3 is loaded where there is one

    given_up = read_journal(store.reports).given_up
    with read_ledger(store.reports) as ledger:
        lines = ledger.deliveries() if ledger else ()
    for name, digest in dict.fromkeys((line.edition, line.manifest) for line in lines):
        if digest in given_up:
            continue
        if name not in there:
            yield Lost(name, digest, "is missing: the ledger says that it was mailed")
        elif digest != _digest(store, name):
            yield Lost(name, digest, f"is another edition than the one that was mailed as {name}")


def _digest(store: Store, name: EditionName) -> str:
    path = store.reports / str(name) / MANIFEST
    return sha256(disk.read(path)) if disk.kind(path) is disk.Kind.FILE else ""

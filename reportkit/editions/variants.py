"""Lower editions: the same number, abridged to a lower marking, sealed in the same folder.

Whoever may see a marking has of each edition the highest version at or below it: the edition
itself, an abridged one, or none. ``Released`` shows the store as such a reader knows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.changes.log import ChangeLog
from reportkit.editions.history import History, history_of
from reportkit.editions.manifest import EditionName, Manifest, Previous, Variant
from reportkit.editions.sealed import Sealed, read_sealed
from reportkit.editions.snapshot import (
    FACTS,
    Snapshot,
    at_marking,
    read_snapshot,
    snapshot_of,
)
from reportkit.editions.store import NotReleased, Store
from reportkit.editions.withheld import Hidden, withheld_records
from reportkit.model.book import Book
from reportkit.model.redaction import abridged
from reportkit.model.sensitive_terms import SensitiveTerms, sensitive_terms
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import Tlp


@dataclass(frozen=True, slots=True)
class Released(Store):
    """The published editions as readers up to a marking have them."""

    ceiling: Tlp

    def edition(self, name: EditionName) -> Sealed:
        """Read the manifest of one edition. Raises NotReleased if they have none of it."""
        sealed = Store.edition(self, name)
        found = version_for(sealed, self.ceiling)
        if found is None:
            raise NotReleased(f"No. {name.spoken} does not exist at {self.ceiling} or below")
        return found

    def recent(self, *, before: EditionName, most: int) -> Iterator[Sealed]:
        """Read the last editions before a name that they have, newest first."""
        count = 0
        for name in reversed([name for name in self.names() if name < before]):
            version = version_for(read_sealed(self.reports, name), self.ceiling)
            if version is not None:
                yield version
                count += 1
            if count == most:
                return

    def read(self, sealed: Sealed, file: str) -> bytes:
        """Give one file of their version of an edition, proved."""
        return Store.read(self, sealed, stored_name(sealed, file))

    def names_released(self) -> tuple[EditionName, ...]:
        """Name the editions that they have, oldest first."""
        return tuple(
            name
            for name in self.names()
            if version_for(read_sealed(self.reports, name), self.ceiling) is not None
        )


@dataclass(frozen=True, kw_only=True)
class RedactedVariant:
    """An edition as readers up to a marking are to have it, before it is printed."""

    ceiling: Tlp
    book: Book
    history: History
    hidden: Hidden


def markings_of(sealed: Sealed) -> tuple[Tlp, ...]:
    """Give the markings at which an edition exists, the highest first."""
    return (sealed.manifest.marking, *(each.marking for each in sealed.manifest.releases))


def version_for(sealed: Sealed, ceiling: Tlp) -> Sealed | None:
    """Give an edition as readers up to a marking have it; None if they have none.

    The manifest of a lower version tells its own marking, pages, records and changes: those
    of the whole edition would tell how much is missing.
    """
    manifest = sealed.manifest
    if manifest.marking.rank <= ceiling.rank:
        return sealed
    release = next((each for each in manifest.releases if each.marking.rank <= ceiling.rank), None)
    return None if release is None else sealed._replace(manifest=_at(manifest, release))


def stored_name(sealed: Sealed, file: str) -> str:
    """Name a file as it lies in the folder: "durand-line-005-clear.facts.json".

    ``file`` is its name in the edition at its own marking: "facts.json", "durand-line-005.pdf".
    """
    manifest = sealed.manifest
    if manifest.marking not in [each.marking for each in manifest.releases]:
        return file
    return lower_name(f"{manifest.series}-{sealed.name}", manifest.marking, file)


def lower_name(stem: str, marking: Tlp, file: str) -> str:
    """Name a file of a lower version: the stem of the edition, the marking, what it is."""
    word = marking.value.removeprefix("TLP:").lower().replace("+", "-")
    if file.startswith(stem):
        return f"{stem}-{word}{file.removeprefix(stem)}"
    return f"{stem}-{word}.{file}"


def hidden_at(book: Book, cut: Book) -> Hidden:
    """Give what a book lost when it was cut down: records, names, sentences of edition.yaml."""
    gone = tuple(record for record in book if record.id not in cut.by_id)
    words = sensitive_terms((*gone, book.edition), (cut.brief, cut.edition, *cut))
    return Hidden(frozenset(record.id for record in gone), SensitiveTerms(words))


def without_past(book: Book, history: History) -> Book:
    """Take away what speaks of a time when its readers did not have a record.

    An id that it had then, and the author's notes on changes that they do not see.
    """
    had = history.was.records if history.was else {}
    known = {
        id: record
        if record.formerly is None or record.formerly in had
        else record.replace(formerly=None)
        for id, record in book.by_id.items()
    }
    fresh = {change.record for change in history.log.changes if change.class_ is ChangeClass.ADDED}
    changed = {change.record for change in history.log.changes}
    notes = tuple(
        note
        for note in book.edition.changes
        if note.record in changed and (note.record not in fresh or note.class_ is ChangeClass.ADDED)
    )
    if notes == book.edition.changes and all(known[id] is each for id, each in book.by_id.items()):
        return book
    return replace(book, by_id=known, edition=book.edition.replace(changes=notes))


def history_here(
    store: Store, book: Book, snapshot: Snapshot, held: Collection[str] | None = None
) -> History:
    """Compare an edition at its own marking with the newest version that its readers have.

    After an edition at TLP:AMBER one at TLP:CLEAR is compared with the last that they had, and
    is a baseline if they had none. ``held`` are records that it holds back; None: all that
    are gone, as in an edition that is made again.
    """
    released = Released(store.reports, book.tlp)
    before = next(released.recent(before=snapshot.name, most=1), None)
    if before is None or not book.abridged:
        return history_of(released, book, snapshot)
    hidden = withheld_records(read_snapshot(released.read(before, FACTS)), snapshot, held)
    return history_of(released, book, snapshot, hidden)


def next_edition(store: Store, book: Book, name: EditionName) -> tuple[Book, Snapshot, History]:
    """Take a book down at its marking and compare it; what its readers never had is forgotten."""
    printed = at_marking(book)
    snapshot = snapshot_of(printed, name)
    held = {record.id for record in book if record.id not in printed.by_id}
    history = history_here(store, printed, snapshot, held)
    latest = store.latest()
    if latest is None or latest.manifest.marking.rank <= printed.tlp.rank:
        return printed, snapshot, history
    known = without_past(printed, history)
    snapshot = snapshot_of(known, name)
    again = history_here(store, known, snapshot, held)
    return known, snapshot, replace(again, problems=history.problems)


def redacted_variant(store: Store, book: Book, name: EditionName, ceiling: Tlp) -> RedactedVariant:
    """Cut a book down and compare it with what its readers had before."""
    cut = abridged(book, ceiling)
    hidden = hidden_at(book, cut)
    history = history_at(store, cut, snapshot_of(cut, name), ceiling, hidden)
    known = without_past(cut, history)
    if known is not cut:
        history = history_at(store, known, snapshot_of(known, name), ceiling, hidden)
    return RedactedVariant(ceiling=ceiling, book=known, history=history, hidden=hidden)


def history_at(
    store: Store, book: Book, snapshot: Snapshot, ceiling: Tlp, hidden: Hidden
) -> History:
    """Compare an abridged book with the newest version before it that its readers have.

    What was marked higher never was there. Of a record that they had and that is no longer
    theirs, no row tells, for its id and words are above them now: it is counted as ended.
    The author's notes were held against the whole edition; here they only give reasons.
    """
    history = history_of(Released(store.reports, ceiling), book, snapshot, hidden)
    history = replace(history, problems=())
    now, was, revision = history.now, history.was, history.revision
    if was is None:
        return history
    if revision is None:
        return replace(history, log=_reconciled(history.log, was, now, hidden))
    own = _reconciled(revision.log, was, now, hidden)
    combined, printed = (
        _reconciled(each, revision.was, now, hidden) for each in (revision.net, history.log)
    )
    return replace(history, log=printed, revision=replace(revision, log=own, net=combined))


def _reconciled(
    log: ChangeLog, was: EditionView | None, now: EditionView, hidden: Hidden
) -> ChangeLog:
    """Count as ended what its readers had and have no more, and cite nothing that is hidden."""
    log = replace(log, changes=tuple(_without(each, hidden.ids) for each in log.changes))
    if was is None:
        return log
    followed = {*now.records, *log.renamed.values()}
    left = sum(id not in followed for id in was.live_records)
    counts = log.reconciliation
    counted = counts._replace(ended=counts.ended + left)
    return replace(log, reconciliation=counted, vanished=())


def _without(change: Change, ids: Collection[str]) -> Change:
    """Earlier logs may have cited what is above its readers now."""
    return replace(change, evidence=tuple(id for id in change.evidence if id not in ids))


def _at(manifest: Manifest, release: Variant) -> Manifest:
    """Tell of a version what its readers may know; what it follows, if it follows anything."""
    before = Previous(release.since, "") if release.since else None
    return replace(
        manifest,
        marking=release.marking,
        pages=release.pages,
        profiles=release.profiles,
        records=release.records,
        changes=release.changes,
        previous=before,
    )

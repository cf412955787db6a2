"""Lower editions: the same number, abridged to a lower marking, sealed in the same folder.

Whoever may see a marking has of each edition the highest version at or below it: the edition
itself, an abridged one, or none. ``Released`` shows the store as such a reader knows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportkit.changes.change import Change
from reportkit.changes.log import ChangeLog
from reportkit.editions.history import History, history_of, side_of
from reportkit.editions.manifest import EditionName, Manifest, Previous, Release
from reportkit.editions.sealed import Sealed, read_sealed
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot, write_snapshot
from reportkit.editions.store import Store
from reportkit.facts.book import Book
from reportkit.facts.plain import Plain
from reportkit.facts.telltale import Telltale, names, spaced
from reportkit.facts.words import Tlp
from reportkit.problems import ReportkitError

#: Fields that hold the id of one record; "killed" is a metric as well as somebody's id.
_REFERRING = frozenset({
    "about", "actor", "against", "by", "event", "originates_from", "part_of", "party",
    "party_alignment", "place", "provider", "reciprocal_to", "record", "speaker",
    "superseded_by", "used_by", "venue",
})  # fmt: skip
#: In the place of an earlier wording that tells of what is above its readers now.
_NOT_SHOWN = "(not shown)"


@dataclass(frozen=True, slots=True)
class Hidden:
    """What readers of a lower version must not learn, whatever they were told before."""

    ids: Collection[str] = ()
    words: tuple[Telltale, ...] = ()


class NotReleased(ReportkitError):
    """An edition does not exist at a marking or below it."""


@dataclass(frozen=True, slots=True)
class Released(Store):
    """The published editions as readers up to a marking have them."""

    ceiling: Tlp
    hidden: Hidden = field(default=Hidden())

    def edition(self, name: EditionName) -> Sealed:
        """Read the manifest of one edition. Raises NotReleased if they have none of it."""
        sealed = Store.edition(self, name)
        found = version_for(sealed, self.ceiling)
        if found is None:
            raise NotReleased(f"No. {name.spoken} does not exist at {self.ceiling} or below")
        return found

    def recent(self, *, before: EditionName, most: int) -> Iterator[Sealed]:
        """Read the last editions before a name that they have, newest first."""
        found = 0
        for name in reversed([name for name in self.names() if name < before]):
            version = version_for(read_sealed(self.reports, name), self.ceiling)
            if version is not None:
                yield version
                found += 1
            if found == most:
                return

    def read(self, sealed: Sealed, file: str) -> bytes:
        """Give one file of their version of an edition, proved.

        Of its facts they get no more than they may know today.
        """
        content = Store.read(self, sealed, stored_name(sealed, file))
        if file == FACTS and self.hidden.ids:
            return write_snapshot(_silenced(read_snapshot(content), self.hidden))
        return content

    def names_released(self) -> tuple[EditionName, ...]:
        """Name the editions that they have, oldest first."""
        return tuple(
            name
            for name in self.names()
            if version_for(read_sealed(self.reports, name), self.ceiling) is not None
        )


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


def history_at(
    store: Store, book: Book, snapshot: Snapshot, ceiling: Tlp, hidden: Hidden
) -> History:
    """Compare an abridged book with the newest version before it that its readers have.

    What was marked higher never was there. Of a record that they had and that is no longer
    theirs, no row tells, for its id and words are above them now: it is counted as ended.
    The author's notes were held against the whole edition; here they only give reasons.
    """
    released = Released(store.reports, ceiling, hidden)
    history = history_of(released, book, snapshot)
    history = replace(history, problems=(), log=_reconciled(released, history, history.log))
    if revision := history.revision:
        own, net = (_reconciled(released, history, log) for log in (revision.log, revision.net))
        history = replace(history, revision=replace(revision, log=own, net=net))
    return history


def _reconciled(released: Released, history: History, log: ChangeLog) -> ChangeLog:
    """Count as ended what its readers had and have no more, and keep its words from them."""
    log = replace(log, changes=tuple(_quiet_change(each, released.hidden) for each in log.changes))
    if log.from_ is None:
        return log
    compared = (history.base, history.previous)
    before = next(each for each in compared if each and each.name.spoken == log.from_)
    was = side_of(read_snapshot(released.read(before, FACTS)))
    followed = {*history.now.records, *log.renamed.values()}
    left = sum(id not in followed for id in was.live_records)
    counts = log.reconciliation
    counted = counts._replace(ended=counts.ended + left)
    return replace(log, reconciliation=counted, vanished=())


def _quiet_change(change: Change, hidden: Hidden) -> Change:
    """An earlier log may give a reason that tells of what is above its readers now."""
    reason, via = _quiet(change.reason or "", hidden), change.via
    if reason == _NOT_SHOWN:
        reason = ""
    return replace(
        change,
        reason=str(reason) or None,
        evidence=tuple(id for id in change.evidence if id not in hidden.ids),
        via=tuple(step for step in via if _quiet(step.reason or "", hidden) != _NOT_SHOWN),
    )


def _silenced(snapshot: Snapshot, hidden: Hidden) -> Snapshot:
    """Take out of records that are still shown what speaks of those that are not."""
    records = {
        id: record if id in hidden.ids else _quiet_mapping(record, hidden)
        for id, record in snapshot.records.items()
    }
    return replace(snapshot, records=records)


def _quiet_mapping(plain: Mapping[str, Plain], hidden: Hidden) -> dict[str, Plain]:
    return {
        key: _quiet(held, hidden)
        for key, held in plain.items()
        if not (key in _REFERRING and isinstance(held, str) and held in hidden.ids)
    }


def _quiet(held: Plain, hidden: Hidden) -> Plain:
    if isinstance(held, dict):
        return _quiet_mapping(held, hidden)
    if isinstance(held, list):
        left = (item for item in held if not (isinstance(item, str) and item in hidden.ids))
        return [_quiet(item, hidden) for item in left]
    if isinstance(held, str) and any(names(spaced(held), each.text) for each in hidden.words):
        return _NOT_SHOWN
    return held


def _at(manifest: Manifest, release: Release) -> Manifest:
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
